"""Settings of a hub's data storage that the state remembers, so that the plan rejects a change."""

from __future__ import annotations

from constructs_lib.constructs.storage.backend import HomeStorage
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.home_storage import NOTEBOOK_GID, NOTEBOOK_UID
from constructs_lib.terraform.change_guard import WAS, Remembered

#: The key that allows a change.
WORD = "allow_storage_changes"

_IN_MEMORY, _VOLUME = "in memory", "a volume"


def remembered_storage(hub: JupyterHubAddOnProps, homes: HomeStorage) -> dict[str, Remembered]:
    """Return the settings that would disconnect users from their data if changed, by ids that are a contract.

    The chart's final values count, including the user's own ``values``.

    Args:
        hub: the settings of the hub.
        homes: the storage of its homes, which adds its own settings.
    """
    database = {"Database": _database(hub), **_database_volume(hub), **_release_series(hub)}
    return {"Storage": _storage(hub), "Owner": _owner(hub), "Release": _release(hub), **database, **homes.remembered}


def _release(hub: JupyterHubAddOnProps) -> Remembered:
    """The release's name. Source: Terraform's Helm provider, ``helm_release``: another name is another release."""
    return Remembered(
        key="release",
        value=hub.release,
        effect="The hub would be uninstalled, with its EBS volume and its load balancer, and installed again. All servers would stop.",
        fix="back up the hub's database",
    )


def _storage(hub: JupyterHubAddOnProps) -> Remembered:
    """The kind of storage; another one begins empty."""
    value = hub.homes.KEY
    if kind := hub.user_value("singleuser", "storage", "type"):
        value = f"{value}, values.singleuser.storage.type: {kind}"
    if claim := hub.user_value("singleuser", "storage", "static", "pvcName"):
        value = f"{value}, values.singleuser.storage.static.pvcName: {claim}"
    return Remembered(
        key=hub.homes.KEY,
        value=value,
        effect="All users would find empty homes, and the resources that this stack created for the current homes would be removed.",
        fix="back up the homes",
    )


def _owner(hub: JupyterHubAddOnProps) -> Remembered:
    """The user and group that own files: those that the storage sets, otherwise those of the servers."""
    homes = hub.homes
    uid: object
    gid: object
    uid, gid = (0, 0) if hub.run_as_root else homes.posix_user or (NOTEBOOK_UID, NOTEBOOK_GID)
    if homes.owner_key is None:
        uid, gid = hub.user_value("singleuser", "uid", default=uid), hub.user_value("singleuser", "fsGid", default=gid)
    return Remembered(
        key=f"{homes.KEY}.{homes.owner_key}, run_as_root"
        if homes.owner_key
        else "run_as_root, values.singleuser.uid, values.singleuser.fsGid",
        value=f"uid {uid}, gid {gid}",
        effect="The homes and the files in them keep their current owner, so users could be locked out of them.",
        fix="give the files to the new owner (docs/storage.md)",
    )


def _database(hub: JupyterHubAddOnProps) -> Remembered:
    """The kind of the hub's database; from one in memory nothing can be lost."""
    return Remembered(
        key="hub_database",
        value=_VOLUME if _on_a_volume(hub) else _elsewhere(hub),
        effect="The hub would start with an empty database: users, administrators and tokens would be lost.",
        fix="copy the database (docs/storage.md)",
        accepts=[_IN_MEMORY],
    )


def _database_volume(hub: JupyterHubAddOnProps) -> dict[str, Remembered]:
    """The volume of the hub's database. Another one can't replace it in the release: claims are immutable in Kubernetes."""
    if not _on_a_volume(hub):
        return {}
    database = hub.database
    place = f"efs, path: {database.path}" if database.efs else f"storage_class: {database.storage_class}"
    if name := hub.user_value("hub", "db", "pvc", "storageClassName"):
        place = f"values.hub.db.pvc.storageClassName: {name}"
    return {
        "DatabaseVolume": Remembered(
            key="hub_database",
            value=place,
            effect="The release would fail, because claims are immutable in Kubernetes, and the new volume would be empty.",
            fix="copy the database, destroy the stack and deploy it again (docs/storage.md)",
            firm=True,
        )
    }


def _on_a_volume(hub: JupyterHubAddOnProps) -> bool:
    typed = bool(hub.database.efs or hub.database.storage_class)
    return hub.user_value("hub", "db", "type", default="sqlite-pvc" if typed else None) == "sqlite-pvc"


def _elsewhere(hub: JupyterHubAddOnProps) -> str:
    if kind := hub.user_value("hub", "db", "type"):
        return f"values.hub.db.type: {kind}"
    return _IN_MEMORY if hub.database.in_memory else "an external database"


def _release_series(hub: JupyterHubAddOnProps) -> dict[str, Remembered]:
    """The chart's release series, if Helm rolls back failed upgrades: JupyterHub can't read a database that a later series migrated.

    Sources: JupyterHub's ``alembic/versions``, which differ between the series' JupyterHubs (1.4 and 1.5, 3.0, 4.0 and 4.1, 5.2 to 5.5)
    and not within a series; the chart's ``templates/hub/deployment.yaml``, which migrates SQLite unless ``hub.db.upgrade`` is
    false, and another database only if it is true.
    """
    if not hub.atomic or not (_on_a_volume(hub) or hub.database_secret or hub.user_value("hub", "db", "url")):
        return {}
    migrates = hub.user_value("hub", "db", "upgrade", default=_on_a_volume(hub))
    return {
        "ChartLine": Remembered(
            key="version, atomic",
            value=f"chart {hub.chart_version.series}",
            effect=(
                "Another release series of the chart migrates the hub's database. If the upgrade then fails, Helm rolls back (atomic: true) "
                "to a hub that can't read the database."
            ),
            fix="back up the database, and deploy once with atomic: false (docs/storage.md)",
            firm=True,
            condition="" if migrates else f'{WAS} != ""',
        )
    }
