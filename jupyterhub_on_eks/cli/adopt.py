"""The verb ``adopt``: a hub that Helm or EKS Blueprints installed becomes a hub file and Terraform's imports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from typer import Option

from jupyterhub_on_eks.cli.exit_status import ExitStatus
from jupyterhub_on_eks.cli.terminal import folded, styled, width

#: Where a release is by default: that of EKS Blueprints, and that of this library.
_NAMESPACE, _RELEASE = "jupyterhub", "blueprints-addon-jupyterhub"


def adopt(
    *,
    cluster: Annotated[str, Option(metavar="NAME", help="Name of the EKS cluster.")],
    region: Annotated[str, Option(help="AWS Region of the cluster.")],
    namespace: Annotated[
        str | None, Option(help="Namespace of the release. Default: where the only one is; with --values, jupyterhub.")
    ] = None,
    release: Annotated[
        str | None, Option(help="Name of the release. Default: the only one of the chart; with --values, blueprints-addon-jupyterhub.")
    ] = None,
    output: Annotated[Path | None, Option(help="Hub file to write. Default: hubs/ and the namespace's name.")] = None,
    values: Annotated[
        Path | None, Option(help="Output of `helm get values RELEASE -o yaml`, instead of asking the cluster.", show_default=False)
    ] = None,
    chart_version: Annotated[str | None, Option(help="Version of the release's chart; with --values.")] = None,
    claims: Annotated[
        Path | None, Option(help="Output of `kubectl get pvc,pv,storageclass -n NAMESPACE -o yaml`; with --values.", show_default=False)
    ] = None,
    keep_open: Annotated[
        bool, Option("--keep-open", help="Write the words that leave a hub open to the internet that has no login or no TLS today.")
    ] = False,
    own_namespace: Annotated[
        bool, Option("--own-namespace", help="Manage the namespace too; a destroy of the stack then deletes it with all claims.")
    ] = False,
    overwrite: Annotated[bool, Option("--overwrite", help="Replace files that are there.")] = False,
) -> ExitStatus:
    """Write the hub file of a hub that Helm or EKS Blueprints installed.

    Beside it goes a file with what Terraform imports. Only questions are asked of AWS and the cluster; with --values, none. Secrets are not written.

    Exit status: 0 ready to deploy, 1 the hub file has to change first, 2 a wrong option or file, 3 AWS or the cluster can't be asked.
    """
    from constructs_lib.errors import JupyterHubOnEksError  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.adoption.adopting import adopt_into  # noqa: PLC0415
    from jupyterhub_on_eks.adoption.found import FoundHub  # noqa: PLC0415
    from jupyterhub_on_eks.adoption.helm_release import AdoptionError  # noqa: PLC0415
    from jupyterhub_on_eks.adoption.report import adoption_report  # noqa: PLC0415
    from jupyterhub_on_eks.cloud.errors import CloudError  # noqa: PLC0415

    def found() -> FoundHub:
        if values is None:
            if chart_version or claims:
                raise AdoptionError("--chart-version and --claims go with --values; a cluster is asked for both.")
            from jupyterhub_on_eks.adoption.from_cluster import hub_from_cluster  # noqa: PLC0415
            from jupyterhub_on_eks.cloud.aws import Aws  # noqa: PLC0415

            return hub_from_cluster(Aws(region=region), cluster=cluster, region=region, namespace=namespace, release=release)
        from jupyterhub_on_eks.adoption.from_files import hub_from_files  # noqa: PLC0415

        return hub_from_files(
            values,
            claims=claims,
            version=chart_version,
            namespace=namespace or _NAMESPACE,
            release=release or _RELEASE,
            cluster=cluster,
            region=region,
        )

    try:
        hub = found()
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


def _error(words: str) -> str:
    begin = "Error: "
    return styled(begin, "red", sys.stderr) + folded(words, width(sys.stderr), begin=begin).removeprefix(begin)
