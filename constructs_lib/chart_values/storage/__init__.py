"""Chart values for a hub's storage."""
