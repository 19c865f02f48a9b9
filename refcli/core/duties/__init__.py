"""Duties that rotate among the staff."""
