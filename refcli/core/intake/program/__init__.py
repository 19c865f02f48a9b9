"""The lists that ref prints of the program itself, read back: days, events, issues, figures."""
