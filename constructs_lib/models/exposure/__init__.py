"""Settings for how users reach a hub."""
