"""What is due by the clock: `moli work`, and the same inside `moli serve`."""
