"""The books: trial balance, journal, transfers and accounts in words, closing a month."""
