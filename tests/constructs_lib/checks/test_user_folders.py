"""S3 folders that users of two hubs share."""

from __future__ import annotations

from typing import Any

from constructs_lib.checks.user_folders import user_folder_warnings
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _hub(namespace: str, *entries: dict[str, Any]) -> JupyterHubAddOnProps:
    hub = {"namespace": namespace, "service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}
    return JupyterHubAddOnProps.model_validate({**hub, "user_identity": {"s3": list(entries)}})


def test_folders_of_two_hubs() -> None:
    """The second one gets a warning, with or without a slash."""
    home = {"bucket": "b", "prefix": "home", "per_user": True}

    (warning,) = user_folder_warnings([_hub("a", home), None, _hub("b", {**home, "prefix": "home/"})])
    assert "s3://b/home/ also has the folders of the users of a" in warning


def test_folder_of_all_users_of_another_hub() -> None:
    """Whichever hub comes first: it contains the folders of the other's users."""
    hubs = [_hub("a", {"bucket": "b", "prefix": "home", "per_user": True}), _hub("b", {"bucket": "b"})]

    for order in (hubs, hubs[::-1]):
        (warning,) = user_folder_warnings(order)
        assert "(b): s3://b/ holds the folders of the users of a, which all users of this hub can reach" in warning


def test_folders_apart() -> None:
    """Other folders, other buckets, folders of all users, and two folders of one hub."""
    home: dict[str, Any] = {"bucket": "b", "prefix": "home", "per_user": True}
    others = ({**home, "prefix": "b"}, {**home, "bucket": "c"}, {"bucket": "b", "prefix": "shared"})

    assert [] == list(
        user_folder_warnings([_hub("a", home, {"bucket": "b", "prefix": "shared"}), *(_hub(f"n{i}", o) for i, o in enumerate(others))])
    )
