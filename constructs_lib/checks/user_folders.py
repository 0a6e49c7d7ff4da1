"""S3 folders of users that hubs of one blueprint share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.checks.add_ons import AddOns
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

if TYPE_CHECKING:
    from constructs_lib.models.user_identity.s3 import S3Access


def user_folder_warnings(add_ons: AddOns) -> Iterator[str]:
    """Yield hubs whose users can reach folders of another hub's users: a folder is named after the pod, not after the hub.

    Args:
        add_ons: in the order of the array.
    """
    entries = [(hub, entry) for hub in add_ons if isinstance(hub, JupyterHubAddOnProps) for entry in _entries(hub)]
    homes = [(position, hub, entry) for position, (hub, entry) in enumerate(entries) if entry.per_user]
    for position, (hub, entry) in enumerate(entries):
        for other_position, other, home in homes:
            if other.namespace == hub.namespace or home.bucket != entry.bucket or not home.folder.startswith(entry.folder):
                continue
            where = f"{hub.name} ({hub.namespace}): s3://{entry.bucket}/{entry.folder}"
            if not entry.per_user:
                yield f"{where} holds the folders of the users of {other.namespace}, which all users of this hub can reach; use another folder"
            elif home.folder == entry.folder and other_position < position:
                yield (
                    f"{where} also has the folders of the users of {other.namespace}: users with the same name in both hubs share a folder. "
                    "Use another prefix, unless they are the same people"
                )


def _entries(hub: JupyterHubAddOnProps) -> Iterator[S3Access]:
    for identity in hub.user_identities:
        yield from identity.settings.s3
