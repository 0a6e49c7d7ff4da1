"""Draws a synthesized stack: its resources by AWS, cluster and namespace, and what each waits for."""
