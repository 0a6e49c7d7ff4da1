"""Python that runs inside the hub. ``chart_values/extra_config.py`` renders each module into ``hub.extraConfig``.

A module imports nothing but the standard library and what every hub's image has: JupyterHub, KubeSpawner, tornado, traitlets. It runs on
Python 3.8 (chart 1.x) to 3.12 (chart 4.x), and under KubeSpawner 1.1 to 7. Module ``x`` has one entry point, ``set_x(c)`` or
``set_x(c, settings)``, where ``c`` is JupyterHub's configuration. All parts of ``hub.extraConfig`` share one namespace, so modules
share no top-level names. Docstrings and comments are read in the cluster too.
"""
