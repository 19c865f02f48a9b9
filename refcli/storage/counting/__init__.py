"""Counts of referrals by SQL."""
