"""Setting targets. No figure is ever set."""
