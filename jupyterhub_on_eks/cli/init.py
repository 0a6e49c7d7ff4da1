"""The verb ``init``: writes a first hub file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Abort, Argument, BadParameter, Option

from jupyterhub_on_eks.cli.writing import writing
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage

if TYPE_CHECKING:
    from constructs_lib.errors import FileProblem
    from jupyterhub_on_eks.init.account import Account
    from jupyterhub_on_eks.init.answers import Answers


def init(
    file: Annotated[Path | None, Argument(metavar="FILE", show_default=False, help="The hub file. Default: hubs/CLUSTER.yaml.")] = None,
    *,
    cluster: Annotated[str | None, Option(metavar="NAME", show_default=False, help="Name of the EKS cluster.")] = None,
    region: Annotated[str | None, Option(metavar="REGION", show_default=False, help="AWS Region of the cluster.")] = None,
    storage: Annotated[Storage | None, Option(show_default=False, help="Storage for users' homes. Default: ebs.")] = None,
    storage_class: Annotated[
        str | None,
        Option(metavar="NAME", show_default=False, help="Storage class of the volumes. Default: hub-gp3, which the stack creates."),
    ] = None,
    claim: Annotated[str | None, Option(metavar="NAME", show_default=False, help="Name of the claim, with --storage existing.")] = None,
    login: Annotated[
        Login | None,
        Option(metavar="KIND", show_default=False, help=f"How users log in: {', '.join(Login)}. Default: oidc; none with cluster_ip."),
    ] = None,
    provider: Annotated[
        str | None, Option(metavar="NAME", show_default=False, help="Domain, URL or tenant of the identity provider.")
    ] = None,
    client_id: Annotated[str | None, Option(metavar="ID", show_default=False, help="Client id, as registered with the provider.")] = None,
    allow: Annotated[
        list[str] | None,
        Option(metavar="NAME", show_default=False, help="A user, Google domain or GitHub organization that may log in; may be repeated."),
    ] = None,
    exposure: Annotated[Exposure | None, Option(show_default=False, help="How users reach the hub. Default: cluster_ip.")] = None,
    scheme: Annotated[Scheme | None, Option(show_default=False, help="Scheme of the load balancer. Default: internal.")] = None,
    host: Annotated[str | None, Option(metavar="NAME", show_default=False, help="The hub's host name.")] = None,
    certificate: Annotated[
        str | None, Option(metavar="ARN", show_default=False, help="ACM certificate. Default: the issued one for the host name.")
    ] = None,
    hosted_zone: Annotated[
        str | None, Option(metavar="NAME", show_default=False, help="Route 53 zone in which to create the certificate and the DNS name.")
    ] = None,
    yes: Annotated[bool, Option("--yes", "-y", help="Ask nothing: use the defaults, and write CHANGEME where there is none.")] = False,
    offline: Annotated[bool, Option("--offline", help="Don't contact AWS.")] = False,
    force: Annotated[bool, Option("--force", help="Overwrite an existing file.")] = False,
) -> ExitStatus:
    """Write a first hub file, and the JSON Schema for editors.

    On a terminal it asks for values that no option sets; with AWS credentials it offers the account's resources. Elsewhere it asks nothing.
    Values that are not known yet are CHANGEME, which check reports until you replace them.

    Exit status: 0 written, 2 the file exists, or options contradict each other.
    """
    options: dict[str, Any] = {
        "cluster": cluster, "region": region, "storage": storage, "storage_class": storage_class, "claim": claim, "login": login,
        "provider": provider, "client_id": client_id, "allowed": tuple(allow) if allow else None, "exposure": exposure, "scheme": scheme,
        "host": host, "certificate_arn": certificate, "hosted_zone": hosted_zone,
    }  # fmt: skip
    given = {key: value for key, value in options.items() if value is not None}
    answers, unknown = _answers(given, ask=_asks(yes=yes), offline=offline)
    return _written(file or Path("hubs", f"{_name(answers)}.yaml"), answers, unknown, force=force)


def _asks(*, yes: bool) -> bool:
    """Return whether questions can be asked."""
    return not yes and sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def _answers(given: dict[str, Any], *, ask: bool, offline: bool) -> tuple[Answers, list[str]]:
    if not ask:
        from jupyterhub_on_eks.init.answers import Answers  # noqa: PLC0415  # here and below: --help needs none of it

        if given.get("exposure", Exposure.CLUSTER_IP) is not Exposure.CLUSTER_IP:
            given.setdefault("login", Login.OIDC)
        return Answers(**given), []
    from jupyterhub_on_eks.init.prompts import Interrupted, Terminal  # noqa: PLC0415
    from jupyterhub_on_eks.init.questions import asked  # noqa: PLC0415

    try:
        return asked(given, Terminal(), _no_account if offline else _account, _connect)
    except Interrupted:
        raise Abort from None


def _no_account(_: str | None) -> Account:
    from jupyterhub_on_eks.init.account import Account  # noqa: PLC0415  # as in `_answers`

    return Account(None)


def _account(region: str | None) -> Account:
    """Return the account; an empty one if there are no credentials, or the packages for AWS are missing."""
    from jupyterhub_on_eks.cloud.aws import Aws  # noqa: PLC0415  # as in `_answers`
    from jupyterhub_on_eks.cloud.errors import CloudError  # noqa: PLC0415
    from jupyterhub_on_eks.init.account import Account  # noqa: PLC0415

    try:
        aws = Aws(region=region)
        aws.credentials()
    except CloudError as error:
        return Account(None, [f"the resources of the AWS account: {error}"])
    return Account(aws)


def _connect(aws: Any, name: str) -> Any:
    from jupyterhub_on_eks.cloud.cluster_api import ClusterApi  # noqa: PLC0415  # as in `_answers`

    return ClusterApi.of(aws, name)


def _name(answers: Answers) -> str:
    """Return the file's name without its suffix, which becomes the name of the stack."""
    from constructs_lib.hub_files.placeholders import PLACEHOLDER  # noqa: PLC0415  # as in `_answers`

    return "hub" if answers.cluster == PLACEHOLDER else answers.cluster


