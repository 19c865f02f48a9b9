"""The day at the desk: what is told in the morning."""
