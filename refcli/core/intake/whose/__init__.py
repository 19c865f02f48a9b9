"""Of which referral that is known a row is: by the person, then by the visit and the day."""
