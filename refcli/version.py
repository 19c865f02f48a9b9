"""The version, which the package and its files state."""

__version__ = "0.1.0"
