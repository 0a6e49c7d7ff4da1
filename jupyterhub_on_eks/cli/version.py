"""The verb ``version``: the product, the framework and what it is pinned to."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import Annotated, Any

from typer import Option, echo

from jupyterhub_on_eks.cli.exit_status import ExitStatus

_PROVIDERS = ("aws", "helm", "kubernetes")


def version(*, as_json: Annotated[bool, Option("--json", help="Write one JSON document.")] = False) -> ExitStatus:
    """Print the versions of the product and of what it is made of."""
    found = versions()
    if as_json:
        echo(json.dumps(found, indent=2))
        return ExitStatus.FINE
    providers = {f"{name} provider package": number for name, number in found["providers"].items()}
    lines = {"jupyterhub-on-eks": found["product"], "CDKTF": found["cdktf"], **providers}
    lines["recommended JupyterHub chart"] = found["chart"]
    longest = max(map(len, lines))
    for name, number in lines.items():
        echo(f"{name:{longest}}  {number or 'not installed'}")
    return ExitStatus.FINE


def versions() -> dict[str, Any]:
    """Return the versions; None stands for a package that is not installed."""
    from constructs_lib.models.chart_version import RECOMMENDED  # noqa: PLC0415  # --help needs none of it
    from jupyterhub_on_eks import __version__  # noqa: PLC0415

    return {
        "product": __version__,
        "cdktf": _installed("cdktf"),
        "providers": {name: _installed(f"cdktf-cdktf-provider-{name}") for name in _PROVIDERS},
        "chart": str(RECOMMENDED),
    }


def _installed(package: str) -> str | None:
    try:
        return installed(package)
    except PackageNotFoundError:
        return None
