"""ref occasion."""
