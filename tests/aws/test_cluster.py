"""Clusters against the double."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws.seeds import seeds
from tests.conftest import Synth, hub_file, only
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]


def test_ipv6_is_refused_at_plan(synth: Synth, stack: Callable[[dict[str, Any]], Stack], double: Double) -> None:
    """Nothing is created on a cluster whose pods users could never reach; the message gives the reason."""
    document = synth(hub_file({"ebs_csi_driver": {}}))
    copy = stack(document)
    name = only(document, "aws_eks_cluster", "data")["name"]
    double.seed([*seeds(aws_half(document)), {"kind": "ip_family", "region": "us-west-2", "name": name, "family": "ipv6"}])
    before = double.state()["resources"]

    assert "This cluster assigns only IPv6 addresses to pods" in copy.fail_to_plan()
    assert before == double.state()["resources"]
