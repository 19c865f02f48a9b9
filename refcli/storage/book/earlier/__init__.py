"""What the book knew at the end of an earlier day, and what of today holds before it began."""
