"""What the JupyterHub chart takes as values, version by version, and whether given values are that."""
