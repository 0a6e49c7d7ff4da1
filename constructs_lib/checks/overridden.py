"""Exposure keys without effect because of another key or value: an error that names both.

Only keys that the user wrote count: presets may be overridden silently, as docs/exposure.md documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constructs_lib.checks.finding import Finding
from constructs_lib.checks.public_doors import ANY_LOG_IN, PLAIN_HTTP, opened_by
from constructs_lib.errors import KeyPath, key_path
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.rendered.door import Door
from constructs_lib.rendered.routes import ALB_CLASS, CLASS_ANNOTATION, CLASS_FIELD, INGRESS, ingress_annotation, ingress_class
from constructs_lib.rendered.services import PROXY, annotation
from constructs_lib.rendered.values import CERTIFICATE, ChartPath, HubReading, at

_OPENS = (ANY_LOG_IN, PLAIN_HTTP)
_Written = dict[str, tuple[ChartPath, ...]]


def _nlb(*keys: str) -> tuple[ChartPath, ...]:
    return tuple(annotation(PROXY, key) for key in keys)


def _alb(*keys: str) -> tuple[ChartPath, ...]:
    return tuple(ingress_annotation(key) for key in keys)


#: Where each key is written in the chart's values, by service type.
_WRITTEN: dict[JupyterHubServiceType, _Written] = {
    JupyterHubServiceType.NLB: {
        "load_balancer_scheme": _nlb("scheme"),
        "allowed_cidrs": ((*PROXY, "loadBalancerSourceRanges"),),
        "lets_encrypt": tuple(("proxy", "https", *key) for key in (("enabled",), ("type",), ("hosts",), ("letsencrypt", "contactEmail"))),
        "load_balancer.subnets": _nlb("subnets"),
        "load_balancer.ssl_policy": _nlb("ssl-negotiation-policy"),
        "load_balancer.idle_timeout": _nlb("listener-attributes.TCP-80", "listener-attributes.TCP-443"),
        "load_balancer.access_logs": _nlb("attributes"),
        "load_balancer.deletion_protection": _nlb("attributes"),
    },
    JupyterHubServiceType.ALB: {
        "load_balancer_scheme": _alb("scheme"),
        "allowed_cidrs": _alb("inbound-cidrs"),
        "ingress_hosts": (("ingress", "hosts"),),
        "load_balancer.subnets": _alb("subnets"),
        "load_balancer.ssl_policy": _alb("ssl-policy"),
        "load_balancer.idle_timeout": _alb("load-balancer-attributes"),
        "load_balancer.access_logs": _alb("load-balancer-attributes"),
        "load_balancer.deletion_protection": _alb("load-balancer-attributes"),
        "load_balancer.waf_acl_arn": _alb("wafv2-acl-arn"),
        "load_balancer.shield_advanced": _alb("shield-advanced-protection"),
    },
    JupyterHubServiceType.CLUSTERIP: {},
}
#: Settings that admit addresses in addition to ``allowed_cidrs``. Source: AWS Load Balancer Controller, annotations.
_MORE_ADDRESSES = (*_nlb("security-group-prefix-lists"), *_alb("security-group-prefix-lists"))


def overridden_exposure(reading: HubReading, found: Sequence[Door]) -> Iterator[Finding]:
    """Find exposure keys that have no effect because of the user's own values and annotations.

    Args:
        reading: the hub.
        found: its doors.
    """
    lost = list(_balancer_is_lost(reading))
    yield from lost or _other_controller(reading, found) or _overridden(reading)
    if not lost:
        yield from _certificate(reading, found)
    yield from _past_the_ranges(reading, found)
    yield from _annotations_twice(reading)


def _written_keys(reading: HubReading) -> list[str]:
    """Return the keys that the user wrote, with the paths of those below ``load_balancer``."""
    hub = reading.hub
    return [*sorted(hub.model_fields_set), *(f"load_balancer.{key}" for key in sorted(hub.load_balancer.model_fields_set))]


def _balancer_is_lost(reading: HubReading) -> Iterator[Finding]:
    """Find values that remove the load balancer of the service type."""
    kind = reading.hub.exposed_by
    path = {JupyterHubServiceType.NLB: (*PROXY, "type"), JupyterHubServiceType.ALB: (*INGRESS, "enabled")}.get(kind)
    if path and at(reading.final, *path) != at(reading.own, *path):
        key = "enable_ingress: true" if reading.hub.enable_ingress else f"service_type: {kind}"
        fix = "; remove one of the two, or set service_type: cluster_ip for a hub without this load balancer"
        yield Finding(fact=f"removes the load balancer of {key}", advice=fix, path=reading.user_key(path) or ())


def _other_controller(reading: HubReading, found: Sequence[Door]) -> list[Finding]:
    """Find keys that only the AWS Load Balancer Controller understands, if something else creates the load balancer."""
    hub = reading.hub
    if hub.exposed_by is JupyterHubServiceType.ALB and ingress_class(reading.final, reading.version) != ALB_CLASS:
        paths, why = (CLASS_ANNOTATION, CLASS_FIELD), "the class of the Ingress is not alb"
        keys = {*_WRITTEN[hub.exposed_by], "certificate_resource_name"} - {"ingress_hosts"}
    elif hub.exposed_by is JupyterHubServiceType.NLB and not any(door.of_controller for door in found):
        paths, why = (
            (annotation(PROXY, "type"), (*PROXY, "loadBalancerClass")),
            "the AWS Load Balancer Controller ignores this Service",
        )
        keys = {"load_balancer_scheme", *(key for key in _WRITTEN[hub.exposed_by] if key.startswith("load_balancer."))}
    else:
        return []
    where = reading.first_user_key(paths) or ()
    return [_without_effect(where, key, f"{why}, so ") for key in _written_keys(reading) if key in keys]


def _without_effect(path: KeyPath, key: str, why: str = "") -> Finding:
    fact = f"{why}{key} has no effect" if why else f"overrides {key}, which then has no effect"
    accepted_with = _OPENS if key in {"load_balancer_scheme", "allowed_cidrs"} else (PLAIN_HTTP,) if _is_tls(key) else ()
    return Finding(fact=fact, advice="; remove one of the two", path=path, accepted_with=accepted_with)


def _is_tls(key: str) -> bool:
    return key in {"certificate_resource_name", "lets_encrypt"}


def _overridden(reading: HubReading) -> Iterator[Finding]:
    """Find keys whose value differs in the chart's final values."""
    written = _WRITTEN[reading.hub.exposed_by]
    for key in _written_keys(reading):
        for path in written.get(key, ()):
            wanted = at(reading.own, *path)
            if wanted is not None and at(reading.final, *path) != wanted:
                yield _without_effect(reading.user_key(path) or (), key)
                break


