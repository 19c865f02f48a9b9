"""Which sources are on record twice, how surely, and why."""
