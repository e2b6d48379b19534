"""The doors: they translate, ask once, and translate back. No models, no rules."""
