"""What is known of a place before a visit."""
