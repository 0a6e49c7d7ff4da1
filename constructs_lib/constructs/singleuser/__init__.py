"""Constructs of the users' servers."""
