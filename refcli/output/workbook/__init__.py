"""A report as a workbook: its tables, its charts, and the room that they take."""
