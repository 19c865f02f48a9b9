"""ref event."""
