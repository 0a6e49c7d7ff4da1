"""Which packages are compiled while they are installed."""

from __future__ import annotations

import re

import pytest

from scripts.bytecode import skipped

SOURCES = (
    "from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem\n",
    "import cdktf_cdktf_provider_kubernetes.namespace_v1 as n\n",
)


@pytest.mark.parametrize(
    ("path", "compiled"),
    [
        ("/p/cdktf/__init__.py", True),
        ("/p/cdktf_cdktf_provider_aws/efs_file_system/__init__.py", True),
        ("/p/cdktf_cdktf_provider_aws/efs_file_system_policy/__init__.py", False),
        ("/p/cdktf_cdktf_provider_aws/_jsii/__init__.py", True),
        ("/p/cdktf_cdktf_provider_aws/__init__.py", False),
        ("/p/cdktf_cdktf_provider_kubernetes/namespace_v1/__init__.py", True),
        ("/p/cdktf_cdktf_provider_kubernetes/secret_v1/__init__.py", False),
    ],
)
def test_of_the_bindings_only_what_the_project_imports(path: str, compiled: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    """Other packages are compiled whole; of the bindings, the modules that a source imports by name."""
    assert (re.search(skipped(SOURCES), path) is None) is compiled


def test_a_project_without_bindings_compiles_none() -> None:
    """Nothing imported, nothing compiled but what every import needs."""
    assert re.search(skipped([]), "/p/cdktf_cdktf_provider_aws/efs_file_system/__init__.py")
