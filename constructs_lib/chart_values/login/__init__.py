"""Chart values of the login."""