def _certificate(reading: HubReading, found: Sequence[Door]) -> Iterator[Finding]:
    """Find a certificate that another one replaces, or that no port of the load balancer serves.

    `checks.public_doors.plain_http` finds public ports without any certificate.
    """
    if reading.hub.certificate_resource_name is None or reading.hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
        return
    nlb = reading.hub.exposed_by is JupyterHubServiceType.NLB
    path = annotation(PROXY, "ssl-cert") if nlb else ingress_annotation("certificate-arn")
    where = reading.user_key(path)
    door = next((door for door in found if door.of_controller), None)
    if at(reading.final, *path) and at(reading.final, *path) != CERTIFICATE and where:
        yield _without_effect(where, "certificate_resource_name")
    elif door and not door.public:
        for port in door.ports:
            if not port.encrypted:
                fact = f"leaves port {port.name} without TLS, despite certificate_resource_name"
                advice = f"; remove one of the two, or set {PLAIN_HTTP}: true if that is what you want"
                yield Finding(fact=fact, advice=advice, path=reading.first_user_key(port.decided_by) or (), accepted_with=(PLAIN_HTTP,))
                return


def _past_the_ranges(reading: HubReading, found: Sequence[Door]) -> Iterator[Finding]:
    """Find settings that admit other addresses than ``allowed_cidrs``."""
    hub = reading.hub
    if not hub.allowed_cidrs:
        return
    for path in _MORE_ADDRESSES:
        if at(reading.final, *path):
            where = reading.user_key(path) or ()
            yield Finding(
                fact="admits other addresses than allowed_cidrs", advice="; remove one of the two", path=where, accepted_with=_OPENS
            )
    ours = (*PROXY, "type") if hub.exposed_by is JupyterHubServiceType.NLB else (*INGRESS, "enabled")
    for door in found:
        if ours not in door.decided_by and not (door.source_ranges and set(door.source_ranges) <= set(hub.allowed_cidrs)):
            where = opened_by(reading, door)
            yield Finding(
                fact=f"exposes {door.name}, which allowed_cidrs does not restrict",
                advice="; remove one of the two",
                path=where,
                accepted_with=_OPENS,
            )


def _annotations_twice(reading: HubReading) -> Iterator[Finding]:
    """Find annotations that ``values`` replace."""
    for key, value in reading.hub.ingress_annotations.items():
        path = ("ingress", "annotations", key)
        where = reading.user_key(path)
        if where and where[0] == "values" and at(reading.final, *path) != value:
            name = key_path(("ingress_annotations", key))
            yield Finding(fact=f"overrides {name}, which then has no effect", advice="; remove one of the two", path=where)
