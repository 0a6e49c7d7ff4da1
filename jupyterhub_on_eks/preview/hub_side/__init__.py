"""Python that runs in the process of a previewed hub, in the environment of its release series, where this project is not installed.

The folder is on that process's path, so modules import each other without a package: ``from z2jh import get_config``. Modules import only
the standard library and what JupyterHub, OAuthenticator and KubeSpawner of all release series bring.
"""
