"""The verb ``version``: prints the versions of the product, its framework, the providers and the chart."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from typer import Option, echo

from jupyterhub_on_eks.cli.engine import this_engine
from jupyterhub_on_eks.exit_status import ExitStatus

_PROVIDERS = ("aws", "helm", "kubernetes")


def version(*, as_json: Annotated[bool, Option("--json", help="Write one JSON document.")] = False) -> ExitStatus:
    """Print the versions of the product and its components."""
    found = versions()
    if as_json:
        echo(json.dumps(found, indent=2))
        return ExitStatus.FINE
    providers = {f"{name} provider": _of_package(pins) for name, pins in found["providers"].items()}
    lines = {"jupyterhub-on-eks": found["product"], this_engine().title: found["engine"]["version"], **providers}
    lines["recommended JupyterHub chart"] = found["chart"]
    longest = max(map(len, lines))
    for name, number in lines.items():
        echo(f"{name:{longest}}  {number or 'not installed'}")
    return ExitStatus.FINE


def versions() -> dict[str, Any]:
    """Return the versions; None means that a package is not installed."""
    from constructs_lib.models.chart_version import RECOMMENDED  # noqa: PLC0415  # --help needs none of it
    from jupyterhub_on_eks import __version__  # noqa: PLC0415

    engine = this_engine()
    return {
        "product": __version__,
        "engine": {"name": engine.name, "version": _package(engine.framework)["package"]},
        "providers": {name: _package(f"{engine.distributions}{name}") for name in _PROVIDERS},
        "chart": str(RECOMMENDED),
    }


def _package(name: str) -> dict[str, str | None]:
    """Return the version of a package, and of the Terraform provider that its description names."""
    from importlib.metadata import PackageNotFoundError, metadata  # noqa: PLC0415  # `check` doesn't need it: 14 ms

    try:
        found = metadata(name)
    except PackageNotFoundError:
        return {"package": None, "provider": None}
    about = re.search(r"provider version (\d[\w.]*\w)", str(found.json["description"]))
    return {"package": found["Version"], "provider": about and about[1]}


def _of_package(pins: dict[str, str | None]) -> str | None:
    return pins["package"] and f"{pins['provider']} (package {pins['package']})"
