"""The two pages of the month: their cards, their places, and what stands on them of each table."""
