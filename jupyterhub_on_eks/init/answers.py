"""What has to be known for a first hub file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_lib.hub_files.placeholders import PLACEHOLDER
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers; what nobody knows yet is CHANGEME, which ``check`` asks to replace.

    Args:
        cluster: name of the EKS cluster.
        region: its Region.
        storage: where users' homes are.
        storage_class: class of the volumes. Default: the stack makes one.
        claim: name of the claim, for ``existing``.
        login: how users log in.
        provider: the identity provider's domain, URL or tenant.
        client_id: as registered with the provider.
        allowed: users, Google domains or GitHub organizations who may log in.
        exposure: how users reach the hub.
        scheme: from where.
        host: the hub's host name.
        certificate_arn: ARN of an ACM certificate. Default: it is found by the host name, or made in hosted_zone.
        hosted_zone: Route 53 zone in which certificate and name are made. Default: none.
        on_cluster: add-ons that are there already: ebs, efs, controller, agent.
        auto_mode: whether it is a cluster of EKS Auto Mode.
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
        """Whether the hub is reached from the internet."""
        return self.balanced and self.scheme is Scheme.INTERNET_FACING

    @property
    def by_provider(self) -> bool:
        """Whether an identity provider knows the users."""
        return self.login not in {Login.NONE, Login.SHARED_PASSWORD}


def contradictions(answers: Answers) -> Iterator[str]:
    """Yield what doesn't go together, with what to write instead."""
    if answers.public and answers.login is Login.NONE:
        yield "an internet-facing hub needs a login; write --login with a provider or shared-password, or --scheme internal"
    if not answers.balanced and (answers.certificate_arn or answers.hosted_zone):
        yield "--certificate and --hosted-zone are for a load balancer; write --exposure nlb or alb too"
    if answers.certificate_arn and answers.hosted_zone:
        yield "--certificate names a certificate, and --hosted-zone makes one; write one of them"
    zone = answers.hosted_zone
    if zone and answers.host not in {PLACEHOLDER, zone} and not answers.host.endswith(f".{zone}"):
        yield f"--host {answers.host} is not in the zone {zone}; write a name that ends in .{zone}"
