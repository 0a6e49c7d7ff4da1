"""The verb ``preview``: runs the hub of a hub file on this machine, with local Jupyter servers in place of pods."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, BadParameter, Option

from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    import socket

    from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
    from jupyterhub_on_eks.preview.people import Person


_PathArgument = Annotated[
    Path | None, Argument(metavar="PATH", show_default=False, help="A hub file, or a folder of them. Default: those in $HUBS, or hubs/.")
]
_UserOption = Annotated[
    list[str] | None,
    Option(
        metavar="NAME[:GROUP,...]",
        show_default=False,
        help="A user who can log in, with groups; may be repeated. Default: one for each rule of the hub file.",
    ),
]
_GroupsOption = Annotated[str | None, Option(metavar="GROUP,...", show_default=False, help="Groups of each --user without groups.")]
_HubOption = Annotated[
    str | None, Option(metavar="NAME", show_default=False, help="Namespace of the hub, if the hub files have several hubs.")
]
_PortOption = Annotated[
    int | None, Option(min=1, max=65535, show_default=False, help="Port on this machine. Default: the first free one from 8000.")
]
_OpenOption = Annotated[bool | None, Option("--open/--no-open", show_default=False, help="Open a browser. Default: on a desktop.")]


def preview(
    path: _PathArgument = None,
    *,
    user: _UserOption = None,
    groups: _GroupsOption = None,
    hub: _HubOption = None,
    port: _PortOption = None,
    open: _OpenOption = None,
) -> ExitStatus:
    """Run a hub on this machine before you deploy it.

    The login rules, the pages, the profiles and the limits are real. A stand-in replaces the identity provider. For each server, the hub
    shows the pod that a deployment would create, and runs JupyterLab on this machine instead. The first run for a release series of the
    chart installs its JupyterHub and JupyterLab into the user's cache. Ctrl-C ends the hub and all servers.

    Exit status: 0 ended with Ctrl-C, 1 mistakes in the hub file, 2 no such file or a wrong option, 3 the hub can't run on this machine.
    """
    from jupyterhub_on_eks.preview import PreviewError  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.preview.people import people_of  # noqa: PLC0415

    chosen = _chosen(path, hub)
    if isinstance(chosen, ExitStatus):
        return chosen
    people = _named(user or [], groups) or people_of(chosen)
    try:
        with _listening(port) as public:
            _run(chosen, people, public, opens=open)
    except PreviewError as error:
        from jupyterhub_on_eks.terminal import styled  # noqa: PLC0415

        print(f"{styled('Error:', 'red', sys.stderr)} {error}", file=sys.stderr)
        return ExitStatus.OUTSIDE
    except KeyboardInterrupt:
        print("\nPreview ended. Its processes and files were removed.")
    return ExitStatus.FINE


def _chosen(path: Path | None, name: str | None) -> JupyterHubAddOn | ExitStatus:
    """Return the hub, or the exit status of the report on mistakes in the hub files."""
    from constructs_lib.errors import HubFileError  # noqa: PLC0415
    from constructs_lib.hub_files.read import check_hub_files  # noqa: PLC0415
    from jupyterhub_on_eks.hub_paths import hub_paths  # noqa: PLC0415
    from jupyterhub_on_eks.preview.chosen_hub import chosen_hub  # noqa: PLC0415
    from jupyterhub_on_eks.report import Report, text_report  # noqa: PLC0415

    try:
        reading = check_hub_files(hub_paths([path] if path else ()))
        report = Report(files=reading.paths, mistakes=reading.problems)
    except HubFileError as error:  # HUBS can't be read
        report = Report(files=[], mistakes=error.found)
    if report.mistakes:
        sys.stdout.write(text_report(report, sys.stdout))
        return report.status
    try:
        return chosen_hub(reading.files, name)
    except ValueError as error:
        raise BadParameter(str(error), param_hint="--hub" if name else "PATH") from None


def _named(users: list[str], groups: str | None) -> list[Person]:
    from jupyterhub_on_eks.preview.people import named_people  # noqa: PLC0415

    try:
        return named_people(users, groups)
    except ValueError as error:
        raise BadParameter(str(error), param_hint="--user") from None


def _listening(named: int | None) -> socket.socket:
    from jupyterhub_on_eks.preview.free_ports import bound, first_bound  # noqa: PLC0415

    if named is None:
        return first_bound()
    try:
        found = bound(named)
    except PermissionError:
        raise BadParameter(f"{named} is a system port; use 1024 or higher", param_hint="--port") from None
    if found is None:
        raise BadParameter(f"{named} is used by another program; use another port, or remove --port", param_hint="--port")
    return found


def _run(hub: JupyterHubAddOn, people: list[Person], public: socket.socket, *, opens: bool | None) -> None:
    import secrets  # noqa: PLC0415
    import signal  # noqa: PLC0415

    from jupyterhub_on_eks.cache import cache_folder  # noqa: PLC0415
    from jupyterhub_on_eks.preview.environments import installed_python  # noqa: PLC0415
    from jupyterhub_on_eks.preview.free_ports import free_ports  # noqa: PLC0415
    from jupyterhub_on_eks.preview.hub_settings import chart_values, environment  # noqa: PLC0415
    from jupyterhub_on_eks.preview.packages import packages_of, python_for  # noqa: PLC0415
    from jupyterhub_on_eks.preview.running_hub import running_hub  # noqa: PLC0415
    from jupyterhub_on_eks.preview.welcome import opens_browser, welcome  # noqa: PLC0415

    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)
    packages = packages_of(hub.chart_version)
    base, cache = python_for(packages), cache_folder("preview")
    hub_python, server_python = (installed_python(each, base, cache, tell=_tell) for each in (packages, packages.servers))
    password, values = secrets.token_urlsafe(6), chart_values(hub)
    _tell(
        f"Starting JupyterHub {packages.version('jupyterhub')} and KubeSpawner {packages.version('jupyterhub-kubespawner')}, the versions in chart {hub.version}"
    )
    settings = environment(values, password=password)
    one, other = free_ports(2)
    with running_hub(
        (hub_python, server_python), values, environment=settings, namespace=hub.namespace, people=people, public=public, ports=(one, other)
    ) as running:
        _tell(welcome(hub, running, people, password=password))
        if opens_browser() if opens is None else opens:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(running.url)
        running.wait()


def _tell(text: str) -> None:
    print(text, flush=True)
