"""Commands for those who go out: one page of a place, a day of visits."""
