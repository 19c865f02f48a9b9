"""The referral program of a medical or dental practice, on the command line."""
