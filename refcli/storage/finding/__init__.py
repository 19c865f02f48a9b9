"""What is looked for by a name, as it is on record."""
