"""ref find, ref show, and what every command shares that takes a name for a number."""
