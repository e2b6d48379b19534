"""Double-entry books in whole fen. Knows nothing of orders, households or lots."""
