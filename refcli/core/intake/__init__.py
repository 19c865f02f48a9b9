"""Rows of a file as sources and referrals: read, compared, planned."""
