"""Writers: the same value for a terminal, a spreadsheet, a page or a program."""
