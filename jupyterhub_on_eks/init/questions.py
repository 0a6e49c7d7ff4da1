"""The questions and their order. What the command line sets is not asked; an empty answer stays CHANGEME."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jupyterhub_on_eks.init.account import Account, OnCluster
from jupyterhub_on_eks.init.answers import Answers
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage
from jupyterhub_on_eks.init.prompts import Prompts, choose_or_type

_STORAGES = {
    Storage.EBS.value: "an Amazon EBS volume for each user",
    Storage.EFS.value: "one Amazon EFS file system for all users",
    Storage.EXISTING.value: "an existing claim in the namespace (FSx, NetApp ONTAP …)",
}
_EXPOSURES = {
    Exposure.CLUSTER_IP.value: "inside the cluster, through kubectl port-forward",
    Exposure.ALB.value: "an Application Load Balancer with TLS",
    Exposure.NLB.value: "a Network Load Balancer with TLS",
}
_SCHEMES = {
    Scheme.INTERNAL.value: "from the VPC and the networks connected to it",
    Scheme.INTERNET_FACING.value: "from the internet",
}
_LOGINS = {
    Login.COGNITO.value: "Amazon Cognito",
    Login.ENTRA_ID.value: "Microsoft Entra ID",
    Login.GOOGLE.value: "Google",
    Login.GITHUB.value: "GitHub",
    Login.OKTA.value: "Okta",
    Login.AUTH0.value: "Auth0",
    Login.KEYCLOAK.value: "Keycloak",
    Login.CILOGON.value: "CILogon, for universities",
    Login.OIDC.value: "another OpenID Connect provider",
    Login.SHARED_PASSWORD.value: "one password for all, for a workshop",
    Login.NONE.value: "any user name and password, for a trial",
}
_PROVIDERS = {
    Login.COGNITO: "Domain of the user pool (my-pool, or login.example.org)",
    Login.ENTRA_ID: "Tenant (its id, or contoso.onmicrosoft.com)",
    Login.OKTA: "Domain (example.okta.com)",
    Login.AUTH0: "Domain (example.eu.auth0.com)",
    Login.KEYCLOAK: "URL of the realm (https://keycloak.example.org/realms/science)",
    Login.OIDC: "URL of the provider (https://login.example.org)",
}
_ALLOWED = {
    Login.GOOGLE: "Domains whose users may log in, separated by spaces (example.org)",
    Login.GITHUB: "Organizations whose members may log in, separated by spaces (my-org my-org:my-team)",
}
_USERS = "User names that may log in, separated by spaces"

Given = dict[str, Any]
#: Returns the API server of a cluster.
Connect = Callable[[Any, str], Any]


def asked(given: Given, prompts: Prompts, account_of: Callable[[str | None], Account], connect: Connect) -> tuple[Answers, list[str]]:
    """Ask for what is missing.

    Args:
        given: what the command line sets, by the names of `Answers`.
        prompts: asks the questions.
        account_of: returns the account in a Region, or in the environment's.
        connect: returns the API server of a cluster.

    Returns:
        The answers, and what could not be looked up, with reasons.
    """
    found = dict(given)
    account = account_of(found.get("region"))
    if "region" not in found:
        _typed(found, "region", prompts.text("AWS Region of the cluster", default=account.region or ""))
        if found.get("region") not in {None, account.region}:
            account = account_of(found["region"])
    if "cluster" not in found:
        _typed(found, "cluster", choose_or_type(prompts, "EKS cluster", account.clusters(), typed="Name of the EKS cluster"))
    there = account.on_cluster(found["cluster"], connect) if "cluster" in found else OnCluster()
    found |= {"on_cluster": there.add_ons, "auto_mode": there.auto_mode}
    _storage(found, prompts, there)
    _choose(found, "exposure", "How do users reach the hub?", _EXPOSURES, prompts)
    balanced = found["exposure"] != Exposure.CLUSTER_IP
    if balanced:
        _choose(found, "scheme", "From where do users reach it?", _SCHEMES, prompts)
        _door(found, prompts, account)
    _login(found, prompts, public=balanced and found["scheme"] == Scheme.INTERNET_FACING)
    return Answers(**found), [*account.unknown, *there.unknown]


def _storage(found: Given, prompts: Prompts, there: OnCluster) -> None:
    _choose(found, "storage", "Which storage do users' homes use?", _STORAGES, prompts)
    if found["storage"] == Storage.EXISTING and "claim" not in found:
        _typed(found, "claim", prompts.text("Name of the claim"))
    if found["storage"] != Storage.EFS and "storage_class" not in found and there.storage_classes:
        made = "hub-gp3, created by the stack" if found["storage"] == Storage.EBS else "none of these"
        answer = prompts.choose("Storage class of the volumes", {made: "", **dict.fromkeys(there.storage_classes, "on the cluster")})
        found |= {} if answer == made else {"storage_class": answer}


def _door(found: Given, prompts: Prompts, account: Account) -> None:
    if "host" not in found:
        _typed(found, "host", prompts.text("Host name of the hub (hub.example.org)"))
    if "certificate_arn" in found or "hosted_zone" in found:
        return
    host = found.get("host", "")
    zones = [zone for zone in account.hosted_zones() if host == zone or host.endswith(f".{zone}")]
    certificates = account.certificates()
    issued = "an issued ACM certificate, looked up by the host name"
    choices = {
        issued: "",
        **{f"created in the zone {zone}": "with the name in Route 53" for zone in zones},
        **dict.fromkeys(certificates, "issued"),
    }
    answer = prompts.choose("Certificate", choices) if len(choices) > 1 else issued
    if answer in certificates:
        found["certificate_arn"] = certificates[answer]
    elif answer != issued:
        found["hosted_zone"] = answer.removeprefix("created in the zone ")


def _login(found: Given, prompts: Prompts, *, public: bool) -> None:
    logins = {key: about for key, about in _LOGINS.items() if not (public and key == Login.NONE)}
    _choose(found, "login", "How do users log in?", logins, prompts)
    login = Login(found["login"])
    if login in {Login.NONE, Login.SHARED_PASSWORD}:
        return
    if login in _PROVIDERS and "provider" not in found:
        _typed(found, "provider", prompts.text(_PROVIDERS[login]))
    if "client_id" not in found:
        _typed(found, "client_id", prompts.text("Client id, as registered with the provider"))
    if "allowed" not in found and (names := tuple(prompts.text(_ALLOWED.get(login, _USERS)).replace(",", " ").split())):
        found["allowed"] = names


def _choose(found: Given, key: str, question: str, choices: Mapping[str, str], prompts: Prompts) -> None:
    kinds = {"storage": Storage, "exposure": Exposure, "scheme": Scheme, "login": Login}
    if key not in found:
        found[key] = kinds[key](prompts.choose(question, choices))


def _typed(found: Given, key: str, answer: str) -> None:
    if answer:
        found[key] = answer
