"""Do the hubs of one blueprint give users of one name the same folder in S3?"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.add_ons import AddOns
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def user_folder_warnings(add_ons: AddOns) -> Iterator[str]:
    """Yield hubs whose users share folders with those of an earlier hub: a folder is named after the pod alone, not after the hub.

    Args:
        add_ons: in the order of the array.
    """
    first: dict[tuple[str, str], str] = {}
    for hub in add_ons:
        if not isinstance(hub, JupyterHubAddOnProps):
            continue
        for identity in hub.user_identities:
            for entry in identity.settings.s3:
                owner = first.setdefault((entry.bucket, entry.folder), hub.namespace) if entry.per_user else hub.namespace
                if owner != hub.namespace:
                    yield (
                        f"{hub.name} ({hub.namespace}): s3://{entry.bucket}/{entry.folder} has the folders of the users of {owner} too: "
                        "who has the same name in both hubs has the same folder. Write another prefix, unless they are the same people"
                    )
