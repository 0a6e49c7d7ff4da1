"""The verb ``picture``: draws the resources of each stack and their dependencies."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from jupyterhub_on_eks.cli.options import Paths
from jupyterhub_on_eks.cli.writing import writing
from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    from jupyterhub_on_eks.picture.graph import Graph


class PictureFormat(StrEnum):
    """Format of a picture."""

    SVG = "svg"
    MERMAID = "mermaid"
    DOT = "dot"


_SUFFIXES = {PictureFormat.SVG: ".svg", PictureFormat.MERMAID: ".mmd", PictureFormat.DOT: ".dot"}


def picture(
    paths: Paths = None,
    *,
    stack: Annotated[list[str] | None, Option(metavar="NAME", show_default=False, help="A stack; may be repeated. Default: all.")] = None,
    format: Annotated[
        PictureFormat, Option(help="An image, text that GitHub, GitLab and wikis draw, or text for Graphviz.")
    ] = PictureFormat.SVG,
    output: Annotated[Path, Option(metavar="FOLDER", help="Folder for the files; - is standard output.")] = Path(),
    everything: Annotated[bool, Option("--all", help="Also show resources that only compute or store values.")] = False,
) -> ExitStatus:
    """Draw the resources of each stack and their order.

    The resources are grouped by AWS, the cluster and its namespaces. An arrow leads from a resource to one that depends on it: a solid
    arrow if a value is used, a dashed one if only the order matters. Resources in a dashed frame are looked up, not created. AWS and the
    cluster are not contacted.

    The first SVG installs Graphviz for Node, 5 MB from npm, in your cache folder.

    Exit status: 0 drawn, 1 mistakes in a hub file, 2 no such stack or a wrong option, 3 Graphviz can't be installed.
    """
    from jupyterhub_on_eks.deployment.app import synthesized  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.stack_output import choose  # noqa: PLC0415
    from jupyterhub_on_eks.picture.graph import read_graph  # noqa: PLC0415

    chosen = choose(synthesized(paths or ()), stack or (), default_all=True)
    draw = _drawing(format)
    drawn = {each.name: draw(read_graph(each.name, each.template, everything=everything)) for each in chosen}
    for name, text in drawn.items():
        if output == Path("-"):
            sys.stdout.write(text)
        else:
            file = output / f"{name}{_SUFFIXES[format]}"
            with writing(file, option="--output"):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            print(file)
    return ExitStatus.FINE


def _drawing(format: PictureFormat) -> Callable[[Graph], str]:
    """Return the function that writes a graph in a format."""
    from jupyterhub_on_eks.picture.dot import dot  # noqa: PLC0415  # as in `picture`
    from jupyterhub_on_eks.picture.mermaid import mermaid  # noqa: PLC0415

    if format is PictureFormat.SVG:
        from jupyterhub_on_eks.cache import cache_folder  # noqa: PLC0415
        from jupyterhub_on_eks.picture.svg import svg  # noqa: PLC0415

        return lambda graph: svg(dot(graph), cache=cache_folder("picture"))
    return dot if format is PictureFormat.DOT else mermaid
