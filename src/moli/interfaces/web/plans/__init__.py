"""The four plans: figures counted from what work left behind, the rows behind them, targets."""
