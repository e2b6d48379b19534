"""Devices that work without a network, and what they sent: each operation once, in its order."""
