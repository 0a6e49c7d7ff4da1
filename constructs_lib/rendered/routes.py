"""The doors that route requests to the proxy's Service, or bypass all Services: Ingress, HTTPRoute, and ports of the nodes.

Sources: chart, ``templates/ingress.yaml``, ``templates/httproute.yaml`` (from 4.3 on); AWS Load Balancer Controller, Ingress
annotations: without ``listen-ports`` it listens on 443 if a certificate is set, otherwise on 80, and ``ssl-redirect`` redirects
every HTTP listener to an HTTPS listener. Ingress NGINX, "Server-side HTTPS enforcement through redirect": a host with TLS is redirected,
unless ``ssl-redirect`` is false.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from constructs_lib.models.chart_version import INGRESS_CLASS_NAME, ChartVersion
from constructs_lib.models.exposure.settings import ALB_ANNOTATION
from constructs_lib.rendered.door import Door, Port, Reach
from constructs_lib.rendered.services import serves_tls_itself
from constructs_lib.rendered.values import ChartPath, Values, at, text

INGRESS: ChartPath = ("ingress",)
CLASS_ANNOTATION: ChartPath = ("ingress", "annotations", "kubernetes.io/ingress.class")
CLASS_FIELD: ChartPath = ("ingress", "ingressClassName")
#: Class of the AWS Load Balancer Controller.
ALB_CLASS = "alb"
#: Annotations of Ingress NGINX.
_SSL_REDIRECT: ChartPath = ("ingress", "annotations", "nginx.ingress.kubernetes.io/ssl-redirect")
_FORCE_SSL_REDIRECT: ChartPath = ("ingress", "annotations", "nginx.ingress.kubernetes.io/force-ssl-redirect")
#: A port of an unknown controller; its TLS is unknown too.
_UNKNOWN_PORT = Port(name="http", encrypted=False, decided_by=())


def ingress_annotation(key: str) -> ChartPath:
    """Return the path of a load balancer annotation on the Ingress."""
    return ("ingress", "annotations", f"{ALB_ANNOTATION}{key}")


def ingress_class(values: Values, version: ChartVersion) -> str:
    """Return the class of the Ingress, by its field, which old charts ignore, or the older annotation; empty if none or two are set."""
    paths: tuple[ChartPath, ...] = (CLASS_FIELD, CLASS_ANNOTATION) if version.has(INGRESS_CLASS_NAME) else (CLASS_ANNOTATION,)
    named = {text(at(values, *path)) for path in paths} - {""}
    return named.pop() if len(named) == 1 else ""


def route_doors(values: Values, version: ChartVersion) -> Iterator[Door]:
    """Yield the doors other than the Services."""
    if at(values, *INGRESS, "enabled", default=False):
        yield _ingress(values, version)
    if at(values, "httpRoute", "enabled", default=False):
        yield Door(name="the HTTPRoute", reach=Reach.UNKNOWN, decided_by=(("httpRoute", "enabled"),), ports=(_UNKNOWN_PORT,))
    for where in _on_nodes(values):
        yield Door(name="the network of the nodes", reach=Reach.UNKNOWN, decided_by=(where,), ports=(_UNKNOWN_PORT,))


def _ingress(values: Values, version: ChartVersion) -> Door:
    enabled, of_class = (*INGRESS, "enabled"), ingress_class(values, version)
    if of_class != ALB_CLASS:
        classes = (CLASS_ANNOTATION, CLASS_FIELD)
        name = f"the Ingress of the class {of_class!r}" if of_class else "the Ingress without a class"
        return Door(name=name, reach=Reach.UNKNOWN, decided_by=(*classes, enabled), ports=(_port(values),))
    scheme = at(values, *ingress_annotation("scheme"))
    ranges = text(at(values, *ingress_annotation("inbound-cidrs"))).split(",")
    return Door(
        name="the Ingress of the class 'alb'",
        # Without a scheme the controller's IngressClassParams apply, otherwise its default.
        reach=next((reach for reach in (Reach.INTERNAL, Reach.INTERNET) if reach == scheme), Reach.UNKNOWN),
        decided_by=(ingress_annotation("scheme"), enabled, CLASS_FIELD, CLASS_ANNOTATION),
        ports=tuple(_listeners(values)),
        of_controller=True,
        source_ranges=tuple(cidr.strip() for cidr in ranges if cidr.strip()),
    )


def _port(values: Values) -> Port:
    """Return the port of another controller's Ingress: with TLS for all its hosts, or a redirect of the chart's proxy, which it forwards."""
    plain = text(at(values, *_SSL_REDIRECT)) == "false" and text(at(values, *_FORCE_SSL_REDIRECT)) != "true"
    encrypted = (_covers_all_hosts(values) and not plain) or serves_tls_itself(values)
    return Port(name="http", encrypted=encrypted, decided_by=(_SSL_REDIRECT,) if plain else ())


def _covers_all_hosts(values: Values) -> bool:
    """Whether ``ingress.tls`` has an entry for each host. Source: Kubernetes API, ``IngressTLS``: an entry without hosts is for all."""
    written, hosts = at(values, *INGRESS, "tls"), at(values, *INGRESS, "hosts")
    entries = [entry.get("hosts") for entry in written if isinstance(entry, Mapping)] if isinstance(written, list) else []
    named = {str(host) for listed in entries if isinstance(listed, list) for host in listed}
    names = [str(host) for host in hosts] if isinstance(hosts, list) else []
    by_name = bool(names) and all(name in named or f"*.{name.partition('.')[2]}" in named for name in names)
    return by_name or any(not listed for listed in entries)


def _listeners(values: Values) -> Iterator[Port]:
    keys = ("listen-ports", "ssl-redirect", "certificate-arn")
    certificates = text(at(values, *ingress_annotation("certificate-arn"))).strip(", ")
    listeners = _listen_ports(at(values, *ingress_annotation("listen-ports")), certificates)
    secure = {number for protocol, number in listeners if protocol == "HTTPS"}
    redirects = text(at(values, *ingress_annotation("ssl-redirect"))) in secure
    for protocol, number in listeners:
        yield Port(
            name=number,
            encrypted=protocol == "HTTPS" or redirects,
            decided_by=tuple(ingress_annotation(key) for key in keys),
            certificates=certificates if protocol == "HTTPS" else "",
        )


def _listen_ports(written: object, certificates: str) -> list[tuple[str, str]]:
    """Return protocol and port of each listener; an unreadable value counts as a plain HTTP listener."""
    if written is None:
        return [("HTTPS", "443")] if certificates else [("HTTP", "80")]
    try:
        found = json.loads(written if isinstance(written, str) else "")
        return [(str(protocol), str(number)) for entry in found for protocol, number in entry.items()]
    except (ValueError, TypeError, AttributeError):
        return [("HTTP", "in listen-ports")]


def _on_nodes(values: Values) -> Iterator[ChartPath]:
    """Yield values that expose a pod's port on its node, bypassing every Service."""
    for pod in (("hub",), ("proxy", "chp"), ("proxy", "traefik")):
        if at(values, *pod, "extraPodSpec", "hostNetwork"):
            yield (*pod, "extraPodSpec", "hostNetwork")
    extra = at(values, "proxy", "traefik", "extraPorts")
    if isinstance(extra, list) and any(isinstance(port, Mapping) and port.get("hostPort") for port in extra):
        yield ("proxy", "traefik", "extraPorts")
