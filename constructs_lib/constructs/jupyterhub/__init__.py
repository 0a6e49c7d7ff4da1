"""One hub."""
