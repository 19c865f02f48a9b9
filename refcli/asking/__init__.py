"""What is asked of the person at the keyboard, and how an answer is typed."""
