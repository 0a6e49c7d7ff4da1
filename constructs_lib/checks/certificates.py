"""Certificates of a blueprint that don't match its hubs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.exposure.rules import covers
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.validators import is_token

Certificates = Mapping[str, CertificateConfig]


def certificate_problems(add_ons: AddOns, *, certificates: Certificates, region: str) -> Iterator[Problem]:
    """Find certificates that aren't defined, can't be served in the cluster's Region, or are issued for other names.

    Args:
        add_ons: in the order of the array.
        certificates: those that the blueprint defines.
        region: the cluster's AWS Region.
    """
    yield from _elsewhere(certificates, region)
    for position, add_on in enumerate(add_ons):
        if isinstance(add_on, JupyterHubAddOnProps) and add_on.certificate_resource_name is not None:
            for message in _misfits(add_on, add_on.certificate_resource_name, certificates):
                yield Problem(message, (*add_on_path(position, add_ons), "certificate_resource_name"))


def unused_certificates(add_ons: Sequence[AddOnProps], certificates: Certificates) -> Iterator[str]:
    """Yield the certificates that no hub uses; they are still created or looked up."""
    used = {add_on.certificate_resource_name for add_on in add_ons if isinstance(add_on, JupyterHubAddOnProps)}
    for name in certificates:
        if name not in used:
            yield f"certificates.{name}: no hub uses it; set certificate_resource_name: {name} in a hub, or remove it"


def _elsewhere(certificates: Certificates, region: str) -> Iterator[Problem]:
    """A load balancer serves only certificates of its own Region; IAM certificates have no Region."""
    for name, certificate in certificates.items():
        arn = certificate.arn
        if arn is None or is_token(arn) or is_token(region):
            continue
        place = arn.split(":")[3]
        if place and place != region:
            yield Problem(
                f"{arn!r} is a certificate in {place}, but the cluster is in {region}, and a load balancer serves only certificates of "
                f"its own Region; use a certificate in {region}",
                ("certificates", name, "arn"),
            )


def _misfits(hub: JupyterHubAddOnProps, wanted: str, certificates: Certificates) -> Iterator[str]:
    if wanted not in certificates:
        known = ", ".join(sorted(certificates)) or "none are defined"
        yield f"{wanted!r} is not one of the certificates ({known}); define it under certificates"
        return
    names = certificates[wanted].names
    for host in hub.host_names if names and not any(is_token(name) for name in names) else ():
        if not is_token(host) and not any(covers(name, host) for name in names):
            yield (
                f"{wanted!r} is issued for {', '.join(names)}, but the hub is {host}, so browsers would reject it; "
                "add that name to the certificate's subject_alternative_names"
            )
