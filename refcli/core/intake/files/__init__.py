"""The kinds of files: CSV, workbooks, vCards and JSON as rows of text."""
