"""The verb ``ci``: writes a pipeline that checks, plans and deploys hub files."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, BadParameter, Option

from jupyterhub_on_eks import __version__
from jupyterhub_on_eks.cli.engine import this_engine
from jupyterhub_on_eks.cli.options import Paths
from jupyterhub_on_eks.cli.writing import writing
from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    from jupyterhub_on_eks.ci.pipeline import Pipeline


_DEFAULTS = {"--branch": "main", "--environment": "production"}


class System(StrEnum):
    """System that runs the pipeline."""

    GITHUB = "github"
    GITLAB = "gitlab"


def ci(
    system: Annotated[System, Argument(help="System that runs the pipeline.")],
    paths: Paths = None,
    *,
    role: Annotated[str, Option(metavar="ARN", help="IAM role that deploys.")],
    plan_role: Annotated[
        str, Option(metavar="ARN", show_default=False, help="IAM role for plans, with read access only. Default: the role that deploys.")
    ] = "",
    branch: Annotated[str, Option(metavar="NAME", help="Branch to deploy from.")] = _DEFAULTS["--branch"],
    environment: Annotated[str, Option(metavar="NAME", help="Environment that approves deployments.")] = _DEFAULTS["--environment"],
    package: Annotated[
        str,
        Option(
            metavar="REQUIREMENT",
            show_default=False,
            help="Requirement for pip, for example a wheel in your own index. Default: this version, with the engine in use.",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        Option(metavar="FILE", show_default=False, help="File to write; - is standard output. Default: where the system looks for it."),
    ] = None,
    check: Annotated[bool, Option("--check", help="Write nothing, and fail if the file is out of date.")] = False,
    force: Annotated[bool, Option("--force", help="Replace a file that has different content.")] = False,
) -> ExitStatus:
    """Write a pipeline for GitHub or GitLab, and a Renovate rule.

    The pipeline checks hub files, shows each stack's plan in the pull or merge request, plans again after the merge and applies that plan, and
    checks the stacks for drift every night. It logs in to AWS through OpenID Connect, without a stored key.

    Exit status: 0 written, 1 mistakes in hub files or --check found a difference, 2 wrong usage.
    """
    from constructs_lib.errors import HubFileError  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.ci.github import FILE as GITHUB_FILE  # noqa: PLC0415
    from jupyterhub_on_eks.ci.github import workflow  # noqa: PLC0415
    from jupyterhub_on_eks.ci.gitlab import FILE as GITLAB_FILE  # noqa: PLC0415
    from jupyterhub_on_eks.ci.gitlab import gitlab_pipeline  # noqa: PLC0415
    from jupyterhub_on_eks.report import problem_lines  # noqa: PLC0415

    for option, arn in (("--role", role), ("--plan-role", plan_role)):
        if arn and not arn.startswith("arn:aws"):
            raise BadParameter(f"{arn!r} is not the ARN of an IAM role; use one that begins with arn:aws", param_hint=option)
    options = {"--plan-role": plan_role, "--branch": branch, "--environment": environment, "--package": package, "--output": output or ""}
    try:
        pipeline = _pipeline(["ci", system], paths or (), role, {option: str(value) for option, value in options.items()})
    except HubFileError as error:
        print(*problem_lines(error.found, sys.stderr), sep="\n", file=sys.stderr)
        return ExitStatus.MISTAKES
    write, default = (workflow, GITHUB_FILE) if system is System.GITHUB else (gitlab_pipeline, GITLAB_FILE)
    text = write(pipeline)
    if output == Path("-"):
        sys.stdout.write(text)
        return ExitStatus.FINE
    file = output or Path(default)
    if check:
        return _compare(file, text, pipeline.command)
    _write(file, text, force=force)
    _renovate(pipeline)
    return ExitStatus.FINE


def _pipeline(verb: Sequence[str], paths: Sequence[Path], role: str, options: Mapping[str, str]) -> Pipeline:
    """Return the pipeline for hub files, with the command that writes it again."""
    from constructs_lib.hub_files import read_hub_files  # noqa: PLC0415  # as in `ci`
    from jupyterhub_on_eks.ci.pipeline import Pipeline, program_of, stacks_of  # noqa: PLC0415
    from jupyterhub_on_eks.hub_paths import hub_paths  # noqa: PLC0415

    named = hub_paths(paths)
    files = read_hub_files(named)
    stacks = stacks_of(files)
    opentofu, version = program_of(files)
    given = [f"{option}={value}" for option, value in options.items() if value not in {"", "-", _DEFAULTS.get(option)}]
    return Pipeline(
        paths=[path.as_posix() for path in named],
        stacks=stacks,
        role=role,
        plan_role=options["--plan-role"] or role,
        branch=options["--branch"],
        environment=options["--environment"],
        package=options["--package"] or f"{this_engine().product}=={__version__}",
        opentofu=opentofu,
        binary_version=version,
        command=shlex.join([*Commands().program, *verb, *map(str, paths), f"--role={role}", *given]),
    )


def _compare(file: Path, text: str, command: str) -> ExitStatus:
    try:
        same = file.read_text(encoding="utf-8") == text
    except OSError:
        same = False
    if not same:
        print(f"{file} is out of date. Run: {command} --force", file=sys.stderr)
    return ExitStatus.FINE if same else ExitStatus.MISTAKES


def _write(file: Path, text: str, *, force: bool) -> None:
    with writing(file, option="--output"):
        if file.exists() and file.read_text(encoding="utf-8") != text and not force:
            raise BadParameter(
                f"{file} has different content; use --force to replace it, or --output to write another file", param_hint="--output"
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"Wrote {file}")


def _renovate(pipeline: Pipeline) -> None:
    """Write Renovate's configuration, or print the rule if a configuration exists."""
    from jupyterhub_on_eks.ci.renovate import FILE, configuration, manager  # noqa: PLC0415  # as in `ci`

    file, text = Path(FILE), configuration(pipeline.triggers)
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        print(f"Wrote {file}")
    elif file.read_text(encoding="utf-8") != text:
        print(f"{file} already exists. To get newer chart versions, add this to its customManagers:")
        print(json.dumps(manager(pipeline.triggers), indent=2))
