"""Checks of certificates and hosted zones: whether they exist, are valid, and cover the hub's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.exposure.rules import covers
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning

#: Days before expiry at which a certificate that ACM does not renew gets a warning.
EXPIRES_SOON = 30


def certificates(site: StackSite) -> Iterator[Finding]:
    """Check that each certificate is issued, and covers the hosts of the hubs that use it."""
    for name, config in site.file.certificates.items():
        yield from _certificate(site, name, config)


def _certificate(site: StackSite, name: str, config: CertificateConfig) -> Iterator[Finding]:
    region = site.file.cluster.region
    if config.made_here:
        yield ok(f"{name} will be created for {', '.join(config.names)}")
        return
    arn = config.arn or _looked_up(site, str(config.domain_name))
    if arn is None:
        message = f"{name}: {region} has no issued certificate with the main name {config.domain_name}"
        yield failure(message, "Request one in ACM, or set hosted_zone so that the stack creates it")
        return
    answer = site.aws.find("acm", "describe_certificate", {"CertificateArn": arn})
    if answer is None:
        yield failure(f"{name}: there is no certificate {arn}", f"Correct certificates.{name}.arn")
        return
    yield from _good(site, name, answer["Certificate"])


def _looked_up(site: StackSite, domain: str) -> str | None:
    listed = site.aws.items("acm", "list_certificates", "CertificateSummaryList", {"CertificateStatuses": ["ISSUED"]})
    return next((str(item["CertificateArn"]) for item in listed if item.get("DomainName") == domain), None)


def _good(site: StackSite, name: str, found: Mapping[str, Any]) -> Iterator[Finding]:
    if found["Status"] != "ISSUED":
        fix = (
            "Validate its names with the CNAME records that ACM shows" if found["Status"] == "PENDING_VALIDATION" else "Request another one"
        )
        yield failure(f"{name} is {found['Status']}, not ISSUED", fix)
        return
    names = [found["DomainName"], *(found.get("SubjectAlternativeNames") or ())]
    wanted = {host for hub in site.hubs if hub.certificate_resource_name == name for host in _hosts(hub)}
    missing = sorted(host for host in wanted if not any(covers(pattern, host) for pattern in names))
    if missing:
        message = f"{name} covers {', '.join(dict.fromkeys(names))}, but not {', '.join(missing)}"
        yield failure(message, "Browsers would reject the hub: request one for this name")
    elif (end := found.get("NotAfter")) and found.get("RenewalEligibility") != "ELIGIBLE" and (end - datetime.now(UTC)).days < EXPIRES_SOON:
        yield warning(f"{name} expires on {end:%Y-%m-%d}, and ACM does not renew it", "Import a newer one")
    else:
        yield ok(f"{name} is issued{f' for {chr(32).join(sorted(wanted))}' if wanted else ''}")


def _hosts(hub: Any) -> Iterator[str]:
    yield from hub.host_names
    if not hub.host_names and hub.oidc_config and hub.oidc_config.has_callback and (host := urlsplit(hub.oidc_config.callback).hostname):
        yield host


def hosted_zones(site: StackSite) -> Iterator[Finding]:
    """Check that each zone is in Route 53, in the caller's account."""
    records = {(hub.dns.hosted_zone, hub.dns.private_zone) for hub in site.hubs if hub.dns}
    proofs = {(config.hosted_zone, False) for config in site.file.certificates.values() if config.hosted_zone}
    for name, private in sorted(records | proofs):
        kind = "private" if private else "public"
        there = [zone for zone in _zones(site, name) if bool(zone["Config"].get("PrivateZone")) is private]
        if not there:
            yield failure(f"account {site.caller['Account']} has no {kind} hosted zone {name}", "Create it, or correct hosted_zone")
        elif len(there) > 1:
            yield failure(
                f"account {site.caller['Account']} has {len(there)} {kind} hosted zones {name}",
                "Terraform can't tell them apart: remove one",
            )
        elif private and not _of_this_network(site, str(there[0]["Id"])):
            yield warning(f"{name} is not associated with the cluster's VPC", "Associate it; otherwise its names can't be resolved there")
        else:
            yield ok(f"{name} ({kind})")


def _zones(site: StackSite, name: str) -> list[Mapping[str, Any]]:
    answer = site.once(("zones", name), lambda: site.aws.ask("route53", "list_hosted_zones_by_name", {"DNSName": name}))
    return [zone for zone in answer["HostedZones"] if zone["Name"].rstrip(".") == name]


def _of_this_network(site: StackSite, zone: str) -> bool:
    networks = site.aws.ask("route53", "get_hosted_zone", {"Id": zone}).get("VPCs") or ()
    return any(network.get("VPCId") == site.vpc["vpcId"] for network in networks)
