"""Payouts, statements, bank accounts of households, and how prices are shared."""
