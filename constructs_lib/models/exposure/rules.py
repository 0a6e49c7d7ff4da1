"""Rules across the exposure settings."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.kinds.validators import is_token

HOSTS_WITHOUT_INGRESS = "Ingress Hosts CANNOT be assigned when ingress is disabled"
ANNOTATIONS_WITHOUT_INGRESS = "Ingress annotations CANNOT be assigned when ingress is disabled"

_ALB, _NLB, _CLUSTERIP = JupyterHubServiceType.ALB, JupyterHubServiceType.NLB, JupyterHubServiceType.CLUSTERIP


def covers(pattern: str, name: str) -> bool:
    """Return whether a host name, which may start with ``*.``, covers another one; ``*`` matches one label."""
    return pattern == name or (pattern.startswith("*.") and name.partition(".")[2] == pattern[2:])


def _one_service_type(hub: ExposureProps) -> Iterator[Problem]:
    if hub.enable_ingress and "service_type" in hub.model_fields_set and hub.service_type is not _ALB:
        yield Problem(f"enable_ingress: true means alb, but service_type is {hub.service_type}; remove one of them", ("enable_ingress",))


def _ingress_settings_need_an_ingress(hub: ExposureProps) -> Iterator[Problem]:
    if hub.exposed_by is _ALB:
        return
    fix = f" (service_type is {hub.exposed_by}); set service_type: alb, or remove them"
    if hub.ingress_hosts:
        yield Problem(HOSTS_WITHOUT_INGRESS + fix, ("ingress_hosts",))
    if hub.ingress_annotations:
        yield Problem(ANNOTATIONS_WITHOUT_INGRESS + fix, ("ingress_annotations",))


def _balancer_settings_need_a_balancer(hub: ExposureProps) -> Iterator[Problem]:
    if hub.exposed_by is not _CLUSTERIP:
        return
    if hub.certificate_resource_name is not None:
        yield Problem(
            f"{hub.certificate_resource_name!r} needs a load balancer (service_type is cluster_ip); "
            "set service_type: alb or nlb, or remove it",
            ("certificate_resource_name",),
        )
    for key in ("load_balancer_scheme", "allowed_cidrs", "lets_encrypt", "dns", "load_balancer"):
        if key in hub.model_fields_set and getattr(hub, key) != type(hub).model_fields[key].get_default(call_default_factory=True):
            yield Problem("needs a load balancer (service_type is cluster_ip); set service_type: alb or nlb, or remove it", (key,))


def _address_ranges_are_ipv4(hub: ExposureProps) -> Iterator[Problem]:
    """Source: AWS Load Balancer Controller, which fails to reconcile the Service, or ignores the range for an Ingress."""
    if (hub.balancer_annotation("ip-address-type") or "").startswith("dualstack"):
        return
    for position, cidr in enumerate(hub.allowed_cidrs):
        if ":" in cidr and not is_token(cidr):
            yield Problem(
                f"{cidr!r} is an IPv6 range, but the load balancer has only IPv4 addresses; remove it", ("allowed_cidrs", position)
            )


def _address_ranges_reach_a_group(hub: ExposureProps) -> Iterator[Problem]:
    """Source: AWS Load Balancer Controller, annotations: ranges become rules only of the security group that the controller creates."""
    other = next((key for key in ("security-groups", "disable-nlb-sg") if hub.balancer_annotation(key) not in {None, "false"}), None)
    if hub.allowed_cidrs and other:
        yield Problem(
            f"have no effect with your own annotation {other}, because the controller then creates no security group; remove one of them",
            ("allowed_cidrs",),
        )


def _lets_encrypt_can_prove_the_name(hub: ExposureProps) -> Iterator[Problem]:
    if hub.lets_encrypt is None or hub.exposed_by is _CLUSTERIP:
        return
    here = ("lets_encrypt",)
    if hub.exposed_by is _ALB:
        yield Problem("an alb serves only ACM certificates; use certificate_resource_name instead, or set service_type: nlb", here)
    if hub.certificate_resource_name is not None:
        yield Problem("the hub already has a certificate (certificate_resource_name); remove one of them", here)
    if not hub.internet_facing:
        yield Problem(
            "Let's Encrypt can't reach an internal load balancer to validate the name; use certificate_resource_name instead", here
        )
    if hub.allowed_cidrs:
        yield Problem(
            "Let's Encrypt connects from unpublished addresses, which allowed_cidrs blocks; "
            "use certificate_resource_name instead, or remove allowed_cidrs",
            here,
        )
    if not hub.lets_encrypt.hosts and hub.dns is None:
        yield Problem("is required, because there is no host name to validate; set hosts, or dns to create a name", (*here, "hosts"))
    if (
        hub.lets_encrypt.hosts
        and hub.dns
        and not any(is_token(name) for name in hub.host_names)
        and hub.dns.name not in hub.lets_encrypt.hosts
    ):
        yield Problem(
            f"do not include {hub.dns.name}, the name set by dns, so browsers would reject the certificate; add it, or remove hosts",
            (*here, "hosts"),
        )
    for position, host in enumerate(hub.lets_encrypt.hosts):
        if host.startswith("*."):
            yield Problem(f"{host!r} has a wildcard, which HTTP-01 validation does not support; list each name", (*here, "hosts", position))


def _dns_finds_the_load_balancer(hub: ExposureProps) -> Iterator[Problem]:
    if hub.dns is None or hub.exposed_by is _CLUSTERIP:
        return
    if not hub.wait:
        yield Problem("the load balancer's name is not known without waiting for it; remove wait: false, or dns", ("dns",))
    if hub.ingress_hosts and not any(is_token(host) or covers(host, hub.dns.name) for host in hub.ingress_hosts):
        yield Problem(
            f"creates {hub.dns.name}, for which the Ingress has no rule (ingress_hosts: {', '.join(hub.ingress_hosts)}); add it to ingress_hosts",
            ("dns",),
        )


def _options_of_one_kind(hub: ExposureProps) -> Iterator[Problem]:
    options, here = hub.load_balancer, "load_balancer"
    if hub.exposed_by is _ALB and len(options.subnets) == 1:
        yield Problem("lists one subnet; an alb needs at least two, each in a different Availability Zone", (here, "subnets"))
    if hub.exposed_by is not _NLB:
        return
    for key in ("waf_acl_arn", "shield_advanced"):
        if getattr(options, key) is not None:
            yield Problem("requires an alb, but service_type is nlb; set service_type: alb, or remove it", (here, key))
    if hub.certificate_resource_name is not None and "idle_timeout" in options.model_fields_set:
        yield Problem(
            f"is {options.idle_timeout}, but an nlb with a certificate always closes connections after 350 idle seconds; "
            "remove it, or set service_type: alb",
            (here, "idle_timeout"),
        )


EXPOSURE_RULES = (
    _one_service_type,
    _ingress_settings_need_an_ingress,
    _balancer_settings_need_a_balancer,
    _address_ranges_are_ipv4,
    _address_ranges_reach_a_group,
    _lets_encrypt_can_prove_the_name,
    _dns_finds_the_load_balancer,
    _options_of_one_kind,
)


def exposure_warnings(hub: ExposureProps) -> Iterator[str]:
    """Yield warnings about exposure."""
    if hub.load_balancer.deletion_protection:
        yield "deletion_protection: true keeps the load balancer; set it to false and deploy before destroying the stack, otherwise destroy hangs"
    if hub.exposed_by is not _CLUSTERIP and not hub.wait and not getattr(hub, "create_namespace", True):
        yield (
            "with wait: false and create_namespace: false, destroy does not wait until the load balancer is deleted; "
            "make sure that it is deleted before its controller"
        )
