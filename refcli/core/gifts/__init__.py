"""Gifts: what was given, what the rules say of it, what is left of each limit."""
