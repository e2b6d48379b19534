"""Writing the trail."""
