"""The book as a file: its door, its history, its place, and how a change is kept."""
