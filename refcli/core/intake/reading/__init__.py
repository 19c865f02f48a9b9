"""The first step of an import: what a file is, and what each of its rows says."""
