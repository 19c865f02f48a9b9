"""What to know before a visit, and in which order to visit."""
