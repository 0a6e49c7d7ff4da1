"""Constructs for a hub's storage."""
