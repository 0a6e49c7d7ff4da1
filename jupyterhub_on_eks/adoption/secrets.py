"""Secrets in the values of a release: each goes to a Secret on the cluster, and the hub file refers to it.

They are found as those of a hub file are (`constructs_lib.models.secrets.plaintext`), also where only their name says what they are.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.errors import KeyPath, key_path
from constructs_lib.models.secrets.plaintext import plain_secrets
from jupyterhub_on_eks.adoption.places import ABSENT, at, put, without

#: What the chart makes by itself and keeps in its own Secret, from which it takes them once the values have them no more: nobody is
#: logged out. Source: JupyterHub chart, ``templates/hub/_helpers-passwords.tpl``.
_KEPT_BY_THE_CHART = (
    ("proxy", "secretToken"),
    ("hub", "cookieSecret"),
    ("hub", "config", "JupyterHub", "cookie_secret"),
    ("hub", "config", "ConfigurableHTTPProxy", "auth_token"),
    ("hub", "config", "CryptKeeper", "keys"),
)
#: Keys whose mappings are environment variables. Sources: JupyterHub chart, ``extraEnv``; KubeSpawner, ``environment``.
_ENVIRONMENTS = {"extraEnv", "environment"}
#: Variables that hold the client secret. Source: OAuthenticator, ``OAuthenticator.client_secret`` and those of its classes.
_LOGIN_VARIABLES = {"OAUTH_CLIENT_SECRET", "GITHUB_CLIENT_SECRET", "CILOGON_CLIENT_SECRET", "GOOGLE_CLIENT_SECRET"}
#: Keys that a Secret can have. Source: Kubernetes API, ``Secret.data``.
_NO_KEY = re.compile(r"[^-._a-zA-Z0-9]+")
#: The chart's Secret of ``imagePullSecret``. Source: JupyterHub chart, ``_helpers-names.tpl``.
_PULL_SECRET = "image-pull-secret"  # noqa: S105  # a name


@dataclass
class Secrets:
    """What became of the secrets of a release.

    Args:
        release: name of the release.
        namespace: its namespace.
        values: the values, in the end without a secret.
    """

    release: str
    namespace: str
    values: Any
    hub_keys: dict[str, Any] = field(default_factory=dict)
    """Keys of the hub that refer to secrets."""
    login: dict[str, str] | None = None
    """Reference to the client secret; which key it belongs to is decided with the login."""
    entries: dict[str, str] = field(default_factory=dict)
    """What the Secret is to hold: filters of jq over the release's values, by its keys."""
    notes: list[str] = field(default_factory=list)
    """What was done, a sentence for each secret."""
    commands: list[str] = field(default_factory=list)
    """Commands that make further Secrets."""
    left_out: list[KeyPath] = field(default_factory=list)
    """Paths of what can't be referred to, and so is not carried over."""
    texts: list[str] = field(default_factory=list)
    """The secrets themselves, which must be nowhere in what is written."""

    @property
    def name(self) -> str:
        """Name of the Secret."""
        return f"{self.release}-adopted"

    def reference(self, key: str, expression: str) -> dict[str, str]:
        """Ask for a key in the Secret; returns the hub file's reference to it."""
        self.entries[key] = expression
        return {"kubernetes_secret": self.name, "key": key}

    def variable(self, path: KeyPath, key: str, expression: str) -> None:
        """Write an environment variable that refers to a key in the Secret."""
        self.entries[key] = expression
        self.values = put(self.values, path, {"valueFrom": {"secretKeyRef": {"name": self.name, "key": key}}})

    def command(self) -> str:
        """Return the command that makes the Secret without showing it; empty where there is none to make."""
        if not self.entries:
            return ""
        data = ", ".join(f"{json.dumps(key)}: {expression}" for key, expression in self.entries.items())
        metadata = f"{{name: {json.dumps(self.name)}, namespace: {json.dumps(self.namespace)}}}"
        made = f'{{apiVersion: "v1", kind: "Secret", metadata: {metadata}, stringData: {{{data}}}}}'
        return f"{self._values_of_helm()} | jq {shlex.quote(made)} | kubectl apply -f -"

    def _values_of_helm(self) -> str:
        return f"helm get values {self.release} --namespace {self.namespace} -o json"

    def tls(self, path: KeyPath) -> None:
        """Put a certificate and its key into a Secret of their own, which the chart mounts."""
        name, manual = f"{self.release}-tls", jq(path[:-1])
        metadata = f"{{name: {json.dumps(name)}, namespace: {json.dumps(self.namespace)}}}"
        data = f'{{"tls.key": {manual}.key, "tls.crt": {manual}.cert}}'
        made = f'{{apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata: {metadata}, stringData: {data}}}'
        self.commands.append(f"{self._values_of_helm()} | jq {shlex.quote(made)} | kubectl apply -f -")
        self.values = put(without(self.values, path[:-1]), ("proxy", "https", "type"), "secret")
        self.values = put(self.values, ("proxy", "https", "secret", "name"), name)

    def pull_secret(self) -> None:
        """Copy the chart's Secret for the registry, which goes with ``imagePullSecret``."""
        name = f"{self.release}-registry"
        kept = f'{{apiVersion, kind, type, data, metadata: {{name: "{name}", namespace: "{self.namespace}"}}}}'
        get = f"kubectl get secret {_PULL_SECRET} --namespace {self.namespace} -o json"
        self.commands.append(f"{get} | jq {shlex.quote(kept)} | kubectl apply -f -")
        self.values = without(self.values, ("imagePullSecret",))
        self.hub_keys["image_pull_secrets"] = [name]


