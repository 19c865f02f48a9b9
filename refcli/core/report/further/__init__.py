"""The further tables of the report: what was lost, the team, money, ours, and the months ahead."""
