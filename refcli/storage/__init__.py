"""The book: the only package that knows of SQL, rows and sessions.

Commands hold a ``Book`` as a key to the named functions here, which return frozen values.
"""
