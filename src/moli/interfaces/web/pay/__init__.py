"""Paying for an order, and what the channels report of it."""
