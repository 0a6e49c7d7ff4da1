"""Settings of the hub's namespace as a whole."""
