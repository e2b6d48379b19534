"""Writing places: imports, designations, positions."""
