"""The log-in against the real JupyterHub and OAuthenticator of each chart line."""
