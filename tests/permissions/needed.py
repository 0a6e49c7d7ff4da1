"""Which actions a request needs, on which resources and with which condition keys, in terms of the examples' names in docs/permissions.md.

Source of the resources: Service Authorization Reference, the table of actions of each service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.iam_policy import allows
from tests.permissions.page import Policy
from tests.permissions.tables import FREE, IMPLIED, PASSED_TO, PASSED_WITH_IRSA, RENAMED, TAGGING

#: Account, Region and cluster in the policies of the page.
ACCOUNT, REGION, CLUSTER = "111122223333", "us-west-2", "my-cluster"
#: How the names of parameters with the tags of something new begin.
_TAGS = ("tags", "backupvaulttags", "backupplantags", "tagspecification")
_ANY_GROUP = {"aws:ResourceTag/Name": "stack.namespace-efs"}

Call = Mapping[str, Any]
#: An action with its resource and condition keys.
Need = tuple[str, str, Mapping[str, str]]


def denied(policies: Iterable[Policy], calls: Iterable[Call], *, cluster: str) -> list[str]:
    """Return the actions that requests need and no policy allows.

    Args:
        policies: policies of one role.
        calls: the requests, as the double has seen them.
        cluster: the stack's cluster; other clusters must not be touched.
    """
    needs = {(action, resource, tuple(context.items())) for call in calls for action, resource, context in _needs(call, cluster)}
    return sorted(
        f"{action} on {resource} with {dict(context)}"
        for action, resource, context in needs
        if not any(allows(policy, action, resource, dict(context)) for policy in policies)
    )


def named(operation: str) -> str:
    """Return the IAM action of an operation."""
    return RENAMED.get(operation, operation)


def _needs(call: Call, cluster: str) -> Iterator[Need]:
    action, parameters = named(call["action"]), call["parameters"]
    service, _, operation = action.partition(":")
    if action in FREE:
        return
    resources = [text.replace(f"/{cluster}", f"/{CLUSTER}", 1) for text in _resources(service, operation, parameters)]
    yield from ((action, resource, _context(action, parameters)) for resource in resources)
    if any(key.lower().startswith(_TAGS) and parameters[key] for key in parameters) and action != TAGGING[service]:
        yield from ((TAGGING[service], resource, {"ec2:CreateAction": operation}) for resource in _tagged(service, operation, resources))
    for implied in IMPLIED.get(action, {}):
        yield from _implied(implied, service)
    for role, to in _passed(parameters, PASSED_TO.get(service)):
        yield "iam:PassRole", _arn("iam", f"role/{role}", region=""), {"iam:PassedToService": to}


def _tagged(service: str, operation: str, resources: list[str]) -> list[str]:
    """Return what an operation tags: something new, never the cluster."""
    if service == "ec2":
        return [_ec2("security-group-rule" if operation.startswith("Authorize") else "security-group")]
    new = {"acm": "certificate/1", "elasticfilesystem": "file-system/1", "kms": "key/1"}
    return [_arn(service, new[service]) if resource == "*" else resource for resource in resources if f":cluster/{CLUSTER}" not in resource]


def _implied(action: str, service: str) -> Iterator[Need]:
    if action.startswith("kms:"):
        yield action, _arn("kms", "key/1"), {"kms:ViaService": f"{service}.{REGION}.amazonaws.com"}
    elif action == "iam:CreateServiceLinkedRole":
        principal = f"{service}.amazonaws.com"
        yield action, _arn("iam", f"role/aws-service-role/{principal}/x", region=""), {"iam:AWSServiceName": principal}
    elif action.startswith("ec2:") and "Describe" not in action:
        kinds = ("network-interface", "subnet", "security-group") if "Create" in action else ("network-interface",)
        yield from ((action, _ec2(kind), {}) for kind in kinds)
    else:
        yield action, "*", {}


def _passed(value: Any, to: str | None, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names of roles anywhere in the parameters, with the services that they are passed to."""
    if to is None:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _passed(inner, to, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _passed(inner, to, key)
    elif key.lower().endswith("rolearn") and value:
        yield value.partition(":role/")[2], PASSED_WITH_IRSA if key == "serviceAccountRoleArn" else to


def _context(action: str, parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return the condition keys of a request; each security group of a stack has such a Name."""
    if action in {"iam:AttachRolePolicy", "iam:DetachRolePolicy"}:
        arn = parameters["PolicyArn"]
        of_users = "-users-" in parameters["RoleName"]
        return {"iam:PolicyARN": _arn("iam", f"policy/hub-users/{arn.rpartition('/')[2]}", region="") if of_users else arn}
    return _ANY_GROUP if action.startswith("ec2:") else {}


def _resources(service: str, operation: str, parameters: Mapping[str, Any]) -> list[str]:
    if service in _OTHERS:
        return _OTHERS[service](operation, parameters)
    for key, kind in _KINDS[service].items():
        if key in parameters:
            name = parameters[key].rpartition(":" if service == "backup" else "/")[2] if isinstance(parameters[key], str) else "1"
            return [_arn(service, f"{kind}{name}", region="" if service == "iam" else REGION)]
    return ["*"]


#: Which parameter names the resource, and how its ARN begins, by service.
_KINDS = {
    "acm": {"CertificateArn": "certificate/"},
    "backup": {
        "backupVaultName": "backup-vault:",
        "BackupVaultName": "backup-vault:",
        "backupPlanId": "backup-plan:",
        "BackupPlan": "backup-plan:",
        "resourceArn": "backup-vault:",
    },
    "elasticfilesystem": {
        "AccessPointId": "access-point/",
        "FileSystemId": "file-system/",
        "MountTargetId": "file-system/",
        "ResourceId": "file-system/",
    },
    "iam": {"RoleName": "role/", "OpenIDConnectProviderArn": f"oidc-provider/oidc.eks.{REGION}.amazonaws.com/id/"},
    "kms": {"KeyId": "key/"},
}


def _of_ec2(operation: str, parameters: Mapping[str, Any]) -> list[str]:
    if operation.startswith("Describe"):
        return ["*"]
    if operation == "CreateSecurityGroup":
        return [_ec2("vpc"), _ec2("security-group")]
    if tagged := parameters.get("ResourceId.1"):
        return [_ec2("security-group-rule" if tagged.startswith("sgr-") else "security-group")]
    return [_ec2("security-group"), *([_ec2("security-group-rule")] if operation.startswith("Authorize") else [])]


def _of_eks(operation: str, parameters: Mapping[str, Any]) -> list[str]:
    name = parameters.get("name")
    if arn := parameters.get("resourceArn"):
        return [_arn("eks", arn.split(":", 5)[5])]
    add_on = [f"addon/{name}/{parameters['addonName']}/1"] if "addonName" in parameters else []
    association = [f"podidentityassociation/{name}/1"] if {"associationId", "podIdentityAssociations"} & parameters.keys() else []
    cluster = [f"cluster/{name}"] if operation.startswith(("Create", "DescribeCluster", "DescribeUpdate")) else []
    return [_arn("eks", text) for text in (*cluster, *add_on, *association)] if name else ["*"]


def _of_route53(operation: str, parameters: Mapping[str, Any]) -> list[str]:
    named = parameters.get("Id") or parameters.get("ResourceId") or ""
    return [f"arn:aws:route53:::{'change' if operation == 'GetChange' else 'hostedzone'}/{named.rpartition('/')[2]}"] if named else ["*"]


def _of_s3(operation: str, parameters: Mapping[str, Any]) -> list[str]:
    return [f"arn:aws:s3:::my-terraform-states{'/' + parameters['Key'] if operation != 'ListBucket' else ''}"]


def _of_secretsmanager(_operation: str, parameters: Mapping[str, Any]) -> list[str]:
    return [_arn("secretsmanager", f"secret:hub/{parameters['SecretId'].rpartition('/')[2]}-AbCdEf")]


#: Services whose resources depend on the operation, or have ARNs of another form.
_OTHERS = {"ec2": _of_ec2, "eks": _of_eks, "route53": _of_route53, "s3": _of_s3, "secretsmanager": _of_secretsmanager}


def _ec2(kind: str) -> str:
    return _arn("ec2", f"{kind}/1")


def _arn(service: str, rest: str, *, region: str = REGION) -> str:
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{rest}"
