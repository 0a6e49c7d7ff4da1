"""Choices of `init`. Standard library only: the command line's options need them at each start."""

from __future__ import annotations

from enum import StrEnum


class Storage(StrEnum):
    """Storage for users' homes."""

    EBS = "ebs"
    EFS = "efs"
    EXISTING = "existing"


class Login(StrEnum):
    """How users log in."""

    NONE = "none"
    SHARED_PASSWORD = "shared-password"  # noqa: S105  # a choice, not a password
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
    """Scheme of the load balancer."""

    INTERNAL = "internal"
    INTERNET_FACING = "internet-facing"
