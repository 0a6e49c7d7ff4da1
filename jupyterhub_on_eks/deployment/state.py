"""Terraform's state of a stack, read through the command line, so from any backend."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.terraform import Terraform


@dataclass(frozen=True)
class Held:
    """A resource or data source in the state.

    Args:
        kind: Terraform type.
        name: the block's name.
        attributes: attributes of its first instance.
    """

    kind: str
    name: str
    attributes: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Its address; that of all instances if it has ``for_each``."""
        return f"{self.kind}.{self.name}"

    @property
    def output(self) -> Mapping[str, Any]:
        """The value that a ``terraform_data`` stores."""
        output = self.attributes.get("output")
        value = output.get("value") if isinstance(output, dict) else None
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class State:
    """The resources and data sources of a state, without those in modules, which stacks of this product don't have.

    Args:
        resources: resources that Terraform manages.
        data: data sources that it read.
        outputs: outputs by name, each with ``value`` and, if it is a secret, ``sensitive``.
    """

    resources: Sequence[Held]
    data: Sequence[Held]
    outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, *kinds: str) -> Iterator[Held]:
        """Yield the resources of these types."""
        return (held for held in self.resources if held.kind in kinds)

    def memories(self, hub: str, part: str) -> Iterator[Mapping[str, Any]]:
        """Yield what a hub's ``terraform_data`` of this part store; ``hub`` is the common prefix of its resources' names."""
        return (held.output for held in self.of("terraform_data") if held.name.startswith(f"{hub}_") and f"_{part}_" in held.name)


def parse(text: str) -> State:
    """Read a state; an empty text is that of a stack that was never deployed.

    Raises:
        ValueError: the text is not a state.
    """
    document = json.loads(text.strip() or "{}")
    found: dict[str, list[Held]] = {"managed": [], "data": []}
    try:
        for resource in document.get("resources", []):
            if resource["instances"] and "module" not in resource and resource["mode"] in found:
                attributes = resource["instances"][0].get("attributes") or {}
                found[resource["mode"]].append(Held(resource["type"], resource["name"], attributes))
        outputs = dict(document.get("outputs", {}))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a state of Terraform ({error!r})") from None
    return State(found["managed"], found["data"], outputs)


def pull(terraform: Terraform) -> State:
    """Set up the stack's folder and read its state.

    Raises:
        DeploymentError: Terraform failed, or returned no state.
    """
    terraform.init()
    return pulled(terraform)


def pulled(terraform: Terraform) -> State:
    """Read the state in a folder that Terraform has already set up.

    Raises:
        DeploymentError: Terraform failed, or returned no state.
    """
    text = terraform.text("state", "pull")
    try:
        return parse(text[text.index("{") :] if "{" in text else text)  # OpenTofu prints warnings of its configuration before it
    except ValueError as error:
        raise DeploymentError(f"{terraform.binary} state pull returned no state for stack {terraform.stack.name!r}: {error}") from None


def read_file(path: Path) -> State:
    """Read a state from a file; one that can't be read is empty."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State((), ())
