"""ref gift and ref reward."""
