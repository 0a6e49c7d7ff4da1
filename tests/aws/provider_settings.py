"""What the AWS provider must not try against a double of AWS."""

from __future__ import annotations

from typing import Any

_OFFLINE = {"skip_metadata_api_check": True}


def offline(document: dict[str, Any]) -> dict[str, Any]:
    """Return an override of each configuration of the AWS provider in the stack; Region and tags stay those of the stack."""
    blocks = document["provider"]["aws"]
    return {"provider": {"aws": [{**({"alias": block["alias"]} if "alias" in block else {}), **_OFFLINE} for block in blocks]}}
