"""Profiles of users' servers."""
