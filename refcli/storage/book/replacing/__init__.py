"""Another file takes the place of the book; what was there is kept first."""
