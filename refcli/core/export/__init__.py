"""What stands in the zip of an export, and what may leave the practice without names."""
