"""The due list: who is owed what, by when, and why."""
