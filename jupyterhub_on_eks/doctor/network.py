"""Checks of subnets for load balancers, free addresses, network policies, and access of pods to nodes' credentials."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.cluster_prerequisites import IMDS_HOP_LIMIT, NETWORK_POLICIES, cluster_prerequisites
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType, LoadBalancerScheme
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, failure, not_checked, ok, warning

Subnet = Mapping[str, Any]

#: Tags by which the controller finds subnets, and the number of free addresses that it requires. Source: AWS Load Balancer Controller,
#: "Subnet auto-discovery".
_ROLE_TAGS = {LoadBalancerScheme.INTERNET_FACING: "kubernetes.io/role/elb", LoadBalancerScheme.INTERNAL: "kubernetes.io/role/internal-elb"}
_FREE_FOR_BALANCER = 8
#: An ALB needs at least two zones. Source: Elastic Load Balancing, "Application Load Balancers", "Subnets".
_ALB_ZONES = 2
#: Free addresses of a subnet below which there is a warning.
_FEW = 32


def subnets(site: StackSite) -> list[Subnet]:
    """Return the subnets of the cluster's VPC."""
    filters = {"Filters": [{"Name": "vpc-id", "Values": [site.vpc["vpcId"]]}]}
    return site.once("subnets", lambda: list(site.aws.items("ec2", "describe_subnets", "Subnets", filters)))


def balancer_subnets(site: StackSite) -> Iterator[Finding]:
    """Check that the controller will find subnets with free addresses for each hub's load balancer."""
    for hub in site.hubs:
        if hub.scheme is not None:
            if hub.balancer_annotation("subnets") is not None:
                yield not_checked(f"the subnets of {hub.namespace} come from an annotation")
            elif hub.load_balancer.subnets:
                yield from _named(hub, subnets(site))
            else:
                yield from _discovered(hub, hub.scheme, subnets(site))


def _named(hub: JupyterHubAddOn, there: Sequence[Subnet]) -> Iterator[Finding]:
    known = {**{tags(subnet).get("Name"): subnet for subnet in there}, **{subnet["SubnetId"]: subnet for subnet in there}}
    missing = [name for name in hub.load_balancer.subnets if name not in known]
    if missing:
        yield failure(f"the cluster's VPC has no subnet {', '.join(missing)}", f"Correct load_balancer.subnets of {hub.namespace}")
    else:
        yield from _enough(hub, [known[name] for name in hub.load_balancer.subnets], "named")


def _discovered(hub: JupyterHubAddOn, scheme: LoadBalancerScheme, there: Sequence[Subnet]) -> Iterator[Finding]:
    tag = _ROLE_TAGS[scheme]
    tagged = [subnet for subnet in there if tags(subnet).get(tag) in {"1", ""}]
    if tagged:
        yield from _enough(hub, tagged, f"tagged {tag}")
        return
    if any(other in tags(subnet) for subnet in there for other in _ROLE_TAGS.values()):
        # The controller looks at route tables only if no subnet has a role's tag.
        yield failure(f"no subnet has the tag {tag}, so {hub.namespace} gets no load balancer", f"Tag two {_kind(scheme)} subnets {tag}=1")
        return
    message = f"no subnet has the tag {tag}; the controller 2.12.1 or later finds {_kind(scheme)} subnets by their route tables"
    yield warning(message, f"Tag them {tag}=1, or name them in load_balancer.subnets of {hub.namespace}")


def _kind(scheme: LoadBalancerScheme) -> str:
    return "public" if scheme is LoadBalancerScheme.INTERNET_FACING else "private"


def _enough(hub: JupyterHubAddOn, chosen: Sequence[Subnet], how: str) -> Iterator[Finding]:
    usable = [subnet for subnet in chosen if subnet["AvailableIpAddressCount"] >= _FREE_FOR_BALANCER]
    zones = {subnet["AvailabilityZone"] for subnet in usable}
    wanted = _ALB_ZONES if hub.exposed_by is JupyterHubServiceType.ALB else 1
    if len(zones) < wanted:
        message = f"{hub.namespace}: {_number(len(zones), 'zone')} with a subnet {how} that has {_FREE_FOR_BALANCER} free addresses"
        yield failure(message, f"An {hub.exposed_by} needs {_number(wanted, 'zone')}; tag more subnets, or free addresses in them")
    else:
        yield ok(f"{hub.namespace}: {_number(len(usable), 'subnet')} {how}, in {_number(len(zones), 'zone')}")


