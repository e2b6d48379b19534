"""Payment channels on the loopback that sign, seal and judge as the real ones do."""
