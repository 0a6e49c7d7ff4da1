"""The verb ``adopt``: writes a hub file and Terraform's imports for a hub that Helm or EKS Blueprints installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import folded, styled, width

if TYPE_CHECKING:
    from jupyterhub_on_eks.adoption.found import FoundHub

#: The default namespace and release of EKS Blueprints and of this library.
_NAMESPACE, _RELEASE = "jupyterhub", "blueprints-addon-jupyterhub"


def adopt(
    *,
    cluster: Annotated[str, Option(metavar="NAME", help="Name of the EKS cluster.")],
    region: Annotated[str, Option(help="AWS Region of the cluster.")],
    namespace: Annotated[
        str | None, Option(help="Namespace of the release. Default: that of the only release; with --values, jupyterhub.")
    ] = None,
    release: Annotated[
        str | None, Option(help="Name of the release. Default: the only release of the chart; with --values, blueprints-addon-jupyterhub.")
    ] = None,
    output: Annotated[Path | None, Option(help="Hub file to write. Default: hubs/NAMESPACE.yaml.")] = None,
    values: Annotated[
        Path | None, Option(help="Output of `helm get values RELEASE -o yaml`, to read instead of the cluster.", show_default=False)
    ] = None,
    chart_version: Annotated[str | None, Option(help="Version of the release's chart; with --values.")] = None,
    claims: Annotated[
        Path | None, Option(help="Output of `kubectl get pvc,pv,storageclass -n NAMESPACE -o yaml`; with --values.", show_default=False)
    ] = None,
    keep_open: Annotated[
        bool, Option("--keep-open", help="Write the settings that keep a hub open to the internet if it has no login or no TLS today.")
    ] = False,
    own_namespace: Annotated[
        bool, Option("--own-namespace", help="Manage the namespace too; destroying the stack then deletes it with all claims.")
    ] = False,
    overwrite: Annotated[bool, Option("--overwrite", help="Replace existing files.")] = False,
) -> ExitStatus:
    """Write a hub file for a hub of plain Helm or EKS Blueprints.

    A file with Terraform's imports is written beside it. AWS and the cluster are only read; with --values, they are not contacted. Secrets are
    not written.

    Exit status: 0 ready to deploy, 1 the hub file has to change first, 2 a wrong option or file, 3 AWS or the cluster can't be read.
    """
    from constructs_lib.errors import JupyterHubOnEksError  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.adoption.adopting import adopt_into, refuse_other_formats  # noqa: PLC0415
    from jupyterhub_on_eks.adoption.report import adoption_report  # noqa: PLC0415
    from jupyterhub_on_eks.cloud.errors import CloudError  # noqa: PLC0415

    place = {"cluster": cluster, "region": region}
    try:
        refuse_other_formats(output or Path("hub.yaml"))  # before the cluster is read
        if values is None:
            hub = _on_cluster(place, namespace, release, only_with_values=chart_version or claims)
        else:
            hub = _in_files(values, claims, chart_version, {"namespace": namespace or _NAMESPACE, "release": release or _RELEASE, **place})
        adoption = adopt_into(
            hub,
            output or Path("hubs", f"{hub.namespace}.yaml"),
            keep_open=keep_open,
            own_namespace=own_namespace,
            overwrite=overwrite,
        )
    except JupyterHubOnEksError as error:
        print(_error(str(error)), file=sys.stderr)
        return ExitStatus.OUTSIDE if isinstance(error, CloudError) else ExitStatus.USAGE
    sys.stdout.write(adoption_report(adoption, sys.stdout))
    return ExitStatus.FINE if adoption.complete else ExitStatus.MISTAKES


def _on_cluster(place: dict[str, str], namespace: str | None, release: str | None, *, only_with_values: str | Path | None) -> FoundHub:
    if only_with_values:
        from jupyterhub_on_eks.adoption.helm_release import AdoptionError  # noqa: PLC0415  # here and below, as in `adopt`

        raise AdoptionError("--chart-version and --claims need --values; without it, both are read from the cluster.")
    from jupyterhub_on_eks.adoption.from_cluster import hub_from_cluster  # noqa: PLC0415
    from jupyterhub_on_eks.cloud.aws import Aws  # noqa: PLC0415

    return hub_from_cluster(Aws(region=place["region"]), **place, namespace=namespace, release=release)


def _in_files(values: Path, claims: Path | None, version: str | None, place: dict[str, str]) -> FoundHub:
    from jupyterhub_on_eks.adoption.from_files import hub_from_files  # noqa: PLC0415

    return hub_from_files(values, claims=claims, version=version, **place)


def _error(message: str) -> str:
    begin = "Error: "
    return styled(begin, "red", sys.stderr) + folded(message, width(sys.stderr), begin=begin).removeprefix(begin)
