"""Settings of the users' servers."""
