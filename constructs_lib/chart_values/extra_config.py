"""Text for ``hub.extraConfig``: modules of ``hub_side/``, which the hub runs in its own Python."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def extra_config(module: str, *, settings: str | None = None) -> str:
    """Return the source of a module of ``hub_side/`` and the lines that run it.

    Settings are chart values below ``custom``, never part of the text, which is the same in every hub.

    Args:
        module: name of the module; its entry point is the function ``set_<module>``.
        settings: path of the chart values that the entry point takes, such as ``custom.userServersOwner``. Default: none.
    """
    source = _source(module)
    if settings is None:
        return f"{source}\n\nset_{module}(c)\n"
    return f'{source}\n\nfrom z2jh import get_config\n\nset_{module}(c, get_config("{settings}"))\n'


@cache
def _source(module: str) -> str:
    """Return the source of a module of ``hub_side/``; each hub is computed twice, for its checks and for its deployment."""
    return files("constructs_lib.hub_side").joinpath(f"{module}.py").read_text(encoding="utf-8")
