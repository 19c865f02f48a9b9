"""What each opening sentence of a report says."""
