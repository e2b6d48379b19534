"""Who did what and since when: the trail of events, and the dated rows that history is made of."""
