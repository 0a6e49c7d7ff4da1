"""Where users' homes lie: a volume each on EBS, or one shared file system on EFS."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from constructs_lib.models.base import Model
from constructs_lib.models.types import DnsSubdomain, Quantity


class RemovalPolicy(StrEnum):
    """What happens to a file system when the stack is destroyed."""

    #: The file system and all homes on it are deleted.
    DESTROY = "DESTROY"
    #: The file system is kept.
    RETAIN = "RETAIN"
    #: The file system is deleted after a last backup of it is complete.
    SNAPSHOT = "SNAPSHOT"


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


#: A removal policy in any case.
AnyCaseRemovalPolicy = Annotated[RemovalPolicy, BeforeValidator(_upper)]


class EbsConfig(Model):
    """A volume on Amazon EBS for each user, made on the first log-in."""

    storage_class: DnsSubdomain
    """Name of an existing storage class whose provisioner is the EBS CSI driver."""
    capacity: Quantity
    """Size of each user's volume, for example 10Gi."""


class EfsConfig(Model):
    """One shared file system on Amazon EFS, with each user's home in ``home/{username}``."""

    pvc_name: DnsSubdomain
    """Name of the claim on the file system, and part of its volume's name."""
    capacity: Quantity
    """Size that the volume claims, for example 100Gi. EFS has no quota: it grows with what is stored."""
    removal_policy: AnyCaseRemovalPolicy
    """DESTROY, RETAIN or SNAPSHOT (any case): what happens to the file system when the stack is destroyed. No default:
    the one who loses the data says so."""
