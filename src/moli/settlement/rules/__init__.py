"""Rules of settlement: how a price is shared, and what a payout may become."""
