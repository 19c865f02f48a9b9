"""ref import, and the one way in for files."""
