"""The front door: which commands there are, in groups, and how help shows them."""
