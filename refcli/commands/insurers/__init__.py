"""ref insurer, and credentials."""
