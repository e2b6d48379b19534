"""Pages of the Party organisation: branches, members, what they hold, and by which rules."""
