"""Answers about the market, each within somebody's reach."""
