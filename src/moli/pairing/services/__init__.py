"""Planning, agreeing, carrying out and ending pairings."""
