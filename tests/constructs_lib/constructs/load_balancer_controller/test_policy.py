"""The controller's policy: what its documentation requires, not wider, and small enough for IAM."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy
from tests.iam_policy import allows

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

POLICY = ControllerPolicy(partition="aws", region="us-west-2", vpc_id="vpc-0a1b2c3d", cluster_name="research-cluster").document()
STATEMENTS = {statement["Sid"]: statement for statement in POLICY["Statement"]}


def test_statements_have_unique_names() -> None:
    """A name states the purpose of a statement; IAM refuses two with the same name."""
    assert len(POLICY["Statement"]) == len(STATEMENTS)


def test_only_reads_are_for_all_resources() -> None:
    """Every action that supports resources names their kind, and the Region if they have one."""
    (wide,) = (statement for statement in POLICY["Statement"] if "*" in statement["Resource"])

    assert [] == [action for action in wide["Action"] if not action.split(":")[1].startswith(("Describe", "List", "GetSubscriptionState"))]


def test_no_action_has_a_wildcard() -> None:
    """Each action is written out."""
    assert [] == [action for statement in POLICY["Statement"] for action in statement["Action"] if "*" in action]


def test_actions_are_the_documented_ones() -> None:
    """As many of each service as the policy in the controller's documentation, v3.5.0; their names are in a golden file."""
    actions = {action for statement in POLICY["Statement"] for action in statement["Action"]}

    assert _DOCUMENTED == Counter(action.split(":")[0] for action in actions)


TAG = "elbv2.k8s.aws/cluster"
ELB = "arn:aws:elasticloadbalancing:us-west-2:111122223333:"
BALANCER, LISTENER, RULE, TARGETS = (
    f"{ELB}{resource}" for resource in ("loadbalancer/app/n/1", "listener/app/n/1/2", "listener-rule/app/n/1/2/3", "targetgroup/n/1")
)
GROUP = "arn:aws:ec2:us-west-2:111122223333:security-group/sg-1"

#: What the controller does with existing resources, and their kinds. Source: Service Authorization Reference, resource types.
CHANGES = [
    *((f"elasticloadbalancing:{action}", BALANCER) for action in (
        "AddTags", "RemoveTags", "DeleteLoadBalancer", "ModifyCapacityReservation", "ModifyIpPools", "ModifyLoadBalancerAttributes",
        "SetIpAddressType", "SetSecurityGroups", "SetSubnets",
    )),
    *((f"elasticloadbalancing:{action}", LISTENER) for action in (
        "AddTags", "RemoveTags", "AddListenerCertificates", "DeleteListener", "ModifyListener", "ModifyListenerAttributes",
        "RemoveListenerCertificates",
    )),
    *((f"elasticloadbalancing:{action}", RULE) for action in ("AddTags", "RemoveTags", "DeleteRule", "ModifyRule")),
    *((f"elasticloadbalancing:{action}", TARGETS) for action in (
        "AddTags", "RemoveTags", "DeleteTargetGroup", "DeregisterTargets", "ModifyTargetGroup", "ModifyTargetGroupAttributes",
        "RegisterTargets",
    )),
    *((f"ec2:{action}", GROUP) for action in ("CreateTags", "DeleteTags", "DeleteSecurityGroup")),
]  # fmt: skip


@pytest.mark.parametrize(("action", "resource"), CHANGES, ids=lambda value: value.rpartition(":")[2])
def test_only_what_this_cluster_owns_is_changed(action: str, resource: str) -> None:
    """What another cluster, or a person, has created carries no tag of this cluster, whatever the request contains."""
    asking = {f"aws:RequestTag/{TAG}": "research-cluster"}

    assert allows(POLICY, action, resource, {f"aws:ResourceTag/{TAG}": "research-cluster"})
    for foreign in ({}, {f"aws:ResourceTag/{TAG}": "another-cluster"}, {"aws:ResourceTag/Name": "research-cluster"}):
        assert not allows(POLICY, action, resource, foreign)
        assert not allows(POLICY, action, resource, foreign | asking)


@pytest.mark.parametrize(
    ("action", "within"), [("CreateListener", BALANCER), ("CreateListener", BALANCER.replace("app", "net")), ("CreateRule", LISTENER)]
)
def test_listeners_are_created_on_own_load_balancers_and_with_the_tag(action: str, within: str) -> None:
    """The controller sends the tag; without it the listener could not be changed later."""
    own, asking = {f"aws:ResourceTag/{TAG}": "research-cluster"}, {f"aws:RequestTag/{TAG}": "research-cluster"}

    assert allows(POLICY, f"elasticloadbalancing:{action}", within, own | asking)
    for context in (own, asking, dict.fromkeys(own, "another-cluster") | asking, own | dict.fromkeys(asking, "another-cluster")):
        assert not allows(POLICY, f"elasticloadbalancing:{action}", within, context)


