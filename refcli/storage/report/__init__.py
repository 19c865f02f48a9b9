"""What the report of a period counts."""
