"""Terraform or OpenTofu version of a stack, and what it supports."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.terraform_cli import CliVersion, TerraformCli, at_least


@pytest.mark.parametrize(
    ("cli", "expected"),
    [
        (TerraformCli(), None),
        (TerraformCli(terraform_version="1.11"), ">= 1.11"),
        (TerraformCli(opentofu_version="1.12.1"), ">= 1.12.1"),
    ],
)
def test_required_version(cli: TerraformCli, expected: str | None) -> None:
    """A configured version is written to the stack; by default nothing is."""
    assert expected == cli.required_version


@pytest.mark.parametrize(
    ("cli", "expected"),
    [
        (TerraformCli(), False),
        (TerraformCli(terraform_version="1.15.9"), False),
        (TerraformCli(terraform_version="1.16"), True),
        (TerraformCli(terraform_version="2.0"), True),
        (TerraformCli(opentofu_version="1.11"), False),
        (TerraformCli(opentofu_version="1.12"), True),
    ],
)
def test_forgets_on_destroy(cli: TerraformCli, *, expected: bool) -> None:
    """Terraform supports ``destroy = false`` from 1.16 on, OpenTofu from 1.12 on."""
    assert expected == cli.supports_forget


def test_versions_compare_as_numbers() -> None:
    """1.9 is older than 1.11, and patches don't count."""
    assert not at_least("1.9", "1.11")
    assert at_least("1.11.0", "1.11")
    assert at_least("1.11", "1.11.4")


@pytest.mark.parametrize("version", ["1.11", "1.11.4", "2.0"])
def test_versions(version: str) -> None:
    """Major and minor, with or without a patch."""
    assert version == TypeAdapter(CliVersion).validate_python(version)


@pytest.mark.parametrize("version", ["", "1", "v1.11", ">= 1.11", "1.11.4.5", "0.15", 1.11])
def test_wrong_versions(version: object) -> None:
    """A constraint, or a number, in which 1.10 would be 1.1, is refused."""
    with pytest.raises(ValidationError, match=r'"1\.11"'):
        TypeAdapter(CliVersion).validate_python(version)
