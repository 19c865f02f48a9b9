"""Waiting for another program at the book: who it is, for how long, and how ^C ends it."""
