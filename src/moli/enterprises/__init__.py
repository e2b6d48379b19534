"""Companies, cooperatives and village collectives that buy, pack or sell."""
