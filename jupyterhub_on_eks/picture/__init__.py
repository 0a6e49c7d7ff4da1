"""Draws a synthesized stack: its resources in AWS, on the cluster and in namespaces, and their dependencies."""
