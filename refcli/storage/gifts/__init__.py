"""The ledger of gifts: read, and written by appending alone."""
