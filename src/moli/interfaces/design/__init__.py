"""The look that every page shares: parts, icons, charts, maps, the gallery."""
