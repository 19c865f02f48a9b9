"""Names as they are compared: whole, worded, for short and misspelt; and who nobody is."""
