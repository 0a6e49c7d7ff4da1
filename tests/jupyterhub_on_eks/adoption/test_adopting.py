"""The steps of an adoption."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.adoption.adopting import adopt_into
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, CANARY, found

CLOSED = {"proxy": {"service": {"type": "ClusterIP"}}}


def test_written(tmp_path: Path) -> None:
    """Hub file and imports, in a folder that is created; the hub file is right, and what the user should know is reported."""
    adoption = adopt_into(found(CLOSED), tmp_path / "hubs" / "research.yaml")

    assert adoption.complete
    assert ExitStatus.FINE is adoption.check.status
    assert [tmp_path / "hubs" / "research.yaml", tmp_path / "hubs" / "research.imports.json"] == [adoption.hub_file, adoption.imports_file]
    (imported,) = json.loads(adoption.imports_file.read_text(encoding="utf-8"))["import"]
    assert "hubs/hub" == imported["id"]
    assert any("any user name and password" in each.message for each in adoption.check.warnings)


def test_decisions_are_left_to_the_user(tmp_path: Path) -> None:
    """An open hub is written as it is; the report asks for the decision, and the imports are complete already."""
    adoption = adopt_into(found(BLUEPRINTS_EBS, "2.0.0"), tmp_path / "a.yaml")

    assert not adoption.complete
    assert {"allow_any_login", "allow_plain_http"} == {
        word for each in adoption.check.mistakes for word in ("allow_any_login", "allow_plain_http") if word in each.message
    }
    assert adoption.imports_file.exists()


def test_left_out_values_make_it_incomplete(tmp_path: Path) -> None:
    """Someone has to handle them."""
    values = {**CLOSED, "hub": {"extraFiles": {"x": {"mountPath": "/x", "stringData": f"password: {CANARY}"}}}}

    assert not adopt_into(found(values), tmp_path / "a.yaml").complete


def test_files_are_not_replaced(tmp_path: Path) -> None:
    """Unless the user asks for it; a refusal writes nothing."""
    (tmp_path / "a.imports.json").write_text("mine", encoding="utf-8")
    with pytest.raises(
        AdoptionError, match=r"a\.imports\.json already exists\. Set another file with --output, or replace it with --overwrite\."
    ):
        adopt_into(found(CLOSED), tmp_path / "a.yaml")

    assert not (tmp_path / "a.yaml").exists()
    assert adopt_into(found(CLOSED), tmp_path / "a.yaml", overwrite=True).complete


def test_folder_that_cannot_be_created(tmp_path: Path) -> None:
    """With a message."""
    (tmp_path / "file").touch()
    with pytest.raises(AdoptionError, match=r"file/a\.yaml can't be written"):
        adopt_into(found(CLOSED), tmp_path / "file" / "a.yaml")


@pytest.mark.parametrize("name", ["lab.toml", "lab.txt", "lab", "hubs"])
def test_other_formats(tmp_path: Path, name: str) -> None:
    """The hub file is YAML; nothing is written under another name."""
    with pytest.raises(AdoptionError, match=rf"--output: .*{name} is not the name of a YAML file\. Its name must end in \.yaml or \.yml\."):
        adopt_into(found(CLOSED), tmp_path / name)

    assert [] == list(tmp_path.iterdir())
