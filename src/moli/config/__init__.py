"""Settings, addresses and the entry for servers."""
