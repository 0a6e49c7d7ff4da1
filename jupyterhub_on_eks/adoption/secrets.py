"""The secrets of a release: Secrets on the cluster, references in the hub file, and the commands that create them."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.errors import KeyPath
from jupyterhub_on_eks.adoption.places import put, without

#: The chart's Secret of ``imagePullSecret``. Source: JupyterHub chart, ``_helpers-names.tpl``.
_PULL_SECRET = "image-pull-secret"  # noqa: S105  # a name


@dataclass
class Secrets:
    """The secrets of a release, moved out of its values.

    Args:
        release: name of the release.
        namespace: its namespace.
        values: the values; in the end without secrets.
    """

    release: str
    namespace: str
    values: Any
    hub_keys: dict[str, Any] = field(default_factory=dict)
    """Keys of the hub that refer to secrets."""
    login: dict[str, str] | None = None
    """Reference to the client secret; the login decides which key it belongs to."""
    entries: dict[str, str] = field(default_factory=dict)
    """Content of the Secret: jq filters over the release's values, by key."""
    notes: list[str] = field(default_factory=list)
    """What was done with each secret, one note each."""
    commands: list[str] = field(default_factory=list)
    """Commands that create additional Secrets."""
    left_out: list[KeyPath] = field(default_factory=list)
    """Paths of secrets that can't be references, and so are not carried over."""
    texts: list[str] = field(default_factory=list)
    """The secrets themselves, which must not be in any written file."""

    @property
    def name(self) -> str:
        """Name of the Secret."""
        return f"{self.release}-adopted"

    def reference(self, key: str, expression: str) -> dict[str, str]:
        """Add a key to the Secret; returns the hub file's reference to it."""
        self.entries[key] = expression
        return {"kubernetes_secret": self.name, "key": key}

    def variable(self, path: KeyPath, key: str, expression: str) -> None:
        """Set an environment variable that refers to a key in the Secret."""
        self.entries[key] = expression
        self.values = put(self.values, path, {"valueFrom": {"secretKeyRef": {"name": self.name, "key": key}}})

    def command(self) -> str:
        """Return the command that creates the Secret without showing it; empty if there is none."""
        if not self.entries:
            return ""
        data = ", ".join(f"{json.dumps(key)}: {expression}" for key, expression in self.entries.items())
        metadata = f"{{name: {json.dumps(self.name)}, namespace: {json.dumps(self.namespace)}}}"
        made = f'{{apiVersion: "v1", kind: "Secret", metadata: {metadata}, stringData: {{{data}}}}}'
        return f"{self._values_of_helm()} | jq {shlex.quote(made)} | kubectl apply -f -"

    def _values_of_helm(self) -> str:
        return f"helm get values {self.release} --namespace {self.namespace} -o json"

    def tls(self, path: KeyPath) -> None:
        """Move a certificate and its key to a separate Secret, which the chart mounts."""
        name, manual = f"{self.release}-tls", jq(path[:-1])
        metadata = f"{{name: {json.dumps(name)}, namespace: {json.dumps(self.namespace)}}}"
        data = f'{{"tls.key": {manual}.key, "tls.crt": {manual}.cert}}'
        made = f'{{apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata: {metadata}, stringData: {data}}}'
        self.commands.append(f"{self._values_of_helm()} | jq {shlex.quote(made)} | kubectl apply -f -")
        self.values = put(without(self.values, path[:-1]), ("proxy", "https", "type"), "secret")
        self.values = put(self.values, ("proxy", "https", "secret", "name"), name)

    def pull_secret(self) -> None:
        """Copy the chart's Secret for the registry, which is removed with ``imagePullSecret``, and refer to the copy beside other Secrets."""
        name = f"{self.release}-registry"
        kept = f'{{apiVersion, kind, type, data, metadata: {{name: "{name}", namespace: "{self.namespace}"}}}}'
        get = f"kubectl get secret {_PULL_SECRET} --namespace {self.namespace} -o json"
        self.commands.append(f"{get} | jq {shlex.quote(kept)} | kubectl apply -f -")
        others = self.values.get("imagePullSecrets")
        names = [*(others if isinstance(others, list) else ()), name]
        self.values = put(without(self.values, ("imagePullSecret",)), ("imagePullSecrets",), names)


def jq(path: KeyPath) -> str:
    """Return a path as a jq filter. Source: jq manual, "Object Identifier-Index"."""
    return "." + "".join(f"[{json.dumps(key)}]" for key in path)
