"""Reading the sheets that people bring: Excel and CSV, cell by cell."""
