"""A change of the book as it is read, in the words of a practice."""
