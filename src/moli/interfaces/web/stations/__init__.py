"""Pages of stations: what they offer, when they are open, their teams, tasks and devices."""
