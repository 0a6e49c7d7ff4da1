"""The AWS half of a stack: what can be applied without a Kubernetes cluster."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

#: Sections whose blocks have addresses, with the prefix of these and the depth of the blocks.
_BLOCKS = (("resource", "", 2), ("data", "data.", 2), ("ephemeral", "ephemeral.", 2), ("locals", "local.", 1), ("variable", "var.", 1))


def aws_half(document: dict[str, Any], *, keep_forgetting: bool = False) -> dict[str, Any]:
    """Remove from a stack what belongs to Kubernetes and Helm, and what cannot be known without them.

    Removed are the following; the rest stays as it is:

    - resources and data sources of the providers kubernetes and helm, and the configuration of both;
    - every other block that refers to a removed one, except by ``depends_on``, which only loses that entry: a DNS record
      of the load balancer's name, for example;
    - outputs, and variables that nothing refers to anymore;
    - of the settings of Terraform itself the backend and the required version and providers: the state is beside the copy, and
      the tests set which provider runs;
    - ``lifecycle.destroy``, unless ``keep_forgetting``: Terraform before 1.16 rejects it, so what a destroy should
      leave behind is destroyed like everything else.

    Args:
        document: a stack's ``cdk.tf.json``; it is not changed.
        keep_forgetting: whether the Terraform CLI supports ``lifecycle.destroy``.

    Returns:
        The half, a separate document.
    """
    half = {section: copy.deepcopy(document[section]) for section, _, _ in _BLOCKS if section in document}
    half["provider"] = {"aws": copy.deepcopy(document["provider"]["aws"])}

    gone = {address for address, _ in _addressed(half) if _type(address).startswith(("kubernetes_", "helm_"))}
    while more := {address for address, block in _addressed(half) if address not in gone and _refers(_content(block), gone)}:
        gone |= more
    for section, beginning, depth in _BLOCKS:
        _remove(half.get(section, {}), beginning, depth, gone)
    for _, block in _addressed(half):
        if isinstance(block, dict):
            _tidy(block, gone, keep_forgetting=keep_forgetting)

    rest = json.dumps({section: half[section] for section in half if section != "variable"})
    half["variable"] = {name: block for name, block in half.get("variable", {}).items() if _refers(rest, {f"var.{name}"})}
    return {section: content for section, content in half.items() if content}


def _tidy(block: dict[str, Any], gone: set[str], *, keep_forgetting: bool) -> None:
    if "depends_on" in block:
        block["depends_on"] = [address for address in block["depends_on"] if address not in gone]
    if not keep_forgetting:
        block.get("lifecycle", {}).pop("destroy", None)


def _addressed(half: dict[str, Any]) -> list[tuple[str, Any]]:
    found = []
    for section, beginning, depth in _BLOCKS:
        for name, block in half.get(section, {}).items():
            found += [(f"{beginning}{name}", block)] if depth == 1 else [(f"{beginning}{name}.{key}", it) for key, it in block.items()]
    return found


def _type(address: str) -> str:
    return address.removeprefix("data.").removeprefix("ephemeral.")


def _content(block: Any) -> str:
    shown = {key: value for key, value in block.items() if key not in {"//", "depends_on"}} if isinstance(block, dict) else block
    return json.dumps(shown)


def _refers(text: str, addresses: set[str]) -> bool:
    """Return whether the text refers to one of the addresses; ``data.x.y`` does not refer to the resource ``x.y``."""
    return any(re.search(rf"(?<![\w.]){re.escape(address)}(?![\w-])", text) for address in addresses)


def _remove(section: dict[str, Any], beginning: str, depth: int, gone: set[str]) -> None:
    for name in list(section):
        if depth == 1:
            if f"{beginning}{name}" in gone:
                del section[name]
            continue
        section[name] = {key: block for key, block in section[name].items() if f"{beginning}{name}.{key}" not in gone}
        if not section[name]:
            del section[name]
