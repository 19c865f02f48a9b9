"""Comparisons: of equal age, over equal units, within the records, and beyond chance or not."""
