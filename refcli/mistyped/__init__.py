"""A line that cannot be read: what was wrong with it, and a line to type instead."""
