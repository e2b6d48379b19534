"""The counter's door: an app that a station installs and that works with no network."""
