"""Differences between the values of a release and those from its hub file: nothing is lost, and each addition has a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.chart_values.singleuser.server_size import in_kubernetes
from constructs_lib.errors import KeyPath, key_path
from constructs_lib.models.chart_version import FIRST_WITHOUT_OLD_SCHEDULER
from constructs_lib.models.environment import variables
from jupyterhub_on_eks.adoption.chart_defaults import TRAITS
from jupyterhub_on_eks.adoption.places import ABSENT, at, leaves
from jupyterhub_on_eks.chart_defaults import COMMON

_NEW_SERVERS = "servers that start after the deployment"
#: Why this library adds values, by the beginning of the path; ``*`` is any single key.
REASONS: Mapping[str, str] = {
    "custom.serviceApiTokens": "services' tokens come from a Secret",
    "hub.services.*.name": "services' tokens come from a Secret",
    "custom.userServersOwner": "users' servers end with the hub, so that destroy doesn't hang",
    "hub.extraConfig.zz-owner-of-user-servers": "users' servers end with the hub, so that destroy doesn't hang",
    "hub.extraConfig.zz-claims-of-users": "users' claims are found under each name that a chart gave them",
    "hub.extraConfig.zz-block-nfs": f"{_NEW_SERVERS} can't mount the file system themselves; nfs_isolation: none turns this off",
    "hub.extraConfig.shared-password": "the shared password comes from a Secret",
    "hub.extraConfig.database-url": "the database's URL comes from a Secret",
    "hub.extraConfig.service-api-tokens": "services' tokens come from a Secret",
    "hub.annotations.jupyterhub-on-eks/*": "the hub restarts when a secret has a new revision",
    "hub.extraEnv.*": "secrets come from a Secret",
    "hub.config.KubeSpawner.delete_pvc": "a deleted user's claim is kept; delete_user_volumes: true deletes it, as the chart does by default",
    "hub.config.KubeSpawner.pod_security_context.fsGroupChangePolicy": "large homes start faster",
    "hub.config.GenericOAuthenticator.scope": "the scope openid, which OpenID Connect requires",
    "hub.config.*.login_service": "the name on the login button",
    "hub.config.SharedPasswordAuthenticator.allow_all": "everyone with the password can log in, as before",
    "hub.config.JupyterHub.authenticator_class": "the authenticator for the shared password",
    "hub.config.GoogleOAuthenticator.scope": "the default scope of Google's login",
    "hub.config.GoogleOAuthenticator.username_claim": "the default claim of Google's login",
    "hub.config.GitHubOAuthenticator.scope": "the scope that the other settings need",
    "hub.db.pvc.storageClassName": "the storage class that the claim has",
    "hub.db.type": "the database's URL comes from a Secret",
    "hub.resources.requests": "the hub's own pods reserve CPU and memory; hub and proxy restart once, servers keep running",
    "proxy.chp.resources.requests": "the hub's own pods reserve CPU and memory; hub and proxy restart once, servers keep running",
    "proxy.traefik.resources.requests": "the hub's own pods reserve CPU and memory; hub and proxy restart once, servers keep running",
    "scheduling.userScheduler.resources.requests": "the hub's own pods reserve CPU and memory; hub and proxy restart once, servers keep running",
    "scheduling.userScheduler.enabled": (
        f"the scheduler of this chart doesn't work on Kubernetes {FIRST_WITHOUT_OLD_SCHEDULER} or later; Kubernetes' own replaces it"
    ),
    "scheduling.podPriority.enabled": "placeholders give way to servers",
    "scheduling.userPlaceholder.*": "placeholders as large as a server",
    "singleuser.extraAnnotations.*": f"autoscalers don't evict {_NEW_SERVERS}; scheduling.avoid_disruption: none turns this off",
    "singleuser.cpu.guarantee": "what Kubernetes already reserves if only a limit is set",
    "singleuser.storage.dynamic.storageClass": "the storage class that the claims have",
    "singleuser.storage.dynamic.pvcNameTemplate": "names for claims of named servers that no other user can get; existing ones are found",
    "singleuser.storage.dynamic.volumeNameTemplate": "names for claims of named servers that no other user can get; existing ones are found",
    "proxy.service.annotations.service.beta.kubernetes.io/*": "settings of the same load balancer: health check, idle timeout, attributes",
    "proxy.chp.extraCommandLineFlags": "the proxy keeps idle connections as long as the load balancer, or forwards the protocol",
    "proxy.service.disableHttpPort": "no unencrypted port besides the load balancer's TLS",
    "proxy.https.type": "TLS ends at the load balancer",
    "proxy.https.enabled": "TLS ends at the load balancer",
    "ingress.annotations.alb.ingress.kubernetes.io/*": "settings of the same load balancer: health check, idle timeout, attributes",
    "ingress.ingressClassName": "the Ingress class, set by its field",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the current values and those from the hub file.

    Args:
        path: key path.
        kind: ``added``, ``changed`` or ``lost``.
        reason: the reason; empty if unknown.
    """

    path: KeyPath
    kind: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} {key_path(self.path)}: {self.reason or 'reason unknown; compare before you deploy'}"


