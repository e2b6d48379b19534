"""Plain words that every room of the house shares: money, weight, periods, codes, refusals."""
