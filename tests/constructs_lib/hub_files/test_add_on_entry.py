"""One entry of the array of add-ons. The words of the refusals are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.add_ons.registry import ADD_ONS, EbsCsiDriverAddOn
from constructs_lib.hub_files.add_on_entry import Entry, entry_model

_ENTRY: TypeAdapter[Any] = TypeAdapter(Entry)


def test_key_for_each_registered_add_on() -> None:
    """In the order of the registry, each with the first sentence of the class as its documentation."""
    fields = entry_model().model_fields

    assert [add_on.KEY for add_on in ADD_ONS] == list(fields)
    assert "The Amazon EFS CSI driver." == fields["efs_csi_driver"].description
    assert entry_model() is entry_model()


def test_entry_names_one_add_on() -> None:
    """Its settings are validated by the add-on's class."""
    entry = _ENTRY.validate_python({"ebs_csi_driver": {"preserve": True}})

    assert [EbsCsiDriverAddOn(preserve=True)] == entry.add_ons()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("efs_csi_driver", "has no settings; write efs_csi_driver: {}"),
        ("jupyterhub", "has no settings; write jupyterhub: with its settings below it, indented"),
        ({}, "names no add-on; write one of ebs_csi_driver, efs_csi_driver, aws_load_balancer_controller, jupyterhub with its settings"),
        (None, "names no add-on"),
        ({"jupyterhub": None}, "has no settings; write them below it, indented"),
        ({"ebs_csi_driver": {}, "efs_csi_driver": {}}, "names 2 add-ons (ebs_csi_driver, efs_csi_driver)"),
        ({"ebs_csi": {}}, "unknown key; did you mean ebs_csi_driver?"),
    ],
)
def test_what_is_no_entry(entry: object, expected: str) -> None:
    """The message shows what an entry looks like."""
    with pytest.raises(ValidationError) as error:
        _ENTRY.validate_python(entry)

    (line,) = error.value.errors()
    assert expected in line["msg"]
