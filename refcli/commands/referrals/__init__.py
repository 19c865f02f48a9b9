"""ref add and ref referral."""
