"""How ref talks with the shells that complete its words: what was typed, and what may follow.

A script of ours in the shell (``ref completion``) runs ``ref`` without arguments and hands over
the line in its environment; ``answer`` says what comes back. No text of a book is ever run.
"""
