"""Referrals: their steps."""
