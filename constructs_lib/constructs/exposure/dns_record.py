"""The Route 53 record for a hub's load balancer."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_lb_hosted_zone_id import DataAwsLbHostedZoneId
from cdktf_cdktf_provider_aws.data_aws_route53_zone import DataAwsRoute53Zone
from cdktf_cdktf_provider_aws.route53_record import Route53Record, Route53RecordAlias
from constructs import Construct

from constructs_lib.models.exposure.dns import DnsConfig
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType

#: Placeholder for a load balancer that is already removed when the stack is destroyed: the provider rejects an empty name even then.
#: It is never applied, because the lookup's postcondition fails an apply before. Source: RFC 2606, the top-level domain ``invalid``.
_NOWHERE = "no-load-balancer.invalid"

_KINDS = {JupyterHubServiceType.NLB: "network", JupyterHubServiceType.ALB: "application"}


class DnsRecord(Construct):
    """An alias record: your own name for a load balancer, without a time to live, and allowed at the zone apex.

    The hosted zone of load balancers is the same for all of a kind in a Region, so it is known without
    looking up the load balancer. Source: AWS General Reference, "Elastic Load Balancing endpoints".

    Args:
        dns: zone and record.
        load_balancer_name: expression for the load balancer's DNS name.
        kind: nlb or alb.
    """

    def __init__(self, scope: Construct, id: str, *, dns: DnsConfig, load_balancer_name: str, kind: JupyterHubServiceType) -> None:
        super().__init__(scope, id)

        zone = DataAwsRoute53Zone(self, "Zone", name=dns.hosted_zone, private_zone=dns.private_zone)
        balancers = DataAwsLbHostedZoneId(self, "LoadBalancerZone", load_balancer_type=_KINDS[kind])
        Route53Record(
            self,
            "Resource",
            zone_id=zone.zone_id,
            name=dns.name,
            type="A",
            alias=Route53RecordAlias(
                name=f'${{try({load_balancer_name}, "{_NOWHERE}")}}',
                zone_id=balancers.id,
                evaluate_target_health=True,
            ),
        )
