"""The standard Helm options that every add-on installed by a chart takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.kinds.validators import matching

#: URL of a chart repository. Source: Terraform's Helm provider, ``helm_release``, ``repository``.
ChartRepository = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9+.-]*://\S+",
        "is not the URL of a chart repository; write it like https://hub.jupyter.org/helm-chart/ or oci://registry.example.org/charts",
    ),
]


class HelmAddOnProps(AddOnProps):
    """How Helm installs a chart, in the words of EKS Blueprints' standard Helm options plus Helm's own."""

    values: FreeValues = Field(default_factory=dict)
    """Chart values, merged deeply over everything that this add-on computes; the user's win, key by key. Environment variables,
    volumes and other lists that grow are added; what would drop something that other keys write is an error. null reaches the chart
    as null."""
    timeout: StrictInt = Field(default=900, ge=1, le=86_400)
    """Seconds that Helm may take for each operation, 1 to 86400. Image pulls and load balancers take minutes."""
    atomic: StrictBool = True
    """Take a failed install or upgrade back. Without it a failed first install stays on the cluster but not in the state."""
    wait: StrictBool = True
    """Wait until the release's pods, claims and load balancers are ready."""
