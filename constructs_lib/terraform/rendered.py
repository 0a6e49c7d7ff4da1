"""Final check of the rendered Terraform JSON for missing references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.terraform.address import block_address


def dangling_dependencies(document: Mapping[str, Any]) -> Iterator[str]:
    """Find each ``depends_on`` that is empty or refers to something that is not in the document.

    CDKTF renders a dependency on a construct as an empty list without an error, so the order would be silently lost.
    """
    known = set(_addresses(document))
    for address, block in _blocks(document):
        waits = block.get("depends_on")
        if waits is None:
            continue
        if not waits:
            yield f"{address} has an empty depends_on: it was given a construct, not a resource; pass the resources themselves"
        for target in waits:
            if target not in known:
                yield f"{address} depends on {target!r}, which this stack doesn't define"


def dangling_imports(document: Mapping[str, Any]) -> Iterator[str]:
    """Find each ``import`` block for a resource that is not in the document."""
    known = set(_addresses(document))
    for block in document.get("import", []):
        target = str(block["to"]).partition("[")[0]
        if target not in known:
            yield (
                f"the import of {block['id']} is for {target}, which this stack doesn't define; delete the imports file if the hub "
                "has been deployed since, otherwise write it again with `jupyterhub-on-eks adopt`"
            )


def _blocks(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for section in ("resource", "data"):
        for kind, blocks in document.get(section, {}).items():
            for name, block in blocks.items():
                yield block_address(section, kind, name), block
    for name, block in document.get("output", {}).items():
        yield f"output.{name}", block


def _addresses(document: Mapping[str, Any]) -> Iterator[str]:
    for address, _ in _blocks(document):
        yield address
    for section, prefix in (("module", "module."), ("variable", "var."), ("locals", "local.")):
        for name in document.get(section, {}):
            yield f"{prefix}{name}"
