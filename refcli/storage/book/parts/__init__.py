"""Unfinished files: held while they are made, and swept where a killed program left them."""