@pytest.mark.parametrize(
    ("creation", "resource"),
    [("CreateLoadBalancer", BALANCER), ("CreateTargetGroup", TARGETS), ("CreateListener", LISTENER), ("CreateRule", RULE)],
)
def test_new_resources_get_the_tag_with_their_creation(creation: str, resource: str) -> None:
    """AWS requires the permission to tag as well; no existing resource is tagged that way, and none with another cluster's name."""
    sent = {"elasticloadbalancing:CreateAction": creation, f"aws:RequestTag/{TAG}": "research-cluster"}

    assert allows(POLICY, "elasticloadbalancing:AddTags", resource, sent)
    assert not allows(POLICY, "elasticloadbalancing:AddTags", resource, {key: value for key, value in sent.items() if "Request" in key})
    assert not allows(POLICY, "elasticloadbalancing:AddTags", resource, sent | {f"aws:RequestTag/{TAG}": "another-cluster"})


def test_only_actions_without_a_documented_tag_reach_other_load_balancers() -> None:
    """These are on the controller's docs page; whoever adds one adds it there."""
    foreign = {f"aws:ResourceTag/{TAG}": "another-cluster"}
    actions = {action for statement in POLICY["Statement"] for action in statement["Action"] if action.startswith("elasticloadbalancing:")}
    changing = {action for action in actions if not action.split(":")[1].startswith("Describe")}

    reached = {
        action for action in changing for resource in (BALANCER, LISTENER, RULE, TARGETS) if allows(POLICY, action, resource, foreign)
    }
    assert {"elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:SetWebAcl"} == reached


NAMES = st.from_regex(r"[0-9A-Za-z][A-Za-z0-9_-]{0,99}", fullmatch=True)


@pytest.mark.property
@given(own=NAMES, other=NAMES, change=st.sampled_from(CHANGES), request_tag=st.none() | NAMES)
def test_no_name_opens_the_load_balancers_of_another_cluster(
    own: str, other: str, change: tuple[str, str], request_tag: str | None
) -> None:
    """Whatever two clusters are called, alike or not, and whatever the call requests."""
    action, resource = change
    policy = ControllerPolicy(partition="aws", region="us-west-2", vpc_id="vpc-0a1b2c3d", cluster_name=own).document()
    asking = {} if request_tag is None else {f"aws:RequestTag/{TAG}": request_tag}

    assert allows(policy, action, resource, {f"aws:ResourceTag/{TAG}": own})
    if other != own:
        assert not allows(policy, action, resource, {f"aws:ResourceTag/{TAG}": other} | asking)


def test_owner_is_not_changed_by_tagging() -> None:
    """Its own resources can be tagged, but not with another owner."""
    taken = {f"aws:ResourceTag/{TAG}": "research-cluster", f"aws:RequestTag/{TAG}": "another-cluster"}

    for resource in (BALANCER, LISTENER, RULE, TARGETS):
        assert not allows(POLICY, "elasticloadbalancing:AddTags", resource, taken)
    assert not allows(POLICY, "ec2:CreateTags", GROUP, taken)


def test_new_resources_carry_the_owner() -> None:
    """Nothing can be created without the cluster's tag, so everything created can be found and changed later."""
    expected = {"aws:RequestTag/elbv2.k8s.aws/cluster": "research-cluster"}

    for sid in ("MakeLoadBalancers", "MakeOwnListeners", "TagNewLoadBalancers", "TagNewSecurityGroups"):
        assert expected.items() <= STATEMENTS[sid]["Condition"]["StringEquals"].items()


def test_only_security_groups_of_the_vpc() -> None:
    """Rules are changed in the cluster's VPC, as the controller's documentation recommends."""
    assert {"ArnLike": {"ec2:Vpc": "arn:aws:ec2:us-west-2:*:vpc/vpc-0a1b2c3d"}} == STATEMENTS["ChangeRulesInTheVpc"]["Condition"]


def test_partition_and_region_are_everywhere() -> None:
    """In AWS GovCloud no resource is of the commercial partition."""
    document = ControllerPolicy(partition="aws-us-gov", region="us-gov-west-1", vpc_id="vpc-0a1b2c3d", cluster_name="c").document()

    arns = {arn for statement in document["Statement"] for arn in statement["Resource"]} - {"*"}
    assert {"aws-us-gov"} == {arn.split(":")[1] for arn in arns}
    assert {"us-gov-west-1", ""} == {arn.split(":")[3] for arn in arns}


def test_fits_into_a_role() -> None:
    """With the longest names that EKS and AWS allow, IAM still accepts the policy."""
    document = ControllerPolicy(
        partition="aws-us-gov", region="ap-northeast-1", vpc_id="vpc-0123456789abcdef0", cluster_name="c" * 100
    ).document()

    assert len(json.dumps(document, separators=(",", ":"))) <= _MOST_CHARACTERS
