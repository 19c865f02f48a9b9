"""The referral program of a medical or dental practice, on the command line."""

__version__ = "0.1.0"
