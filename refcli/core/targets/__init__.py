"""Offices and providers near the practice that we want to meet, out of the national file."""
