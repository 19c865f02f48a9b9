"""What a command answers with, before it is text: a table, and a report of several."""
