"""What the further tables of the report count."""
