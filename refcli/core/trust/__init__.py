"""Whether a book can be believed: what is wrong with a file, in words, and what to type."""
