"""Whom the names of a file mean: gathered, matched with the book, asked about and remembered."""
