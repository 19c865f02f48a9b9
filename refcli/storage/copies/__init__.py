"""Copies of the book as files: made, found, looked at, and gone back to."""
