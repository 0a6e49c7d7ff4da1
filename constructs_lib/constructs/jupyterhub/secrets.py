"""The Kubernetes Secrets of a hub that this stack creates."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables


def hub_secrets(scope: Construct, hub: JupyterHubAddOnProps, *, namespace: HubNamespace) -> Dependables:
    """Create the Secrets that a hub reads its secrets from, and return what to wait for. Their ids are a contract.

    Args:
        scope: the hub.
        hub: its settings.
        namespace: its namespace.
    """
    if not hub.secrets:
        return []
    from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret

    known = {"LoginSecret": hub.login_secret, "DatabaseSecret": hub.database_secret}
    named = {id_: secret for id_, secret in known.items() if secret} | {
        f"ApiToken-{name}": secret for name, secret in hub.service_tokens.items()
    }
    secrets = [
        KubernetesSecret(scope, id_, secret=secret, namespace=namespace.name, depends_on=namespace.ready) for id_, secret in named.items()
    ]
    return [resource for secret in secrets for resource in secret.ready]
