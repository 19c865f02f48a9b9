"""Whether a book can be believed: the commands that look at the file and bring it back."""
