"""Adapters to what stands outside: each talks a provider's language; no Django, no rows."""
