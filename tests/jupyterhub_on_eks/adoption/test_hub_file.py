"""The text of a hub file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from constructs_lib.hub_files.yaml_loader import load
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.hub_file import hub_file_data, hub_file_text
from jupyterhub_on_eks.adoption.translation import translated
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, CANARY, HELM_ALONE, found


def _keys(values: str | dict[str, Any], **settings: Any) -> list[dict[str, Any]]:
    return list(hub_file_data(translated(found(values, **settings)))["add_ons"])


@pytest.mark.parametrize(
    ("add_ons", "expected"),
    [(None, {"existing": True}), (["aws-ebs-csi-driver"], {"existing": True}), (["vpc-cni"], {"self_managed": True})],
)
def test_drivers_are_not_managed(add_ons: list[str] | None, expected: dict[str, bool]) -> None:
    """As an EKS add-on, or self-managed; none is managed, so that none is taken over."""
    assert {"ebs_csi_driver": expected} == _keys({}, add_ons=add_ons)[0]


def test_controller_only_for_its_load_balancers() -> None:
    """A classic load balancer needs none."""
    assert [["ebs_csi_driver", "jupyterhub"], ["aws_load_balancer_controller", "ebs_csi_driver", "jupyterhub"]] == [
        [key for entry in _keys(values) for key in entry] for values in ("{}", BLUEPRINTS_EBS)
    ]


def test_text_matches_the_data() -> None:
    """Without anchors, with programs as blocks, with a comment that states its source."""
    translation = translated(found(HELM_ALONE))
    text = hub_file_text(translation)

    assert hub_file_data(translation) == yaml.safe_load(text)
    assert "banner: |\n" in text
    assert "&" not in text
    assert text.startswith("# Adopted from the Helm release hub in the namespace hubs (chart 4.4.0).\n")
    assert CANARY not in text


def test_text_that_resembles_numbers() -> None:
    """It is in quotes if a hub file or a reader of YAML 1.1 would take it for something else."""
    given = {"A": "1e3", "B": "0o17", "C": "y", "D": "10:30", "E": "2026-01-01", "F": "plain"}
    translation = translated(found({"singleuser": {"extraEnv": given}, "hub": {"extraEnv": given}}))
    text = hub_file_text(translation)

    assert hub_file_data(translation) == load(text)[0]
    for value in given.values():
        assert (f": {value}\n" if value == "plain" else f": '{value}'\n") in text


def test_a_secret_is_never_written() -> None:
    """Whatever has missed it."""
    translation = translated(found(HELM_ALONE))
    leaking = replace(translation, hub={**translation.hub, "name": f"x{CANARY}-github"})
    with pytest.raises(AdoptionError, match="a secret of the release would be in it") as error:
        hub_file_text(leaking)

    assert CANARY not in str(error.value)
