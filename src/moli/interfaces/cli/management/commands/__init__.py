"""One command a module; each asks services and queries and prints what they answer."""