def _written(file: Path, answers: Answers, unknown: list[str], *, force: bool) -> ExitStatus:
    from constructs_lib.hub_files.editor.schema import SCHEMA_FILE  # noqa: PLC0415  # as in `_answers`
    from jupyterhub_on_eks.init.answers import contradictions  # noqa: PLC0415
    from jupyterhub_on_eks.init.hub_file import in_the_way, is_open, problems_of, write  # noqa: PLC0415
    from jupyterhub_on_eks.init.hub_text import hub_text  # noqa: PLC0415

    if wrong := list(contradictions(answers)):
        raise BadParameter("; ".join(wrong))
    if file.suffix not in {".yaml", ".yml"}:
        raise BadParameter(f"{file} does not end in .yaml or .yml", param_hint="FILE")
    if not force and (there := in_the_way(file)):
        raise BadParameter(f"{there} already exists; name another file, or use --force to overwrite it", param_hint="FILE")
    text = hub_text(answers, schema=SCHEMA_FILE)
    found = problems_of(text, file.name)
    if mistakes := [problem.text for problem in found if not is_open(problem)]:
        raise BadParameter("; ".join(mistakes))
    with writing(file, option="FILE"):
        schema = write(file, text)
    _report(file, schema, answers, unknown, found)
    return ExitStatus.FINE


def _report(file: Path, schema: Path, answers: Answers, unknown: list[str], left: Any) -> None:
    from jupyterhub_on_eks.init.next_steps import next_steps  # noqa: PLC0415
    from jupyterhub_on_eks.terminal import folded, styled, width  # noqa: PLC0415  # as in `_answers`

    columns = width(sys.stdout)
    print(*(folded(f"Not looked up: {line}", columns) for line in unknown), sep="\n", end="\n" if unknown else "")
    print(folded(f"Wrote {file}, and {schema.name} beside it, which editors use to complete and check it.", columns))
    if left:
        print("Replace CHANGEME:")
        print(*(folded(_place(file, problem), columns) for problem in left), sep="\n")
    print(styled("Next:", "bold", sys.stdout))
    print(*(f"  {step}" for step in next_steps(file, answers)), sep="\n")


def _place(file: Path, problem: FileProblem) -> str:
    """Return a placeholder's line, with the path of the written file."""
    return f"  {file}:{problem.line}:{problem.column}: {problem.text}"
