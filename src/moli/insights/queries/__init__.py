"""Figures, and the rows behind them."""
