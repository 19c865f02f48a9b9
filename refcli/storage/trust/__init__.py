"""Whether a book can be believed: looked at, and repaired."""
