"""Profiles: servers among which users choose."""
