"""Which rules about gifts are in force."""
