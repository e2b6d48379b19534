"""Farm-gate prices: what people report, and what their reports come to."""
