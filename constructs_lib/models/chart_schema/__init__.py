"""The schemas of the JupyterHub chart's values, by version, and the validation of a hub's values against them."""