def without_secrets(values: Mapping[str, Any], *, release: str, namespace: str) -> Secrets:
    """Take all secrets out of values, each to where it is referred to."""
    secrets = Secrets(release, namespace, dict(values))
    done: set[KeyPath] = set()
    while path := next((path for path in _paths(secrets.values) if path not in done), None):
        value = at(secrets.values, path)
        secrets.texts += texts_of(value)
        move = next(move for move in _MOVES if move(secrets, path, value))
        secrets.notes.append(f"{key_path(path)}: {_WORDS[move]}")
        if move is _part:  # its name may still be that of a secret
            done.add(path)
    return secrets


def _paths(values: Any) -> Iterator[KeyPath]:
    yield from (found.path[1:] for found in plain_secrets({"values": values}, add_on="jupyterhub"))


def texts_of(value: Any) -> list[str]:
    """Return all text of a value, of lists and mappings too."""
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in texts_of(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    return [value] if isinstance(value, str) else []


def jq(path: KeyPath) -> str:
    """Write a path as a filter of jq. Source: jq manual, "Object Identifier-Index"."""
    return "." + "".join(f"[{json.dumps(key)}]" for key in path)


def _key(path: KeyPath) -> str:
    return _NO_KEY.sub("-", ".".join(map(str, path)))[-253:].lstrip(".-") or "secret"


def _made_by_the_chart(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    if path not in _KEPT_BY_THE_CHART:
        return False
    secrets.values = without(secrets.values, path)
    return True


def _login(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    in_config = path[:2] == ("hub", "config") and len(path) == 4 and path[-1] == "client_secret"
    variable = _variable(secrets.values, path) if path[:2] == ("hub", "extraEnv") else None
    if not isinstance(value, str) or not (in_config or variable in _LOGIN_VARIABLES) or secrets.login:
        return False
    secrets.login = secrets.reference("client_secret", jq(path))
    secrets.values = without(secrets.values, path if in_config else path[:3])
    return True


def _service(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    if path[:2] != ("hub", "services") or len(path) != 4 or not isinstance(value, str):
        return False
    name = str(path[2])
    reference = secrets.reference(f"service-{_key((name,))}", jq(path))
    secrets.hub_keys.setdefault("service_api_tokens", {})[name] = reference
    secrets.values = put(secrets.values, path[:3], {key: item for key, item in at(secrets.values, path[:3]).items() if key != path[3]})
    return True


def _database(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    """Put the whole URL into the Secret; the chart's ``hub.db.password`` goes to its place in it."""
    url = at(secrets.values, ("hub", "db", "url"))
    if path == ("hub", "db", "password") and isinstance(url, str) and isinstance(value, str) and re.search(r"://[^:/@\s]+@", url):
        expression = f'({jq(("hub", "db"))} | .password as $p | .url | sub("@"; ":" + ($p | @uri) + "@"))'
    elif path == ("hub", "db", "url"):
        expression = jq(path)
    else:
        return False
    secrets.hub_keys["hub_database"] = {"url_secret": secrets.reference("url", expression)}
    for key in ("type", "url", "password"):
        secrets.values = without(secrets.values, ("hub", "db", key))
    return True


def _pull(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    if path[0] != "imagePullSecret":
        return False
    secrets.pull_secret()
    return True


def _tls(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    if path != ("proxy", "https", "manual", "key"):
        return False
    secrets.tls(path)
    return True


def _variable(values: Any, path: KeyPath) -> str | None:
    """Return the name of the environment variable whose value is at a path."""
    if path[-1] == "value" and isinstance(entry := at(values, path[:-1]), Mapping):
        return str(entry["name"]) if "name" in entry else str(path[-2]) if len(path) > 2 and path[-3] in _ENVIRONMENTS else None
    return str(path[-1]) if len(path) > 1 and path[-2] in _ENVIRONMENTS else None


def _environment(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    if not isinstance(value, str) or _variable(secrets.values, path) is None:
        return False
    if path[-1] == "value":
        entry = at(secrets.values, path[:-1])
        secrets.entries[_key(path)] = jq(path)
        reference = {"valueFrom": {"secretKeyRef": {"name": secrets.name, "key": _key(path)}}}
        secrets.values = put(secrets.values, path[:-1], {**{key: item for key, item in entry.items() if key != "value"}, **reference})
    else:
        secrets.variable(path, _key(path), jq(path))
    return True


def _trait(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    """Set a trait from an environment variable, in a part of ``hub.extraConfig``, which the hub reads after ``hub.config``."""
    environment = at(secrets.values, ("hub", "extraEnv"))
    if path[:2] != ("hub", "config") or len(path) < 4 or not (environment is ABSENT or isinstance(environment, Mapping)):
        return False
    class_, trait = path[2], path[3]
    if not all(isinstance(name, str) and name.isidentifier() for name in (class_, trait)):
        return False
    whole, place = at(secrets.values, path[:4]), path[:4]
    secrets.texts += texts_of(whole)
    variable = f"ADOPTED_{class_}_{trait}".upper()
    text = isinstance(whole, str)
    secrets.values = without(secrets.values, place)
    secrets.variable(("hub", "extraEnv", variable), _key(place), jq(place) if text else f"({jq(place)} | tojson)")
    read = f'os.environ["{variable}"]' if text else f'json.loads(os.environ["{variable}"])'
    part = ("hub", "extraConfig", f"adopted-{class_}-{trait}-from-environment")  # its end must not look like the name of a secret
    secrets.values = put(secrets.values, part, f"import json, os\nc.{class_}.{trait} = {read}\n")
    return True


def _part(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    """Run a part of ``hub.extraConfig`` with a secret in it from an environment variable."""
    environment = at(secrets.values, ("hub", "extraEnv"))
    if path[:2] != ("hub", "extraConfig") or len(path) != 3 or not isinstance(value, str):
        return False
    if not (environment is ABSENT or isinstance(environment, Mapping)):
        return False
    variable = f"ADOPTED_PART_{re.sub('[^A-Za-z0-9]', '_', str(path[2])).upper()}"
    secrets.variable(("hub", "extraEnv", variable), _key(path), jq(path))
    secrets.values = put(secrets.values, path, f'import os\nexec(os.environ["{variable}"])\n')
    return True


def _leave_out(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    while isinstance(path[-1], int):  # a list goes as a whole, so that the positions of other lists stay
        path = path[:-1]
    secrets.left_out.append(path)
    secrets.values = without(secrets.values, path)
    return True


_Move = Callable[[Secrets, KeyPath, Any], bool]
#: Of these the first that fits moves a secret.
_MOVES: tuple[_Move, ...] = (_made_by_the_chart, _login, _service, _database, _pull, _tls, _environment, _trait, _part, _leave_out)
_WORDS: dict[_Move, str] = {
    _made_by_the_chart: "removed; the chart goes on with the one that it keeps in its own Secret",
    _login: "the client secret, by reference",
    _service: "by reference, in service_api_tokens",
    _database: "by reference, in hub_database.url_secret",
    _pull: "a copy of the chart's Secret for the registry, in image_pull_secrets",
    _tls: "certificate and key, in a Secret of their own",
    _environment: "by reference",
    _trait: "from the environment, by a part of hub.extraConfig",
    _part: "the whole part, from the environment",
    _leave_out: "not carried over: nothing can refer to a secret there; set it in another way",
}
