"""ref plan."""
