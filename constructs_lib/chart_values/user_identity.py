"""Chart values for the service account of users' servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from constructs_lib.models.singleuser.user_identity import UserIdentityProps

if TYPE_CHECKING:
    from constructs_lib.models.user_identity.settings import UserIdentity

#: The variable with the URL of a server's own folder in S3, and the one with the pod's name that Kubernetes inserts into it.
S3_HOME, POD_NAME = "JUPYTERHUB_S3_HOME", "JUPYTERHUB_POD_NAME"


def user_identity_values(hub: UserIdentityProps) -> dict[str, Any]:
    """Return the service account of servers without their profile's own, and keep Kubernetes tokens out of all servers.

    KubeSpawner mounts no token if no service account is set; otherwise it leaves it to Kubernetes, which mounts one.
    The credentials for AWS are mounted in a separate volume. Sources: KubeSpawner, ``make_pod``; aws/amazon-eks-pod-identity-webhook.
    """
    identities = hub.user_identities
    if not identities:
        return {}
    values: dict[str, Any] = {"hub": {"config": {"KubeSpawner": {"automount_service_account_token": False}}}}
    own = next((identity for identity in identities if not identity.slug), None)
    if own:
        variables = s3_home_variables(own.settings)
        values["singleuser"] = {"serviceAccountName": own.service_account, **({"extraEnv": variables} if variables else {})}
    return values


def s3_home_variables(settings: UserIdentity) -> Mapping[str, Any]:
    """Return the environment variables with the URL of the server's own folder; none if it has no folder.

    KubeSpawner orders a variable after those that it refers to. Sources: Kubernetes, "Define Dependent Environment Variables";
    KubeSpawner 1.1 to 7.0, ``_get_env_var_deps``.
    """
    home = settings.s3_home
    if home is None:
        return {}
    return {
        POD_NAME: {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        S3_HOME: f"s3://{home.bucket}/{home.folder}$({POD_NAME})/",
    }
