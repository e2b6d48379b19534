"""At a station: what a household lets it do in its name, and what was done."""
