"""Chart values of how users reach a hub."""
