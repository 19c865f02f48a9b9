"""How often a visit falls due, and to whom."""
