"""What the file's tables are: as the models say, and as each version made them."""
