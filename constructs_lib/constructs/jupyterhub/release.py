"""The Helm release of one hub."""

from __future__ import annotations

import json
from typing import Any

from cdktf_cdktf_provider_helm.release import Release
from constructs import Construct

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: Revisions that Helm keeps for a rollback; each is a Secret in the namespace.
_MAX_HISTORY = 10


class HubRelease(Construct):
    """JupyterHub as a ``helm_release``. It adds nothing to the values: they are finished.

    The values are written as JSON, which is YAML, because Terraform's own encoders drop null.

    Args:
        hub: the standard Helm options.
        namespace: where it is installed.
        values: finished chart values; tokens and expressions in them become references.
        depends_on: what must be there before the release, and be there still while it is uninstalled.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        hub: JupyterHubAddOnProps,
        namespace: str,
        values: dict[str, Any],
        depends_on: Dependables,
    ) -> None:
        super().__init__(scope, id)

        release = Release(
            self,
            "Resource",
            name=hub.release,
            namespace=namespace,
            chart=hub.chart,
            version=hub.version,
            # Helm looks for whatever it is given in the repository, if there is one.
            repository=None if _stands_alone(hub.chart) else hub.repository,
            values=[json.dumps(values, sort_keys=True, ensure_ascii=False)],
            create_namespace=False,
            timeout=hub.timeout,
            atomic=hub.atomic,
            # A failed upgrade takes away what it made; Helm does so for a failed install by `atomic` alone.
            cleanup_on_fail=True,
            wait=hub.wait,
            max_history=_MAX_HISTORY,
            depends_on=waits_for(depends_on),
        )

        #: Wait for these before asking for what the hub made, such as its load balancer.
        self.ready: Dependables = [release]


def _stands_alone(chart: str) -> bool:
    """Tell a path or a whole reference from a name in a repository."""
    return chart.startswith(("/", ".")) or "://" in chart
