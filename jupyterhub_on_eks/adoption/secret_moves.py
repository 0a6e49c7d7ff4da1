"""The ways in which a secret is moved out of the values of a release, each for secrets in certain places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, key_path
from jupyterhub_on_eks.adoption.free_text import file_of
from jupyterhub_on_eks.adoption.places import ABSENT, at, put, texts_of, without
from jupyterhub_on_eks.adoption.secrets import Secrets, jq

#: Secrets that the chart generates and stores in its own Secret. It uses those once the values have none, so nobody is logged out.
#: Source: JupyterHub chart, ``templates/hub/_helpers-passwords.tpl``.
_KEPT_BY_THE_CHART = (
    ("proxy", "secretToken"),
    ("hub", "cookieSecret"),
    ("hub", "config", "JupyterHub", "cookie_secret"),
    ("hub", "config", "ConfigurableHTTPProxy", "auth_token"),
    ("hub", "config", "CryptKeeper", "keys"),
)
#: Keys whose mappings are environment variables. Sources: JupyterHub chart, ``extraEnv``; KubeSpawner, ``environment``.
_ENVIRONMENTS = {"extraEnv", "environment"}
#: Variables that contain the client secret. Source: OAuthenticator, ``OAuthenticator.client_secret`` and those of its classes.
_LOGIN_VARIABLES = {"OAUTH_CLIENT_SECRET", "GITHUB_CLIENT_SECRET", "CILOGON_CLIENT_SECRET", "GOOGLE_CLIENT_SECRET"}
#: The sections of the dummy authenticator, the rules that restrict it, and the minimum length of a shared_password.
_DUMMY, _RULES, _SHORTEST_PASSWORD = ("Authenticator", "DummyAuthenticator"), ("admin_users", "allowed_users"), 8
#: Types of ``hub.db`` that have a URL.
_EXTERNAL = {"mysql", "postgres", "other"}
#: Characters that keys of a Secret can't have. Source: Kubernetes API, ``Secret.data``.
_NO_KEY = re.compile(r"[^-._a-zA-Z0-9]+")


def moved(secrets: Secrets, path: KeyPath, value: Any) -> None:
    """Move one secret by the first move that applies, and note it.

    Args:
        secrets: what was moved so far; the values have the secret.
        path: path of the secret.
        value: its value.
    """
    note = next(note for move, note in _MOVES.items() if move(secrets, path, value))
    secrets.notes.append(f"{key_path(path)}: {note}")


def refer_to_database(secrets: Secrets) -> None:
    """Refer to the URL of an external database even if it has no password: the hub file has no other key for it."""
    url = at(secrets.values, ("hub", "db", "url"))
    if isinstance(url, str) and at(secrets.values, ("hub", "db", "type")) in _EXTERNAL and "hub_database" not in secrets.hub_keys:
        _database(secrets, ("hub", "db", "url"), url)
        secrets.notes.append("hub.db.url: by reference, in hub_database.url_secret")


def _key(path: KeyPath) -> str:
    return _NO_KEY.sub("-", ".".join(map(str, path)))[-253:].lstrip(".-") or "secret"


def _made_by_the_chart(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    if path not in _KEPT_BY_THE_CHART:
        return False
    secrets.values = without(secrets.values, path)
    return True


def _login(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    match path:
        case "hub", "config", _, "client_secret":
            place = path
        case "hub", "extraEnv", str(), *_ if _variable(secrets.values, path) in _LOGIN_VARIABLES:
            place = path[:3]  # in a list it stays a variable, so that other positions don't change
        case _:
            return False
    if not isinstance(value, str) or secrets.login:
        return False
    secrets.login = secrets.reference("client_secret", jq(path))
    secrets.values = without(secrets.values, place)
    return True


def _shared_password(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    """Set a password for everyone by its key, if it alone decides who can log in; the key requires 8 characters."""
    alone = not any(at(secrets.values, ("hub", "config", name, rule)) is not ABSENT for name in _DUMMY for rule in _RULES)
    if path != ("hub", "config", _DUMMY[1], "password") or not isinstance(value, str) or len(value) < _SHORTEST_PASSWORD or not alone:
        return False
    secrets.hub_keys["shared_password"] = secrets.reference("password", jq(path))
    secrets.values = without(without(secrets.values, path), ("hub", "config", "JupyterHub", "authenticator_class"))
    return True


def _service(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    match path:
        case "hub", "services", str(name), str(key) if isinstance(value, str):
            reference = secrets.reference(f"service-{_key((name,))}", jq(path))
            secrets.hub_keys.setdefault("service_api_tokens", {})[name] = reference
            service = at(secrets.values, path[:3])
            secrets.values = put(secrets.values, path[:3], {other: item for other, item in service.items() if other != key})
            return True
    return False


def _database(secrets: Secrets, path: KeyPath, value: Any) -> bool:
    """Move the whole URL to the Secret, with the chart's ``hub.db.password`` inserted."""
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


