"""Every row of a book for its export, and a book out of the rows of one."""
