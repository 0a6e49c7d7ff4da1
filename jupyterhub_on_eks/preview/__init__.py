"""The hub of a hub file on one's own machine: what the verb ``preview`` does. It runs JupyterHub, and neither CDKTF nor Terraform."""
