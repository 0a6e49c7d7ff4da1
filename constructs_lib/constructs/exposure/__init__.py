"""Constructs for exposing a hub to users."""
