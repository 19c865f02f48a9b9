"""How many referrals the months to come may bring, and how sure that is."""
