"""Pages of procedures and notices: what is owed, and doing it."""
