"""Settings of the CSI drivers. The messages are in tests/cases/."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps, EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps
from constructs_lib.models.eks.identity import Identity


@pytest.mark.parametrize("kind", [EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps])
def test_defaults(kind: type[CsiDriverAddOnProps]) -> None:
    """Managed, in EKS's default version, with a Pod Identity role, and destroyed with the stack."""
    props = kind()

    assert (False, "default", Identity.POD_IDENTITY, {}, False) == (
        props.existing, props.version, props.identity, props.configuration, props.preserve
    )  # fmt: skip
    assert {} == props.requires()
    assert [] == props.warnings()


def test_names() -> None:
    """Each has its key in a hub file."""
    assert ("ebs_csi_driver", "efs_csi_driver") == (EbsCsiDriverAddOnProps.KEY, EfsCsiDriverAddOnProps.KEY)


@pytest.mark.parametrize("version", ["default", "latest", "v1.45.0-eksbuild.2", "${TfToken[TOKEN.1]}"])
def test_versions(version: str) -> None:
    """The values default and latest, or EKS's own form of a version."""
    assert version == EbsCsiDriverAddOnProps(version=version).version


@pytest.mark.parametrize("version", ["", "1.45.0", "v1.45.0", "newest", "v1.45.0-eksbuild"])
def test_wrong_versions(version: str) -> None:
    """What EKS wouldn't find is refused."""
    with pytest.raises(ValidationError, match="is not an add-on version"):
        EbsCsiDriverAddOnProps(version=version)


def test_existing_accepts_no_settings() -> None:
    """Settings of a driver that isn't managed would be ignored silently; each is listed."""
    with pytest.raises(ValidationError) as error:
        EfsCsiDriverAddOnProps(existing=True, identity=Identity.IRSA, configuration={"a": 1})

    assert [("configuration",), ("identity",)] == [line["loc"] for line in error.value.errors()]


def test_only_existing() -> None:
    """Set alone, or false beside settings, it is valid."""
    assert EfsCsiDriverAddOnProps(existing=True).existing
    assert EfsCsiDriverAddOnProps(existing=False, preserve=True).preserve