def differences(had: Mapping[str, Any], gets: Mapping[str, Any], *, defaults: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare values.

    Args:
        had: values of the release, without secrets and without what other keys set under another name.
        gets: values from the hub file.
        defaults: the chart's own values, if they are known.
    """
    for path, value in leaves(_named(had)):
        new = at(_named(gets), path)
        if new is ABSENT:
            if value not in (None, {}, []):
                yield Difference(path, "lost", "")
        elif value == {} and isinstance(new, Mapping):
            continue  # what is below it is an addition
        elif not equivalent(path, value, new):
            grown = isinstance(value, list) and isinstance(new, list) and all(item in new for item in value)
            yield Difference(path, "changed", _reason(path) or ("entries are added" if grown else ""))
    for path, new in leaves(_named(gets)):
        if _above(_named(had), path) or new in (None, {}, []):
            continue
        default = at(defaults, path)
        default = {**COMMON, **TRAITS}.get(".".join(map(str, path)), ABSENT) if default is ABSENT else default
        if default is ABSENT or not equivalent(path, default, new):
            yield Difference(path, "added", _reason(path))


def _above(had: Any, path: KeyPath) -> bool:
    """Return whether the values have something at a path, or a value above it that is not a mapping."""
    for position in range(1, len(path) + 1):
        value = at(had, path[:position])
        if value is ABSENT:
            return False
        if not isinstance(value, Mapping):
            return True
    return True


def equivalent(path: KeyPath, one: Any, other: Any) -> bool:
    """Return whether two values mean the same to the chart."""
    alike = type(one) is type(other) or {type(one), type(other)} <= {int, float}
    if alike and one == other:
        return True
    if path[:1] == ("singleuser",) and path[-1] in {"guarantee", "limit"} and None not in (one, other):
        return bool(_amount(one) == _amount(other))
    if path[-2:] == ("image", "name"):
        return _image(one) == _image(other)
    return path == ("singleuser", "cmd") and bool(_command(one) == _command(other))


def _amount(value: Any) -> Any:
    amount = in_kubernetes(value)
    try:
        return float(amount)
    except (TypeError, ValueError):
        return amount


def _image(name: Any) -> str:
    """Return an image with its registry. Source: distribution, ``reference``, "docker.io"."""
    first, slash, _ = str(name).partition("/")
    if not slash:
        return f"docker.io/library/{name}"
    return str(name) if "." in first or ":" in first or first == "localhost" else f"docker.io/{name}"


def _command(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _named(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with the hub's environment as a mapping of texts; the chart accepts other forms too."""
    named = variables(at(values, ("hub", "extraEnv")))
    if not named:
        return values
    texts = {name: entry["value"] if isinstance(entry, Mapping) and set(entry) == {"value"} else entry for name, entry in named.items()}
    return {**values, "hub": {**values["hub"], "extraEnv": texts}}


def _reason(path: KeyPath) -> str:
    keys = tuple(map(str, path))
    for pattern, reason in REASONS.items():
        if _matches(pattern, keys):
            return reason
    return ""


def _matches(pattern: str, keys: tuple[str, ...]) -> bool:
    text = ".".join(keys)  # keys of annotations contain dots too
    beginning = pattern[:-1] if pattern.endswith("*") else f"{pattern}."
    return text == pattern or text.startswith(beginning) or _by_key(pattern, keys)


def _by_key(pattern: str, keys: tuple[str, ...]) -> bool:
    wanted = pattern.split(".")
    return "*" in wanted and len(keys) >= len(wanted) and all(want in {"*", key} for want, key in zip(wanted, keys, strict=False))
