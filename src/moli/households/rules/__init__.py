"""What the registry allows and what its words mean."""
