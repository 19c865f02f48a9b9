"""A practice made up for the demo."""
