"""Planned meetings and issues on record."""
