"""Answers about settlements, payouts and incomes."""
