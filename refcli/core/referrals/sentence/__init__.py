"""The sentence of ``ref add``: its words, what they say, and the line to type instead."""
