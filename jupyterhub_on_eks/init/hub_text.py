"""The text of a first hub file, with comments for further editing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from constructs_lib.hub_files.editor.schema import MODELINE
from constructs_lib.hub_files.placeholders import PLACEHOLDER
from jupyterhub_on_eks.init.answers import Answers
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage

#: URL of the hub with port-forward; the stack's output ``port_forward`` has the command.
_BY_PORT_FORWARD = "http://localhost:8080"
#: What YAML reads as text without quotes. Source: YAML 1.2, "Plain Style"; numbers and words such as no are quoted.
_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./:@-]*[A-Za-z0-9_/]|[0-9]+Gi")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def hub_text(answers: Answers, *, schema: str) -> str:
    """Return the text of the hub file.

    Args:
        answers: content of the file.
        schema: address of the schema, relative to the file.
    """
    return "\n".join([f"{MODELINE}{schema}", *_head(answers), *_add_ons(answers), *_hub(answers)]) + "\n"


def _head(answers: Answers) -> Iterator[str]:
    yield "# JupyterHub on an existing Amazon EKS cluster. All keys: jupyterhub-on-eks schema, or docs/settings.md of the product."
    yield "cluster:"
    yield f"  name: {_text(answers.cluster)}"
    yield f"  region: {_text(answers.region)}"
    if answers.auto_mode:
        yield "  pod_identity_agent: built_in # part of EKS Auto Mode"
    elif "agent" in answers.on_cluster:
        yield "  pod_identity_agent: existing # the add-on eks-pod-identity-agent is already on the cluster"
    yield "# tags: {team: data} # tags of all AWS resources"
    yield "# backend: {s3: {bucket: my-terraform-state, key: hubs/hub.tfstate, region: us-west-2}} # default: a file beside this folder"
    if answers.balanced:
        yield "certificates:"
        yield f"  hub-cert: {_flow(_certificate(answers))}{_of_the_certificate(answers)}"


def _certificate(answers: Answers) -> dict[str, Any]:
    if answers.certificate_arn:
        return {"arn": answers.certificate_arn}
    return {"domain_name": answers.host, **({"hosted_zone": answers.hosted_zone} if answers.hosted_zone else {})}


def _of_the_certificate(answers: Answers) -> str:
    if answers.certificate_arn:
        return ""
    return " # created, and validated in Route 53" if answers.hosted_zone else " # an issued ACM certificate, looked up by its name"


def _add_ons(answers: Answers) -> Iterator[str]:
    yield "add_ons: # in order: each may need those before it"
    if answers.storage is Storage.EFS:
        yield _driver("efs_csi_driver", there="efs" in answers.on_cluster)
    elif not answers.auto_mode:
        yield _driver("ebs_csi_driver", there="ebs" in answers.on_cluster)
    elif answers.storage_class:
        yield "  - ebs_csi_driver: {self_managed: true} # the driver in EKS Auto Mode creates the volumes of the class"
    if answers.balanced:
        there = "controller" in answers.on_cluster
        yield _driver("aws_load_balancer_controller", there=there)


def _driver(key: str, *, there: bool) -> str:
    return (
        f"  - {key}: {{existing: true}} # it is already on the cluster"
        if there
        else f"  - {key}: {{}} # set {{existing: true}} if the cluster has it"
    )


def _hub(answers: Answers) -> Iterator[str]:
    yield "  - jupyterhub:"
    for line in (*_storage(answers), *_exposure(answers), *_login(answers), *_more()):
        yield f"      {line}"


def _storage(answers: Answers) -> Iterator[str]:
    match answers.storage:
        case Storage.EBS:
            yield "# an EBS volume for each user, kept when the stack is destroyed"
            made = {"name": "hub-gp3", **({"auto_mode": True} if answers.auto_mode else {})}
            policy = {} if answers.storage_class else {"removal_policy": "RETAIN"}
            yield f"ebs_config: {_flow({'storage_class': answers.storage_class or made, 'capacity': '10Gi', **policy})}"
        case Storage.EFS:
            yield "# one EFS file system, kept when the stack is destroyed"
            yield f"efs_config: {_flow({'pvc_name': 'home', 'capacity': '100Gi', 'removal_policy': 'RETAIN'})}"
        case Storage.EXISTING:
            yield "# homes on a claim that exists in the namespace; the hub's own database is on a volume"
            yield "create_namespace: false"
            yield f"existing_claim_config: {_flow({'pvc_name': answers.claim})}"
            yield f"hub_database: {_flow({'storage_class': answers.storage_class or PLACEHOLDER, 'capacity': '1Gi'})}"


def _exposure(answers: Answers) -> Iterator[str]:
    yield f"service_type: {answers.exposure}"
    if not answers.balanced:
        return
    if answers.scheme is Scheme.INTERNAL:
        yield "load_balancer_scheme: internal # reached from the VPC and the networks connected to it"
    yield "certificate_resource_name: hub-cert"
    if answers.hosted_zone:
        record = answers.host.removesuffix(answers.hosted_zone).rstrip(".") or "@"
        yield f"dns: {_flow({'hosted_zone': answers.hosted_zone, 'record': record})}"
    elif answers.exposure is Exposure.ALB:
        yield f"ingress_hosts: {_flow([answers.host])}"


def _login(answers: Answers) -> Iterator[str]:
    if answers.login is Login.NONE:
        yield "# any user name and password logs in: set oidc_config for anything but a trial"
    elif answers.login is Login.SHARED_PASSWORD:
        yield "# one password for all, in a Secret of the namespace"
        yield f"shared_password: {_flow({'kubernetes_secret': 'hub-password', 'key': 'password'})}"
    else:
        yield "oidc_config:"
        for key, value in _provider(answers).items():
            yield f"  {key}: {_flow(value)}"


def _provider(answers: Answers) -> dict[str, Any]:
    url = f"https://{answers.host}" if answers.balanced else _BY_PORT_FORWARD
    reference = {"kubernetes_secret": "hub-oidc", "key": "client_secret"}
    client = {"client_id": answers.client_id, "client_secret": reference}
    named, allowed = answers.provider, list(answers.allowed)
    server = named if "://" in named else f"https://{named}"
    realm = server.partition("/realms/")
    users = {"allowed_users": allowed}
    match answers.login:
        case Login.COGNITO:
            own: dict[str, Any] = {"cognito": {"domain": named, **({} if "." in named else {"region": answers.region})}, **client, **users}
        case Login.GOOGLE:
            own = {"google": {"hosted_domain": allowed}, **client}
        case Login.GITHUB:
            own = {"github": {"allowed_organizations": allowed}, **client}
        case Login.ENTRA_ID:
            own = {"entra_id": {"tenant_id": named}, **client, **users}
        case Login.OKTA | Login.AUTH0:
            own = {answers.login.value: {"domain": named}, **client, **users}
        case Login.KEYCLOAK:
            own = {"keycloak": {"url": realm[0], "realm": realm[2] or PLACEHOLDER}, **client, **users}
        case Login.CILOGON:
            own = {"cilogon": {}, **client, **users}
        case _:
            urls = {"auth_url": "authorize", "token_url": "token", "user_data_url": "userinfo"}
            own = {**{key: f"{server.rstrip('/')}/{path}" for key, path in urls.items()}, **client, **users}
    return {"hub_url": url, **own}


def _more() -> Sequence[str]:
    return (
        "# notebook_stack: jupyter/scipy-notebook # the image of users' servers",
        "# resources: {cpu: {guarantee: 250m, limit: 2}, memory: {guarantee: 1Gi, limit: 4Gi}}",
        "# profiles: [cpu-small, cpu-large] # servers from which users choose",
    )


def _flow(value: Any) -> str:
    """Return a value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and ": " not in value else json.dumps(value, ensure_ascii=False)
