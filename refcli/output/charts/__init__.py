"""A chart as the shapes of a page."""
