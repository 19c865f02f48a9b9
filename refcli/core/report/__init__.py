"""The report of a period: facts in, a value of sections out."""
