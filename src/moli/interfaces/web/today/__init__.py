"""What waits for a person today, and the pages about the person, its branch and its trail."""
