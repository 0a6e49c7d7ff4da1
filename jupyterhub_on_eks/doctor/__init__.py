"""Checks of what a stack needs from AWS, its cluster and this machine, before a deployment. Nothing is changed."""
