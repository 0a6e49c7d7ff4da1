"""The controller's policy: what its documentation asks for, no wider, and small enough for IAM."""

from __future__ import annotations

import json
from collections import Counter

from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy

#: Source: IAM quotas, all inline policies of a role, without white space.
_MOST_CHARACTERS = 10_240
_DOCUMENTED = {
    "acm": 2,
    "cognito-idp": 1,
    "ec2": 22,
    "elasticloadbalancing": 40,
    "iam": 3,
    "shield": 4,
    "waf-regional": 4,
    "wafv2": 4,
}
_OWN = {"aws:ResourceTag/elbv2.k8s.aws/cluster": "research-cluster"}

POLICY = ControllerPolicy(partition="aws", region="us-west-2", vpc_id="vpc-0a1b2c3d", cluster_name="research-cluster").document()
STATEMENTS = {statement["Sid"]: statement for statement in POLICY["Statement"]}


def test_statements_have_names_of_their_own() -> None:
    """A name says what a statement is for; IAM refuses two of one name."""
    assert len(POLICY["Statement"]) == len(STATEMENTS)


def test_only_reads_are_for_all_resources() -> None:
    """Whatever takes a resource names its kind, and the Region where it has one."""
    (wide,) = (statement for statement in POLICY["Statement"] if "*" in statement["Resource"])

    assert [] == [action for action in wide["Action"] if not action.split(":")[1].startswith(("Describe", "List", "GetSubscriptionState"))]


def test_no_action_has_a_wildcard() -> None:
    """Each action is written out."""
    assert [] == [action for statement in POLICY["Statement"] for action in statement["Action"] if "*" in action]


def test_actions_are_the_documented_ones() -> None:
    """As many of each service as the policy in the controller's documentation, v3.5.0; their names are in a golden file."""
    actions = {action for statement in POLICY["Statement"] for action in statement["Action"]}

    assert _DOCUMENTED == Counter(action.split(":")[0] for action in actions)


def test_only_own_load_balancers_are_changed() -> None:
    """Load balancers and security groups of other clusters, and of people, carry no tag of this cluster."""
    for sid in ("ChangeOwnLoadBalancers", "DeleteOwnSecurityGroups", "TagOwnLoadBalancers", "TagOwnSecurityGroups"):
        assert STATEMENTS[sid]["Condition"]["StringEquals"] == _OWN
    assert "elasticloadbalancing:DeleteLoadBalancer" in STATEMENTS["ChangeOwnLoadBalancers"]["Action"]


def test_owner_is_not_changed_by_tagging() -> None:
    """What is its own can be tagged, but not with another owner."""
    for sid in ("TagOwnLoadBalancers", "TagOwnSecurityGroups"):
        assert {"aws:RequestTag/elbv2.k8s.aws/cluster": "true"} == STATEMENTS[sid]["Condition"]["Null"]


def test_new_resources_carry_the_owner() -> None:
    """Nothing can be made without the cluster's tag, so everything made can be found and changed later."""
    expected = {"aws:RequestTag/elbv2.k8s.aws/cluster": "research-cluster"}

    for sid in ("MakeLoadBalancers", "TagNewLoadBalancers", "TagNewSecurityGroups"):
        assert expected.items() <= STATEMENTS[sid]["Condition"]["StringEquals"].items()


def test_security_groups_of_the_vpc_alone() -> None:
    """Rules are changed in the cluster's VPC, as the controller's documentation recommends."""
    assert {"ArnLike": {"ec2:Vpc": "arn:aws:ec2:us-west-2:*:vpc/vpc-0a1b2c3d"}} == STATEMENTS["ChangeRulesInTheVpc"]["Condition"]


def test_partition_and_region_are_everywhere() -> None:
    """In AWS GovCloud no resource is of the commercial partition."""
    document = ControllerPolicy(partition="aws-us-gov", region="us-gov-west-1", vpc_id="vpc-0a1b2c3d", cluster_name="c").document()

    arns = {arn for statement in document["Statement"] for arn in statement["Resource"]} - {"*"}
    assert {"aws-us-gov"} == {arn.split(":")[1] for arn in arns}
    assert {"us-gov-west-1", ""} == {arn.split(":")[3] for arn in arns}


def test_fits_into_a_role() -> None:
    """With the longest names that EKS and AWS allow, IAM still takes the policy."""
    document = ControllerPolicy(
        partition="aws-us-gov", region="ap-northeast-1", vpc_id="vpc-0123456789abcdef0", cluster_name="c" * 100
    ).document()

    assert len(json.dumps(document, separators=(",", ":"))) <= _MOST_CHARACTERS
