"""The audit of a year's gifts."""