def _unused_pull(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    """Source: JupyterHub chart, ``templates/image-pull-secret.yaml``: only with ``imagePullSecret.create``."""
    if path[0] != "imagePullSecret" or at(secrets.values, ("imagePullSecret", "create")) is True:
        return False
    secrets.values = without(secrets.values, ("imagePullSecret",))
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
    """Return the name of the environment variable that has its value at a path."""
    match path:
        case *_, name, "value" if isinstance(entry := at(values, path[:-1]), Mapping):
            return str(entry["name"]) if "name" in entry else str(name) if _in_environment(path[:-1]) else None
        case *_, name if _in_environment(path):
            return str(name)
    return None


def _in_environment(path: KeyPath) -> bool:
    match path:
        case *_, environment, _:
            return environment in _ENVIRONMENTS
    return False


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


def _takes_variables(secrets: Secrets) -> bool:
    """Return whether variables can be added to the hub's environment: not to a list."""
    environment = at(secrets.values, ("hub", "extraEnv"))
    return environment is ABSENT or isinstance(environment, Mapping)


def _trait(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    """Set a trait from an environment variable, in a part of ``hub.extraConfig``, which the hub reads after ``hub.config``."""
    match path:
        case "hub", "config", str(class_), str(trait), *_ if class_.isidentifier() and trait.isidentifier() and _takes_variables(secrets):
            place: KeyPath = ("hub", "config", class_, trait)
        case _:
            return False
    whole = at(secrets.values, place)
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
    """Run a part of ``hub.extraConfig`` that contains a secret from an environment variable."""
    match path:
        case "hub", "extraConfig", name if isinstance(value, str) and _takes_variables(secrets):
            variable = f"ADOPTED_PART_{re.sub('[^A-Za-z0-9]', '_', str(name)).upper()}"
            secrets.variable(("hub", "extraEnv", variable), _key(path), jq(path))
            secrets.values = put(secrets.values, path, f'import os\nexec(os.environ["{variable}"])\n')
            return True
    return False


def _leave_out(secrets: Secrets, path: KeyPath, _: Any) -> bool:
    path = file_of(path)  # without its content the chart would mount nothing there, and the pod wouldn't start
    while isinstance(path[-1], int):  # a list is removed as a whole, so that positions in other lists don't change
        path = path[:-1]
    secrets.left_out.append(path)
    secrets.values = without(secrets.values, path)
    return True


#: The moves, in order, with the note for each.
_MOVES: dict[Callable[[Secrets, KeyPath, Any], bool], str] = {
    _made_by_the_chart: "removed; the chart continues with the one in its own Secret",
    _login: "the client secret, by reference",
    _shared_password: "by reference, in shared_password",
    _service: "by reference, in service_api_tokens",
    _database: "by reference, in hub_database.url_secret",
    _unused_pull: "removed with imagePullSecret; the chart doesn't use it without create: true",
    _pull: "a copy of the chart's Secret for the registry, in image_pull_secrets",
    _tls: "certificate and key, in a separate Secret",
    _environment: "by reference",
    _trait: "from an environment variable, through a part of hub.extraConfig",
    _part: "the whole part, from an environment variable",
    _leave_out: "not carried over: a reference to a secret is not possible there; set it in another way",
}
