"""ref source, and how a typed name becomes a source."""
