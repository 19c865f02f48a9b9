"""Letters and labels: what stands in them, and what may."""
