"""Helm releases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cdktf import Precondition, TerraformResourceLifecycle
from cdktf_cdktf_provider_helm.release import Release
from constructs import Construct

from constructs_lib.errors import RenderError
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: Revisions that Helm keeps for a rollback; each is a Secret in the namespace.
_MAX_HISTORY = 10

_NOT_FOUND = "is the name of a chart, but repository is not set; set it, or use a path or a full reference"


class HelmRelease(Release):
    """A ``helm_release`` that rolls back a failed install or upgrade.

    It is the resource itself, so a parent that gives it the id ``Resource`` gives it the parent's name in Terraform.
    Source: Terraform's Helm provider, ``helm_release``.

    Args:
        name: name of the release, at most 53 characters.
        namespace: namespace of the release.
        chart: name of a chart in ``repository``, a path (``./…``, ``/…``), or a full reference (``oci://…``, ``https://…``).
        version: exact version of the chart.
        repository: URL of the chart repository. Ignored if ``chart`` is a path or a full reference, because Helm would look for it
            there. Default: none.
        values: chart values. Tokens and expressions in them become references; `constructs_lib.terraform.escape.literal` escapes
            other text. They are written as JSON, which is also YAML, because Terraform's own encoders drop null.
        create_namespace: let Helm create the namespace. Default: the provider's default, false.
        timeout: seconds that Helm may take for each operation. Default: 900.
        atomic: roll back a failed install or upgrade. Default: yes.
        wait: wait until pods, claims and load balancers are ready. Default: yes.
        depends_on: what must exist before the release and until it is uninstalled. Default: nothing.
        preconditions: what must be true before the chart is installed or upgraded. Default: nothing.

    Raises:
        RenderError: ``chart`` is a name, and there is no repository.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        chart: str,
        version: str,
        repository: str | None = None,
        values: Mapping[str, Any] | None = None,
        create_namespace: bool | None = None,
        timeout: int = 900,
        atomic: bool = True,
        wait: bool = True,
        depends_on: Dependables = (),
        preconditions: Sequence[Precondition] = (),
    ) -> None:
        if not _stands_alone(chart) and not repository:
            raise RenderError(f"release {name!r}: {chart!r} {_NOT_FOUND}", scope=scope)
        super().__init__(
            scope,
            id,
            name=name,
            namespace=namespace,
            chart=chart,
            version=version,
            repository=None if _stands_alone(chart) else repository,
            values=[json.dumps(dict(values or {}), sort_keys=True, ensure_ascii=False)],
            create_namespace=create_namespace,
            timeout=timeout,
            atomic=atomic,
            cleanup_on_fail=True,  # a failed upgrade removes what it created; a failed install does so only with `atomic`
            wait=wait,
            max_history=_MAX_HISTORY,
            depends_on=waits_for(depends_on),
            lifecycle=TerraformResourceLifecycle(precondition=list(preconditions)) if preconditions else None,
        )
        #: Wait for these before using what the chart installs, such as its load balancer.
        self.ready: Dependables = [self]


def _stands_alone(chart: str) -> bool:
    """Return whether a chart is a path or a full reference, not a name in a repository."""
    return chart.startswith(("/", ".")) or "://" in chart
