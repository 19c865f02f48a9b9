"""Counts and shares of referrals, over any period."""
