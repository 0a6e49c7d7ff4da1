"""The standard Helm options of every add-on that installs a chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, StrictBool, StrictInt

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.kinds.text import FreeValues, stays_inside
from constructs_lib.models.kinds.validators import matching, unless_token


def _not_over_http(url: str) -> None:
    if url.startswith("http://") and not stays_inside(urlsplit(url).hostname or ""):
        raise ValueError(url)


#: URL of a chart repository. Source: Terraform's Helm provider, ``helm_release``, ``repository``.
ChartRepository = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9+.-]*://\S+",
        "is not the URL of a chart repository; use the form https://hub.jupyter.org/helm-chart/ or oci://registry.example.org/charts",
    ),
    unless_token(
        _not_over_http,
        "is plain HTTP, so anyone on the network can change what runs on the cluster; use https (http is allowed only for localhost and *.svc)",
    ),
]


class HelmAddOnProps(AddOnProps):
    """How Helm installs a chart: EKS Blueprints' standard Helm options plus Helm's own."""

    values: FreeValues = Field(default_factory=dict)
    """Chart values, deep-merged over everything that this add-on computes; your values win, key by key. Entries are added to environment
    variables, volumes and other lists that grow. A value that would drop what other keys set is an error. null is passed to the chart as
    null."""
    timeout: StrictInt = Field(default=900, ge=1, le=86_400)
    """Seconds that each Helm operation may take, 1 to 86400. Image pulls and load balancers take minutes."""
    atomic: StrictBool = True
    """Roll back a failed install or upgrade. If false, a failed first install stays on the cluster but is not in the state."""
    wait: StrictBool = True
    """Wait until the release's pods, claims and load balancers are ready."""

    def user_value(self, *path: str, default: object = None) -> object:
        """Return the user's own chart value at a path, or ``default`` if there is none."""
        here: Any = self.values
        for key in path:
            if not isinstance(here, Mapping) or key not in here:
                return default
            here = here[key]
        return here
