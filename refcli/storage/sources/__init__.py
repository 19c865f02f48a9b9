"""Sources on record: written, found, merged, and where they worked when."""
