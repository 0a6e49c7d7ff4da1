"""A Helm chart that Terraform installs."""

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

_NOT_FOUND = "is a chart's name, but no repository is given; give one, or write a path or a whole reference"


class HelmRelease(Release):
    """A ``helm_release`` that leaves nothing half done: a failed install or upgrade is rolled back.

    It is the resource itself, so an owner that calls it ``Resource`` gives it its own name in Terraform.
    Source: Terraform's Helm provider, ``helm_release``.

    Args:
        name: name of the release, at most 53 characters.
        namespace: where the chart is installed.
        chart: name of a chart in ``repository``, a path (``./…``, ``/…``), or a whole reference (``oci://…``, ``https://…``).
        version: exact version of the chart.
        repository: URL of the chart repository. Ignored where ``chart`` is a path or a whole reference, since Helm would look for it
            there. Default: none.
        values: chart values. Tokens and expressions in them become references; `constructs_lib.terraform.escape.literal` escapes
            other text. They are written as JSON, which is YAML, because Terraform's own encoders drop null.
        create_namespace: let Helm create the namespace. Default: the provider's, which is not to.
        timeout: seconds that Helm may take for each operation. Default: 900.
        atomic: roll back a failed install or upgrade. Default: yes.
        wait: wait until pods, claims and load balancers are ready. Default: yes.
        depends_on: what must be there before the release, and be there still while it is uninstalled. Default: nothing.
        preconditions: what must be true before the chart is installed or upgraded. Default: nothing.

    Raises:
        RenderError: ``chart`` is a name, and there is no repository to find it in.
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
            # A failed upgrade takes away what it made; Helm does so for a failed install by `atomic` alone.
            cleanup_on_fail=True,
            wait=wait,
            max_history=_MAX_HISTORY,
            depends_on=waits_for(depends_on),
            lifecycle=TerraformResourceLifecycle(precondition=list(preconditions)) if preconditions else None,
        )
        #: Wait for these before using what the chart installs, such as its load balancer.
        self.ready: Dependables = [self]


def _stands_alone(chart: str) -> bool:
    """Tell a path or a whole reference from a name in a repository."""
    return chart.startswith(("/", ".")) or "://" in chart
