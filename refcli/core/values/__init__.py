"""What people type and tables show: days, spans of days, amounts of money, shares."""
