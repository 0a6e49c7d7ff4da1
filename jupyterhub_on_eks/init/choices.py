"""What `init` lets choose from. Standard library only: the command line's options need it at each start."""

from __future__ import annotations

from enum import StrEnum


class Storage(StrEnum):
    """Where users' homes are."""

    EBS = "ebs"
    EFS = "efs"
    EXISTING = "existing"


class Login(StrEnum):
    """How users log in."""

    NONE = "none"
    SHARED_PASSWORD = "shared-password"  # noqa: S105  # the word, not a password
    COGNITO = "cognito"
    GOOGLE = "google"
    GITHUB = "github"
    ENTRA_ID = "entra_id"
    OKTA = "okta"
    AUTH0 = "auth0"
    KEYCLOAK = "keycloak"
    CILOGON = "cilogon"
    OIDC = "oidc"


class Exposure(StrEnum):
    """How users reach the hub."""

    CLUSTER_IP = "cluster_ip"
    NLB = "nlb"
    ALB = "alb"


class Scheme(StrEnum):
    """From where users reach the load balancer."""

    INTERNAL = "internal"
    INTERNET_FACING = "internet-facing"
