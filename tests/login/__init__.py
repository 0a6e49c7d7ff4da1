"""The login with the real JupyterHub and OAuthenticator of each chart version."""
