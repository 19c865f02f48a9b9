"""Copies of the book: their names, which are dropped in time, what going back to one changes."""
