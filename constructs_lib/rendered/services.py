"""The doors of the chart's two Services: ``proxy-public``, and ``hub`` itself.

Sources: chart, ``templates/proxy/service.yaml``, ``templates/hub/service.yaml`` (the same in all versions; from 4.3 on with
``externalIPs``); AWS Load Balancer Controller, Service annotations; kubernetes/cloud-provider-aws, ``aws_loadbalancer.go``, which
creates an internet-facing load balancer unless ``aws-load-balancer-internal`` is set, and ignores ``…-scheme``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.models.exposure.settings import NLB_ANNOTATION
from constructs_lib.rendered.door import Door, Port, Reach
from constructs_lib.rendered.values import ChartPath, Values, at, section, text

PROXY: ChartPath = ("proxy", "service")
HUB: ChartPath = ("hub", "service")
_HTTPS: ChartPath = ("proxy", "https")
_ROUTES: ChartPath = ("proxy", "traefik", "extraDynamicConfig", "http")
#: The values of ``aws-load-balancer-type`` with which the AWS Load Balancer Controller handles a Service.
_CONTROLLER_TYPES = {"external", "nlb-ip"}
_CONTROLLER_CLASS = "service.k8s.aws/nlb"
#: How Go parses the annotation ``aws-load-balancer-internal``. Source: ``strconv.ParseBool``.
_TRUE, _FALSE = {"1", "t", "T", "TRUE", "true", "True"}, {"0", "f", "F", "FALSE", "false", "False"}
_NAMES = {PROXY: "the Service proxy-public", HUB: "the Service hub"}


def service_doors(values: Values) -> Iterator[Door]:
    """Yield the doors of both Services."""
    for path, default, ports in ((PROXY, "LoadBalancer", _proxy_ports(values)), (HUB, "ClusterIP", _hub_ports(values))):
        kind = at(values, *path, "type", default=default)
        if kind == "LoadBalancer":
            yield _load_balancer(values, path, ports)
        elif kind != "ClusterIP":  # NodePort, or a type that only the cluster understands
            yield Door(name=f"{_NAMES[path]} ({kind})", reach=Reach.UNKNOWN, decided_by=((*path, "type"),), ports=tuple(ports))
        if at(values, *path, "externalIPs"):
            where = (*path, "externalIPs")
            yield Door(name=f"{_NAMES[path]} (externalIPs)", reach=Reach.UNKNOWN, decided_by=(where,), ports=tuple(ports))


def annotation(path: ChartPath, key: str) -> ChartPath:
    """Return the path of a load balancer annotation on a Service."""
    return (*path, "annotations", f"{NLB_ANNOTATION}{key}")


def _load_balancer(values: Values, path: ChartPath, ports: list[Port]) -> Door:
    reach, of_controller = _reach(values, path)
    ranges = at(values, *path, "loadBalancerSourceRanges") or text(
        at(values, *path, "annotations", "service.beta.kubernetes.io/load-balancer-source-ranges")
    ).split(",")
    deciding = (annotation(path, "type"), annotation(path, "scheme"), annotation(path, "internal"))
    return Door(
        name=f"{_NAMES[path]} (LoadBalancer)",
        reach=reach,
        decided_by=((*path, "type"), *deciding, (*path, "loadBalancerClass")),
        ports=tuple(_with_balancer(values, path, port) for port in ports),
        of_controller=of_controller,
        source_ranges=tuple(str(cidr).strip() for cidr in ranges if str(cidr).strip()) if isinstance(ranges, list) else (),
    )


def _reach(values: Values, path: ChartPath) -> tuple[Reach, bool]:
    """Return from where the load balancer can be reached, and whether the AWS Load Balancer Controller creates it."""
    of_class = text(at(values, *path, "loadBalancerClass"))
    scheme, internal = (at(values, *annotation(path, key)) for key in ("scheme", "internal"))
    if of_class not in {"", _CONTROLLER_CLASS}:
        return Reach.UNKNOWN, False
    if of_class or text(at(values, *annotation(path, "type"))) in _CONTROLLER_TYPES:
        if scheme is None:  # the controller's default is one of its flags
            return (Reach.INTERNAL if internal in _TRUE else Reach.INTERNET if internal in _FALSE else Reach.UNKNOWN), True
        return next((reach for reach in (Reach.INTERNAL, Reach.INTERNET) if reach == scheme), Reach.UNKNOWN), True
    # If the controller's webhook handles such Services too, the scheme has precedence.
    return (Reach.INTERNAL if internal in _TRUE and scheme in {None, "internal"} else Reach.INTERNET), False


def _with_balancer(values: Values, path: ChartPath, port: Port) -> Port:
    """Add the TLS of the load balancer: its certificates, on the listed ports or on all."""
    certificates = text(at(values, *annotation(path, "ssl-cert"))).strip(", ")
    named = [name.strip() for name in text(at(values, *annotation(path, "ssl-ports"))).split(",") if name.strip()]
    covered = bool(certificates) and (not named or "*" in named or not {port.name, _PORT_NAMES.get(port.name)}.isdisjoint(named))
    return Port(
        name=port.name,
        encrypted=port.encrypted or covered,
        decided_by=(*port.decided_by, annotation(path, "ssl-cert"), annotation(path, "ssl-ports")),
        certificates=certificates if covered else "",
    )


_PORT_NAMES = {"443": "https", "80": "http", "8081": "hub"}


def serves_tls_itself(values: Values) -> bool:
    """Whether the chart's own proxy has a certificate, and redirects port 80 to 443. Source: ``templates/proxy/service.yaml``."""
    kind = at(values, *_HTTPS, "type", default="letsencrypt")
    if not at(values, *_HTTPS, "enabled", default=False):
        return False
    if kind == "letsencrypt":
        # Values merged over the routes may remove the redirect.
        return bool(at(values, *_HTTPS, "hosts")) and not section(values, *_ROUTES)
    if kind == "manual":
        return bool(at(values, *_HTTPS, "manual", "key") and at(values, *_HTTPS, "manual", "cert"))
    return kind == "secret" and bool(at(values, *_HTTPS, "secret", "name"))


def _proxy_ports(values: Values) -> list[Port]:
    itself, kind = serves_tls_itself(values), at(values, *_HTTPS, "type", default="letsencrypt")
    enabled = bool(at(values, *_HTTPS, "enabled", default=False))
    deciding = tuple((*_HTTPS, key) for key in ("enabled", "type", "hosts", "manual", "secret"))
    deciding += (_ROUTES,) if enabled and kind == "letsencrypt" else ()
    ports = []
    if enabled and (kind in {"manual", "secret", "offload"} or (kind == "letsencrypt" and at(values, *_HTTPS, "hosts"))):
        ports.append(Port(name="443", encrypted=itself, decided_by=deciding))
    if at(values, *PROXY, "disableHttpPort", default=False) is not True:
        ports.append(Port(name="80", encrypted=itself, decided_by=((*PROXY, "disableHttpPort"), *deciding)))
    return [*ports, *_extra_ports(values, PROXY)]


def _hub_ports(values: Values) -> list[Port]:
    return [Port(name="8081", encrypted=False, decided_by=()), *_extra_ports(values, HUB)]


def _extra_ports(values: Values, path: ChartPath) -> Iterator[Port]:
    extra = at(values, *path, "extraPorts")
    for entry in extra if isinstance(extra, list) else ():
        number: Any = entry.get("port") if isinstance(entry, Mapping) else None
        yield Port(name=str(number), encrypted=False, decided_by=((*path, "extraPorts"),))
