"""Binaries of Terraform's providers: from a local folder, else from the registry."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from jupyterhub_on_eks.deployment.exclusive import alone_in
from tests.conftest import ROOT

#: Layout of a mirror: https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
HOST = "registry.terraform.io"

#: Where OpenTofu looks for a provider without a host.
_OPENTOFUS_HOST = "registry.opentofu.org"

#: Providers that an earlier run downloaded or unpacked.
FETCHED = ROOT / ".tools" / "providers"

_REGISTRY = f"https://{HOST}/.well-known/terraform.json"


class Missing(Exception):  # noqa: N818 -- a missing part of a tier, not an error
    """A provider is not available on this machine; the message states why and what to do, in one line."""


def provider_folder(name: str, version: str) -> Path:
    """Find the folder of a provider's binary.

    ``TF_PROVIDER_MIRROR`` names a mirror, the parent of a folder ``registry.terraform.io``; without it Terraform's own folders are searched,
    and those below ``/opt`` and ``/usr/local/share``. A mirror's newest version is used, whatever the stacks require. Without a mirror,
    the version that they require is downloaded from the registry, once.

    Args:
        name: such as ``aws``, a provider of HashiCorp's.
        version: constraint of the stacks.

    Raises:
        Missing: no mirror has it, and the registry does not respond.
    """
    for mirror in mirrors(os.environ):
        unpacked = sorted((mirror / HOST / "hashicorp" / name).glob(f"*/*/terraform-provider-{name}*"), key=_by_version)
        if unpacked:
            return unpacked[-1].parent
        if list((mirror / HOST / "hashicorp" / name).glob("*.zip")):
            return _install(name, None, mirror)
    return _install(name, version, None)


def mirrors(environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield the folders that may contain a folder ``registry.terraform.io``, named ones first."""
    if named := environment.get("TF_PROVIDER_MIRROR"):
        yield Path(named)
        return
    home = Path(environment.get("HOME", "/"))
    yield home / ".terraform.d" / "plugins"
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "terraform" / "plugins"
    for shared in (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
        yield Path(shared) / "terraform" / "plugins"
    for place in (Path("/opt"), Path("/usr/local/share")):
        for depth in ("", "*/", "*/*/"):
            yield from (found.parent for found in sorted(place.glob(f"{depth}{HOST}")))


def cli_configuration(folders: Mapping[str, Path]) -> str:
    """Return a Terraform CLI configuration with which these binaries run, without ``init`` and whatever their version."""
    named = ((f"{host}/hashicorp/{name}", str(folder)) for host in (HOST, _OPENTOFUS_HOST) for name, folder in folders.items())
    lines = "\n".join(f'    "{address}" = {json.dumps(folder)}' for address, folder in named)
    return f"provider_installation {{\n  dev_overrides {{\n{lines}\n  }}\n  direct {{}}\n}}\n"


def mirror_configuration(folder: Path) -> str:
    """Return a configuration with which ``init`` finds the provider in its folder, ``HOST/hashicorp/NAME/VERSION/PLATFORM`` of a mirror."""
    return f"provider_installation {{\n  filesystem_mirror {{\n    path = {json.dumps(str(folder.parents[4]))}\n  }}\n}}\n"


def _by_version(binary: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in binary.parent.parent.name.split("."))


def _install(name: str, version: str | None, mirror: Path | None) -> Path:
    """Let Terraform install the provider into the project's tools folder, unless an earlier run did."""
    folder = FETCHED / name
    FETCHED.mkdir(parents=True, exist_ok=True)
    with alone_in(FETCHED):
        if not (found := _binary(folder, name)):
            if mirror is None and not _registry_answers():
                raise Missing(
                    f"the Terraform provider {name} is not in a usual place of this machine (TF_PROVIDER_MIRROR names another), "
                    f"and {HOST} cannot be reached"
                )
            _init(folder, name, version, mirror)
            found = _binary(folder, name)
    if found is None:
        raise Missing(f"terraform init did not install the provider {name}")
    return found


def _init(folder: Path, name: str, version: str | None, mirror: Path | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    wanted = {"source": f"{HOST}/hashicorp/{name}"} | ({"version": version} if version else {})
    (folder / "main.tf.json").write_text(json.dumps({"terraform": {"required_providers": {name: wanted}}}))
    method = f"filesystem_mirror {{\n    path = {json.dumps(str(mirror))}\n  }}" if mirror else "direct {}"
    (folder / "terraform.rc").write_text(f"provider_installation {{\n  {method}\n}}\n")
    environment = os.environ | {"TF_CLI_CONFIG_FILE": str(folder / "terraform.rc"), "CHECKPOINT_DISABLE": "1"}
    run = subprocess.run(
        ["terraform", "init", "-input=false", "-no-color"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise Missing(f"terraform init could not install the provider {name}: {' '.join(run.stderr.split())[:200]}")


def _binary(folder: Path, name: str) -> Path | None:
    found = next(iter(sorted(folder.glob(f".terraform/providers/{HOST}/hashicorp/{name}/*/*/terraform-provider-{name}*"))), None)
    return found.parent if found else None


def _registry_answers() -> bool:
    try:
        with urllib.request.urlopen(_REGISTRY, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
