"""Pages of figures of the registry: counts that name nobody."""
