"""Dependencies of a stack's resources, read from its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

#: A reference in an expression, or an entry of ``depends_on``.
_REFERENCE = re.compile(r"\b(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z][\w-]*")


class Waits:
    """The resources of a stack, each with its dependencies.

    Args:
        template: the stack's ``cdk.tf.json``.
    """

    def __init__(self, template: Mapping[str, Any]) -> None:
        blocks = {
            f"{prefix}{kind}.{name}": block
            for section, prefix in (("resource", ""), ("data", "data."))
            for kind, named in template.get(section, {}).items()
            for name, block in named.items()
        }
        texts = {address: json.dumps({key: it for key, it in block.items() if key != "//"}) for address, block in blocks.items()}
        self._needs = {address: set(_REFERENCE.findall(text)) & blocks.keys() - {address} for address, text in texts.items()}

    def before(self, address: str, action: str, unfinished: Collection[str]) -> list[str]:
        """Return the unfinished resources that must be done before this one.

        Args:
            address: address of the resource; an index at its end is ignored.
            action: action on it. A destroyed resource waits for those that depend on it; any other for its dependencies.
            unfinished: addresses of unfinished resources.
        """
        block = address.partition("[")[0]
        others = {each.partition("[")[0] for each in unfinished} - {block}
        if action in ("delete", "destroy"):
            return sorted(other for other in others if block in self._all(other))
        return sorted(self._all(block) & others)

    def _all(self, address: str) -> set[str]:
        """Return the dependencies of a resource, including those of its data sources, which a run doesn't count."""
        found, new = set[str](), {address}
        while new:
            needs = set[str]().union(*(self._needs.get(each, set()) for each in new)) - found
            found |= needs
            new = {each for each in needs if each.startswith("data.")}
        return found
