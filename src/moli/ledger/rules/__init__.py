"""Rules of the books: the chart of accounts, what a transfer may be, months."""
