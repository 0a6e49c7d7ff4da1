"""Python that runs in the process of a previewed hub, by the environment of its chart line, where nothing of the project is installed.

The folder is on that process's path, so a module is imported by its own name there: ``from z2jh import get_config``. Modules import
nothing but the standard library and what JupyterHub, OAuthenticator and KubeSpawner of all lines bring.
"""
