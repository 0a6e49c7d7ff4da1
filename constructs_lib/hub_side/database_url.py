"""Sets the URL of the hub's database, from the environment of the hub's pod."""

from __future__ import annotations

import os
from typing import Any


def set_database_url(c: Any) -> None:
    """Set JUPYTERHUB_DB_URL as the database of JupyterHub.

    Args:
        c: JupyterHub's configuration.

    Raises:
        ValueError: it is not a URL. JupyterHub would use it as the path of an SQLite file in the pod, which is lost with the pod.
    """
    url = os.environ["JUPYTERHUB_DB_URL"].strip()
    if "://" not in url:
        raise ValueError("the database URL is empty or not a URL such as postgresql+psycopg2://host:5432/database")
    c.JupyterHub.db_url = url
