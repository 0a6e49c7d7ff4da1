"""Chart values of the users' servers."""
