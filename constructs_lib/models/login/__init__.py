"""Settings for login: the identity provider, and who is allowed to log in."""
