"""Settings for the hub's namespace."""
