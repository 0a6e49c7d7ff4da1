"""Settings for home directories and the hub's database."""
