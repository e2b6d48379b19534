"""Party branches behind e-commerce, and what each of them leads."""
