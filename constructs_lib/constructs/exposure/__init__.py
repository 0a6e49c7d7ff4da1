"""Constructs of how users reach a hub."""
