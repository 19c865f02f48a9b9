"""The columns of a file: by which names a format is known, and what each of them means."""
