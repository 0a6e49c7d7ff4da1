"""Answers for a first hub file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_lib.hub_files.placeholders import PLACEHOLDER
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers; values that are not known yet are CHANGEME, which ``check`` reports.

    Args:
        cluster: name of the EKS cluster.
        region: its Region.
        storage: storage for users' homes.
        storage_class: class of the volumes. Default: one that the stack creates.
        claim: name of the claim, for ``existing``.
        login: how users log in.
        provider: the identity provider's domain, URL or tenant.
        client_id: as registered with the provider.
        allowed: users, Google domains or GitHub organizations who may log in.
        exposure: how users reach the hub.
        scheme: scheme of the load balancer.
        host: the hub's host name.
        certificate_arn: ARN of an ACM certificate. Default: it is looked up by the host name, or created in hosted_zone.
        hosted_zone: Route 53 zone in which to create the certificate and the DNS name. Default: none.
        on_cluster: add-ons that the cluster already has: ebs, efs, controller, agent.
        auto_mode: whether the cluster is in EKS Auto Mode.
    """

    cluster: str = PLACEHOLDER
    region: str = PLACEHOLDER
    storage: Storage = Storage.EBS
    storage_class: str | None = None
    claim: str = PLACEHOLDER
    login: Login = Login.NONE
    provider: str = PLACEHOLDER
    client_id: str = PLACEHOLDER
    allowed: tuple[str, ...] = (PLACEHOLDER,)
    exposure: Exposure = Exposure.CLUSTER_IP
    scheme: Scheme = Scheme.INTERNAL
    host: str = PLACEHOLDER
    certificate_arn: str | None = None
    hosted_zone: str | None = None
    on_cluster: frozenset[str] = frozenset()
    auto_mode: bool = False

    @property
    def balanced(self) -> bool:
        """Whether there is a load balancer."""
        return self.exposure is not Exposure.CLUSTER_IP

    @property
    def public(self) -> bool:
        """Whether the hub can be reached from the internet."""
        return self.balanced and self.scheme is Scheme.INTERNET_FACING

    @property
    def by_provider(self) -> bool:
        """Whether users log in through an identity provider."""
        return self.login not in {Login.NONE, Login.SHARED_PASSWORD}


def contradictions(answers: Answers) -> Iterator[str]:
    """Yield the answers that contradict each other, with what to set instead."""
    if answers.public and answers.login is Login.NONE:
        yield "an internet-facing hub needs a login; set --login to a provider or shared-password, or --scheme internal"
    if not answers.balanced and (answers.certificate_arn or answers.hosted_zone):
        yield "--certificate and --hosted-zone need a load balancer; set --exposure to nlb or alb"
    if answers.certificate_arn and answers.hosted_zone:
        yield "--certificate selects a certificate, and --hosted-zone creates one; use one of them"
    zone = answers.hosted_zone
    if zone and answers.host not in {PLACEHOLDER, zone} and not answers.host.endswith(f".{zone}"):
        yield f"--host {answers.host} is not in the zone {zone}; use a name that ends in .{zone}"
