"""Where this copy of the tool comes from: a package index, a URL, or a local folder or file. Commands in messages install the same one."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jupyterhub_on_eks import __version__

#: The packages that contain the tool, one for each engine.
_NAMES = ("jupyterhub-on-eks", "jupyterhub-on-eks-terrain")

#: The folder that contains this package.
_HOME = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True)
class Installation:
    """This copy of the tool.

    Args:
        name: name of its package.
        url: where pip got it, as a requirement names it, for example ``git+https://example.org/hubs.git@COMMIT``. Empty: from an index.
        path: local folder or file that it was installed from, or that it runs in. Default: none.
        extras: what each extra installs. It is needed only where ``path`` no longer exists.
    """

    name: str = _NAMES[0]
    url: str = ""
    path: Path | None = None
    extras: Mapping[str, list[str]]

    @property
    def requirement(self) -> str:
        """The requirement for pip that installs the same copy elsewhere. A local copy has the one that an index would have."""
        return f"{self.name} @ {self.url}" if self.url else released(self.name)

    def command(self, extra: str) -> str:
        """Return the command that adds an extra to this copy."""
        if self.path and not self.path.exists():
            packages = shlex.join(self.extras[extra])
            return f"pip install {packages}, or pipx inject {self.name} {packages}"
        wanted = shlex.quote(f"{self.path or self.name}[{extra}]" + (f" @ {self.url}" if self.url else ""))
        return f"pip install {wanted}, or pipx install --force {wanted}"


def released(name: str = _NAMES[0]) -> str:
    """Return the requirement of this version in an index."""
    return f"{name}=={__version__}"


def installation(home: Path = _HOME) -> Installation:
    """Return where this copy comes from.

    Args:
        home: the folder that contains the tool's packages.
    """
    if (home / "pyproject.toml").is_file():  # a checkout, or installed from one with --editable
        return Installation(path=home, extras={})
    from importlib.metadata import Distribution  # noqa: PLC0415  # `check` doesn't need it: 14 ms

    for name in _NAMES:
        for found in Distribution.discover(name=name, path=[str(home)]):
            wanted = [need.partition(";") for need in found.requires or ()]
            cluster = [need.strip() for need, _, marker in wanted if "extra" in marker and "cluster" in marker]
            return Installation(name=name, extras={"cluster": cluster}, **_origin(json.loads(found.read_text("direct_url.json") or "{}")))
    return Installation(extras={})


def _origin(direct: Mapping[str, Any]) -> dict[str, Any]:
    """Return the URL or path in ``direct_url.json``. Source: PyPA, "Recording the Direct URL Origin of installed distributions"."""
    if not direct:
        return {}
    parts = urlsplit(direct["url"])
    if parts.scheme == "file":
        return {"path": Path(unquote(parts.path))}
    user, at, host = parts.netloc.rpartition("@")
    address = parts._replace(netloc=host if ":" in user else f"{user}{at}{host}").geturl()  # never a password
    if vcs := direct.get("vcs_info"):
        address = f"{vcs['vcs']}+{address}@{vcs['commit_id']}"
    return {"url": f"{address}#subdirectory={folder}" if (folder := direct.get("subdirectory")) else address}
