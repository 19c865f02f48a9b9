"""What is planned with a source, and what went wrong with it."""
