"""What templates load: `numbers`, `parts`, `tables`, `charts`."""
