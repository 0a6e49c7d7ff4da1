"""IAM policy of the AWS Load Balancer Controller.

Actions: AWS Load Balancer Controller v3.5.0, "Installation", IAM policy (the same from v2.14 on). This policy is narrower.
Resources are restricted by kind and Region wherever an action supports resources. The controller may only change load balancers,
listeners, rules and target groups with its tag and this cluster's name, so it can't change those of other clusters. It may only
change security group rules in the cluster's VPC, as that page recommends.

For some actions AWS documents no tag condition, so they apply to every Application Load Balancer of the Region: SetRulePriorities,
SetWebAcl, and those for AWS WAF and AWS Shield. Source: Service Authorization Reference, "AWS Elastic Load Balancing V2" and
"AWS WAF V2".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: The tag that the controller sets on everything it creates; its value is the cluster's name.
_OWNER = "elbv2.k8s.aws/cluster"

#: Read actions without a resource.
_READ = {
    "acm": ("ListCertificates",),
    "ec2": (
        "DescribeAccountAttributes",
        "DescribeAddresses",
        "DescribeAvailabilityZones",
        "DescribeCoipPools",
        "DescribeInstances",
        "DescribeInternetGateways",
        "DescribeIpamPools",
        "DescribeNetworkInterfaces",
        "DescribeRouteTables",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeTags",
        "DescribeVpcPeeringConnections",
        "DescribeVpcs",
    ),
    "elasticloadbalancing": (
        "DescribeCapacityReservation",
        "DescribeListenerAttributes",
        "DescribeListenerCertificates",
        "DescribeListeners",
        "DescribeLoadBalancerAttributes",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeSSLPolicies",
        "DescribeTags",
        "DescribeTargetGroupAttributes",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
        "DescribeTrustStores",
    ),
    "iam": ("ListServerCertificates",),
    "shield": ("GetSubscriptionState",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllerPolicy:
    """The policy of one cluster's controller.

    Args:
        partition: for example ``aws``.
        region: Region of the cluster.
        vpc_id: id of the cluster's VPC.
        cluster_name: value of the tag by which the controller identifies its resources.
    """

    partition: str
    region: str
    vpc_id: str
    cluster_name: str

    def document(self) -> dict[str, Any]:
        """Return the policy document."""
        statements = [*self._account(), *self._security_groups(), *self._load_balancers(), *self._shields()]
        return {"Version": "2012-10-17", "Statement": statements}

    def _account(self) -> Iterator[dict[str, Any]]:
        reads = [f"{service}:{action}" for service, actions in _READ.items() for action in actions]
        yield _allow("Read", reads, ["*"])
        certificates = [self._arn("acm", "certificate/*"), f"arn:{self.partition}:iam::*:server-certificate/*"]
        yield _allow("ReadCertificates", ["acm:DescribeCertificate", "iam:GetServerCertificate"], certificates)
        yield _allow("ReadUserPools", ["cognito-idp:DescribeUserPoolClient"], [self._arn("cognito-idp", "userpool/*")])
        service = "elasticloadbalancing.amazonaws.com"
        yield _allow(
            "MakeServiceLinkedRole",
            ["iam:CreateServiceLinkedRole"],
            [f"arn:{self.partition}:iam::*:role/aws-service-role/{service}/*"],
            {"StringEquals": {"iam:AWSServiceName": service}},
        )

    def _security_groups(self) -> Iterator[dict[str, Any]]:
        groups, vpc = self._arn("ec2", "security-group/*"), self._arn("ec2", f"vpc/{self.vpc_id}")
        reads = ["ec2:GetCoipPoolUsage", "ec2:GetSecurityGroupsForVpc"]
        yield _allow("ReadNetwork", reads, [vpc, self._arn("ec2", "coip-pool/*")])
        yield _allow(
            "ChangeRulesInTheVpc",
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
            [groups],
            {"ArnLike": {"ec2:Vpc": vpc}},
        )
        yield _allow("MakeSecurityGroups", ["ec2:CreateSecurityGroup"], [groups, vpc])
        yield _allow(
            "TagNewSecurityGroups",
            ["ec2:CreateTags"],
            [groups],
            {"StringEquals": {"ec2:CreateAction": "CreateSecurityGroup", **self._tag("Request")}},
        )
        yield _allow("TagOwnSecurityGroups", ["ec2:CreateTags", "ec2:DeleteTags"], [groups], self._owner_stays())
        yield _allow("DeleteOwnSecurityGroups", ["ec2:DeleteSecurityGroup"], [groups], {"StringEquals": self._tag("Resource")})

    def _load_balancers(self) -> Iterator[dict[str, Any]]:
        balancers = [self._elb("loadbalancer/app/*/*"), self._elb("loadbalancer/net/*/*")]
        targets = [self._elb("targetgroup/*/*")]
        listeners, rules = ([self._elb(f"{kind}/{of}/*") for of in ("app", "net")] for kind in ("listener", "listener-rule"))
        every = [*balancers, *targets, *listeners, *rules]
        request, own = self._tag("Request"), {"StringEquals": self._tag("Resource")}
        makes = ("CreateLoadBalancer", "CreateTargetGroup")
        yield _allow("MakeLoadBalancers", _elb_actions(*makes), [*balancers, *targets], {"StringEquals": request})
        # The tag on the load balancer and on the listener in which it is created, and the same tag in the request.
        yield _allow(
            "MakeOwnListeners",
            _elb_actions("CreateListener", "CreateRule"),
            [*balancers, *listeners],
            {"StringEquals": {**self._tag("Resource"), **request}},
        )
        # A resource that is being created has no tag yet. Source: Elastic Load Balancing user guide, "ELB API permissions to tag resources
        # during creation".
        creations = [*makes, "CreateListener", "CreateRule"]
        yield _allow(
            "TagNewLoadBalancers",
            _elb_actions("AddTags"),
            every,
            {"StringEquals": {"elasticloadbalancing:CreateAction": creations, **request}},
        )
        yield _allow("TagOwnLoadBalancers", _elb_actions("AddTags", "RemoveTags"), every, self._owner_stays())
        yield _allow("ChangeOwnLoadBalancers", _OWN_LOAD_BALANCERS, every, own)
        yield _allow("SortRules", _elb_actions("SetRulePriorities"), rules)
        yield _allow("SetWebAcl", _elb_actions("SetWebAcl"), balancers[:1])

    def _shields(self) -> Iterator[dict[str, Any]]:
        """Allow attaching web ACLs and AWS Shield Advanced to Application Load Balancers."""
        balancers = self._elb("loadbalancer/app/*/*")
        for service, acls in (("wafv2", "regional/webacl/*/*"), ("waf-regional", "webacl/*")):
            actions = ("GetWebACL", "GetWebACLForResource", "AssociateWebACL", "DisassociateWebACL")
            yield _allow(
                f"AttachWebAcls{'V2' if service == 'wafv2' else 'Classic'}",
                [f"{service}:{action}" for action in actions],
                [balancers, self._arn(service, acls)],
            )
        protections = f"arn:{self.partition}:shield::*:protection/*"
        yield _allow("ProtectByShield", [f"shield:{action}Protection" for action in ("Create", "Describe", "Delete")], [protections])

    def _arn(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}:{self.region}:*:{resource}"

    def _elb(self, resource: str) -> str:
        return self._arn("elasticloadbalancing", resource)

    def _tag(self, of: str) -> dict[str, str]:
        return {f"aws:{of}Tag/{_OWNER}": self.cluster_name}

    def _owner_stays(self) -> dict[str, Any]:
        """Return the condition for tagging the controller's own resources, but not with another owner."""
        return {"StringEquals": self._tag("Resource"), "Null": {f"aws:RequestTag/{_OWNER}": "true"}}


def _elb_actions(*actions: str) -> list[str]:
    return [f"elasticloadbalancing:{action}" for action in actions]


_OWN_LOAD_BALANCERS = _elb_actions(
    "AddListenerCertificates",
    "DeleteListener",
    "DeleteLoadBalancer",
    "DeleteRule",
    "DeleteTargetGroup",
    "DeregisterTargets",
    "ModifyCapacityReservation",
    "ModifyIpPools",
    "ModifyListener",
    "ModifyListenerAttributes",
    "ModifyLoadBalancerAttributes",
    "ModifyRule",
    "ModifyTargetGroup",
    "ModifyTargetGroupAttributes",
    "RegisterTargets",
    "RemoveListenerCertificates",
    "SetIpAddressType",
    "SetSecurityGroups",
    "SetSubnets",
)


def _allow(sid: str, actions: Sequence[str], resources: Sequence[str], condition: dict[str, Any] | None = None) -> dict[str, Any]:
    statement: dict[str, Any] = {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": list(resources)}
    return {**statement, "Condition": condition} if condition else statement