def free_addresses(site: StackSite) -> Iterator[Finding]:
    """Check that pods will get addresses in the cluster's subnets."""
    ids = set(site.vpc.get("subnetIds") or ())
    counts = {subnet["SubnetId"]: int(subnet["AvailableIpAddressCount"]) for subnet in subnets(site) if subnet["SubnetId"] in ids}
    if not counts:
        return
    few = [f"{name} has {count}" for name, count in sorted(counts.items()) if count < _FEW]
    if few:
        yield warning(
            f"few free addresses: {', '.join(few)}",
            "Servers wait when none is left: add subnets, or enable prefix delegation in the VPC CNI",
        )
    else:
        yield ok(f"{sum(counts.values())} free in the cluster's {_number(len(counts), 'subnet')}")


def network_policies(site: StackSite) -> Iterator[Finding]:
    """Check that the cluster enforces NetworkPolicies if a hub relies on them."""
    relying = [hub.namespace for hub in site.hubs if any(need.name == NETWORK_POLICIES for need in cluster_prerequisites(hub))]
    if not relying:
        return
    add_on = site.add_on("vpc-cni")
    if add_on and _switched_on(str(add_on.get("configurationValues") or "{}")):
        yield ok("enableNetworkPolicy is on in vpc-cni")
        return
    others = {item["metadata"]["name"] for item in site.objects("apps/v1", "DaemonSet")} & {"cilium", "calico-node"}
    if others:
        yield ok(f"enforced by {', '.join(sorted(others))}")
    elif site.auto_mode:
        fix = "Check networkPolicy in the NodeClass, and the ConfigMap amazon-vpc-cni"
        yield not_checked("EKS Auto Mode enforces them only if its NodeClass does", fix)
    else:
        message = f"the cluster does not enforce NetworkPolicies, which are required for {' and '.join(relying)}"
        yield failure(message, """Update the add-on vpc-cni with the configuration {"enableNetworkPolicy": "true"}""")


def _switched_on(configuration: str) -> bool:
    """Read the add-on's configuration, which is JSON or YAML."""
    try:
        value = json.loads(configuration).get("enableNetworkPolicy")
    except (ValueError, AttributeError):
        import yaml  # noqa: PLC0415  # here and below: rarely needed

        from constructs_lib.hub_files.yaml_loader import load_data  # noqa: PLC0415

        try:
            value = (load_data(configuration) or {}).get("enableNetworkPolicy")
        except (yaml.YAMLError, AttributeError):
            return False
    return str(value).lower() == "true"


def instance_metadata(site: StackSite) -> Iterator[Finding]:
    """Check that no pod can reach the nodes' credentials if a hub relies on the nodes for this."""
    if not any(need.name == IMDS_HOP_LIMIT for hub in site.hubs for need in cluster_prerequisites(hub)):
        return
    if not site.instances:
        yield not_checked("the cluster has no EC2 nodes yet", "Their launch template needs HttpTokens required and hop limit 1")
        return
    options = {node["InstanceId"]: node.get("MetadataOptions") or {} for node in site.instances}
    open_ = [id_ for id_, it in options.items() if (it.get("HttpTokens"), it.get("HttpPutResponseHopLimit")) != ("required", 1)]
    if open_:
        fix = "aws ec2 modify-instance-metadata-options --http-tokens required --http-put-response-hop-limit 1, and the same in the launch template"
        yield failure(f"users' servers can reach the credentials of {_number(len(open_), 'node')}: {', '.join(open_[:3])}", fix)
    else:
        yield ok(f"IMDSv2 with hop limit 1 on {_number(len(options), 'node')}")


def tags(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of an EC2 resource."""
    return {tag["Key"]: tag["Value"] for tag in item.get("Tags") or ()}


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
