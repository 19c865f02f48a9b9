"""ref duty."""
