"""Tests of the values that the JupyterHub chart accepts."""
