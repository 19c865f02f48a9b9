"""The commands about copies of the book."""
