"""Constructs of what a hub keeps."""
