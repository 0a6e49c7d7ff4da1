"""Tests of what the JupyterHub chart takes."""
