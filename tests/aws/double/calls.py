"""The requests that reach the double: each as the operation of AWS that it is, with its parameters.

An operation is found as AWS finds it: by ``Action`` or ``X-Amz-Target``, and in services with REST APIs by method and path, from botocore's
description of the service. The service is that of the signature, whose name is the prefix of the service's IAM actions.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote

import botocore.session

#: botocore's names of services that differ from the names in their signatures.
_NAMES = {"elasticfilesystem": "efs"}
_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")

#: Since the last question, in order of arrival; a list's append needs no lock.
_calls: list[dict[str, Any]] = []


def record(environment: dict[str, Any]) -> None:
    """Record a request before it is answered; a request without a signature is none to the API of AWS."""
    signed = _SIGNED_FOR.search(environment.get("HTTP_AUTHORIZATION", ""))
    if signed is None:
        return
    body = _body(environment)
    environment["wsgi.input"] = BytesIO(body)
    operation, parameters = _operation(signed["service"], environment, body)
    _calls.append({"action": f"{signed['service']}:{operation}", "region": signed["region"], "parameters": parameters})


def take() -> list[dict[str, Any]]:
    """Return the requests since the last question: ``action`` as in ``eks:CreateAddon``, ``region`` and ``parameters``."""
    taken = _calls[:]
    del _calls[: len(taken)]
    return taken


def _body(environment: dict[str, Any]) -> bytes:
    """Read the body; beyond its end, the stream of a connection that stays open would block."""
    if environment.get("wsgi.input_terminated"):
        return bytes(environment["wsgi.input"].read())
    return bytes(environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0)))


def _operation(service: str, environment: dict[str, Any], body: bytes) -> tuple[str, dict[str, Any]]:
    """Return the name of an operation and its parameters."""
    path, _, query = environment.get("REQUEST_URI", environment["PATH_INFO"]).partition("?")
    fields = _fields(query)
    if target := environment.get("HTTP_X_AMZ_TARGET"):
        return target.rpartition(".")[2], json.loads(body or b"{}")
    if named := _fields(body.decode(errors="replace") if body else query).get("Action"):
        return named, _fields(body.decode() if body else query)
    for route in _routes(_NAMES.get(service, service)):
        if found := route.fits(environment, path, fields):
            content = json.loads(body) if body.startswith(b"{") else {}
            return route.name, content | fields | {key: unquote(value) for key, value in found.groupdict().items()}
    return f"{environment['REQUEST_METHOD']} {path}", fields


def _fields(text: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(text, keep_blank_values=True).items()}


@dataclass(frozen=True)
class _Route:
    """How an operation of a REST API is called.

    Args:
        name: the operation.
        method: the HTTP method.
        path: matches the path.
        query: fields of the query that distinguish it, with their values.
        needed: names of other fields of the query, and WSGI names of headers, that the operation requires.
    """

    name: str
    method: str
    path: re.Pattern[str]
    query: dict[str, str]
    needed: frozenset[str]

    def fits(self, environment: dict[str, Any], path: str, fields: dict[str, str]) -> re.Match[str] | None:
        """Return the match of the path if a request is this operation."""
        if self.method != environment["REQUEST_METHOD"] or not self.query.items() <= fields.items():
            return None
        return self.path.fullmatch(path) if self.needed <= {*fields, *environment} else None


@cache
def _routes(service: str) -> list[_Route]:
    """Return the operations of a service, the most specific first."""
    model = botocore.session.get_session().get_service_model(service)
    routes = [_route(model.operation_model(name)) for name in model.operation_names]
    return sorted(routes, key=lambda it: (-len(it.query) - len(it.needed), it.path.pattern.count("(?P"), -len(it.path.pattern), it.name))


def _route(operation: Any) -> _Route:
    path, _, query = operation.http["requestUri"].partition("?")
    pieces = [
        f"(?P<{piece.strip('{}+')}>{'.+' if '+' in piece else '[^/]+'})" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"(\{[^}]+\})", path.rstrip("/"))
    ]
    shape = operation.input_shape
    required = [shape.members[name].serialization for name in shape.required_members] if shape else []
    needed = {it["name"] for it in required if it.get("location") == "querystring"}
    needed |= {f"HTTP_{it['name'].upper().replace('-', '_')}" for it in required if it.get("location") == "header"}
    return _Route(operation.name, operation.http["method"], re.compile("".join(pieces) + "/?"), _fields(query), frozenset(needed))
