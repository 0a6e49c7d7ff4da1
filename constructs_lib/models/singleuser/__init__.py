"""Settings for users' servers."""
