"""Settings of how users reach a hub."""
