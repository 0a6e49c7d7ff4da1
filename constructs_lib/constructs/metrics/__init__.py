"""Constructs of a hub's metrics."""
