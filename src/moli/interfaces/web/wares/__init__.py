"""The catalogue of what stations order for villagers."""
