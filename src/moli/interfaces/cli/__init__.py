"""The command line: `moli demo`, `serve`, `import`, `match`, `check`, `bench`."""
