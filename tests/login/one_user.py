"""The spawner of one user, ada, with the real JupyterHub and KubeSpawner of a chart version. Imported by programs of ``.tools/login-*``."""

from __future__ import annotations

from typing import Any

from jupyterhub import orm
from jupyterhub.objects import Hub
from jupyterhub.user import User
from kubespawner import KubeSpawner


def spawner_of_ada(c: Any) -> Any:
    """Return the spawner of her default server, configured by ``c``."""
    session = orm.new_session_factory("sqlite:///:memory:")()
    account = orm.User(name="ada")
    session.add(account)
    session.commit()
    spawner = User(account, {"spawner_class": KubeSpawner, "config": c, "hub": Hub()}, session).spawners[""]
    spawner.api_token = "none"  # JupyterHub generates one at each start; nothing uses it here
    return spawner
