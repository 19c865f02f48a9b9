"""ref letter."""
