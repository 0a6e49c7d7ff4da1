"""Keys for users' servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.models.chart_version import ALLOW_ROOT_COMMAND
from jupyterhub_on_eks.adoption.chart_defaults import server_image
from jupyterhub_on_eks.adoption.draft import Draft, Proposal
from jupyterhub_on_eks.adoption.places import ABSENT, at

#: Keys that correspond to one chart value each.
_SAME = {
    ("singleuser", "nodeSelector"): "node_selector",
    ("singleuser", "defaultUrl"): "default_url",
    ("singleuser", "startTimeout"): "start_timeout",
    ("singleuser", "image", "pullPolicy"): "image_pull_policy",
}
_BYTES = re.compile(r"([0-9]+(?:\.[0-9]+)?)([KMGT])")


def image(draft: Draft) -> Iterator[Proposal]:
    """The image, even if it is the chart's default: the default of the hub file is another one."""
    own_name, own_tag = (at(draft.found.defaults, ("singleuser", "image", key)) for key in ("name", "tag"))
    if ABSENT in (own_name, own_tag):
        own_name, own_tag = server_image(draft.found.chart_version)
    name = draft.given("singleuser", "image", "name", default=own_name)
    tag = draft.given("singleuser", "image", "tag", default=own_tag)
    if isinstance(name, str) and isinstance(tag, str):
        # Without a registry, a Docker Stacks name would refer to quay.io.
        stack = f"docker.io/{name}" if name.startswith("jupyter/") else name
        yield Proposal(keys={"notebook_stack": stack, "notebook_tag": tag})


def root(draft: Draft) -> Iterator[Proposal]:
    """Servers that run as root, like those of EKS Blueprints."""
    command = ["jupyterhub-singleuser", "--allow-root"] if draft.found.chart_version.has(ALLOW_ROOT_COMMAND) else ["start-singleuser.sh"]
    owner = (draft.given("singleuser", "uid"), draft.given("singleuser", "fsGid"), draft.given("singleuser", "cmd"))
    if owner == (0, 0, command) and draft.given("singleuser", "extraEnv", "CHOWN_HOME") == "yes":
        yield Proposal(keys={"run_as_root": True})


def same(draft: Draft) -> Iterator[Proposal]:
    """Settings that correspond to one chart value each."""
    for path, key in _SAME.items():
        value = draft.given(*path)
        if value not in (None, {}, []):
            yield Proposal(keys={key: value})


def environment(draft: Draft) -> Iterator[Proposal]:
    """Environment variables, one by one: the hub file keeps braces unchanged, which the chart may not."""
    variables = draft.given("singleuser", "extraEnv")
    for name, value in variables.items() if isinstance(variables, Mapping) else ():
        reference = at(value, ("valueFrom", "secretKeyRef"))
        if isinstance(value, str):
            yield Proposal(keys={"extra_env": {name: value}})
        elif isinstance(reference, Mapping) and {"name", "key"} == set(reference):
            yield Proposal(keys={"extra_env": {name: {"value_from": {"secret": reference["name"], "key": reference["key"]}}}})


def resources(draft: Draft) -> Iterator[Proposal]:
    """CPU and memory; KubeSpawner's 1G is Kubernetes' 1Gi."""
    given: dict[str, Any] = {}
    for kind in ("cpu", "memory"):
        current = draft.given("singleuser", kind)
        amounts = {key: _quantity(value) for key, value in current.items() if value is not None} if isinstance(current, Mapping) else {}
        if kind == "cpu" and "limit" in amounts:
            amounts.setdefault("guarantee", amounts["limit"])  # Kubernetes reserves the limit if nothing is guaranteed
        if amounts:
            given[kind] = amounts
    if given:
        yield Proposal(keys={"resources": given})


def pull_secrets(draft: Draft) -> Iterator[Proposal]:
    """Secrets for pulling images."""
    names = draft.given("imagePullSecrets")
    if isinstance(names, list) and names:
        yield Proposal(keys={"image_pull_secrets": [name.get("name") if isinstance(name, Mapping) else name for name in names]})


def _quantity(amount: Any) -> Any:
    if isinstance(amount, str) and (found := _BYTES.fullmatch(amount)):
        return f"{found[1]}{found[2]}i"
    if isinstance(amount, int) and not isinstance(amount, bool) and amount >= 2**20 and amount % 2**20 == 0:
        return f"{amount // 2**20}Mi"
    return amount
