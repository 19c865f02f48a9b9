"""ref demo."""
