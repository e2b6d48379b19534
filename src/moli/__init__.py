"""Moli 茉莉: surplus meets shortage, the goods get there, each household is paid to the fen."""

__version__ = "0.1.0"
