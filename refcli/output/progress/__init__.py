"""What a terminal shows while something takes long."""
