"""ref due, done, skip and snooze."""
