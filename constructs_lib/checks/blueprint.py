"""The list of all checks across a blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from constructs_lib.checks.add_ons import AddOns, add_on_problems
from constructs_lib.checks.certificates import certificate_problems
from constructs_lib.checks.class_volumes import class_volume_problems
from constructs_lib.checks.dns_names import dns_name_problems
from constructs_lib.checks.ebs_backup import ebs_backup_problems
from constructs_lib.checks.efs_directories import efs_directory_problems
from constructs_lib.checks.promises import promise_problems
from constructs_lib.checks.shared_storage import shared_storage_problems
from constructs_lib.errors import Problem
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig


class Surroundings(Protocol):
    """What the add-ons of a blueprint refer to. In the report of an invalid file parts may be missing, so they are read when needed."""

    @property
    def cluster(self) -> ClusterConfig:
        """The existing cluster."""

    @property
    def certificates(self) -> Mapping[str, CertificateConfig]:
        """Named certificates."""


def blueprint_problems(add_ons: AddOns, surroundings: Surroundings, *, class_names: Mapping[str, str]) -> Iterator[Problem]:
    """Find everything that keeps the add-ons of one blueprint from working together.

    Args:
        add_ons: in the order of the array, with the names of their releases.
        surroundings: what they refer to.
        class_names: name of each add-on's class by its key, for the messages.
    """
    yield from add_on_problems(add_ons, class_names=class_names)
    yield from shared_storage_problems(add_ons)
    yield from class_volume_problems(add_ons)
    yield from ebs_backup_problems(add_ons)
    yield from efs_directory_problems(add_ons)
    yield from dns_name_problems(add_ons)
    yield from promise_problems(add_ons)
    yield from certificate_problems(add_ons, certificates=surroundings.certificates, region=surroundings.cluster.region)
