"""One entry of the add-ons array. The report on wrong ones in a whole file is in tests/cases/."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.add_ons import registry
from constructs_lib.add_ons.contract import AddOn
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.hub_files.add_on_entry import AddOnEntry, Entry, entry_model

_ENTRY: TypeAdapter[AddOnEntry] = TypeAdapter(Entry)


def _mistakes(entry: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        _ENTRY.validate_python(entry)
    return [(".".join(map(str, line["loc"])), str(line.get("ctx", {}).get("error", line["msg"]))) for line in error.value.errors()]


def test_entry_names_one_add_on() -> None:
    """Its key selects the class, the value its settings; without settings they are the defaults."""
    assert [EbsCsiDriverAddOn(existing=True)] == _ENTRY.validate_python({"ebs_csi_driver": {"existing": True}}).add_ons()
    assert [EfsCsiDriverAddOn()] == _ENTRY.validate_python({"efs_csi_driver": {}}).add_ons()


def test_entry_that_is_one_already() -> None:
    """It is returned unchanged, since pydantic validates a second time."""
    entry = _ENTRY.validate_python({"ebs_csi_driver": {}})

    assert entry is _ENTRY.validate_python(entry)


@pytest.mark.parametrize("entry", [None, {}])
def test_entry_without_an_add_on(entry: object) -> None:
    """All keys are listed, and one is shown as it is written."""
    expected = (
        "has no add-on; write one of ebs_csi_driver, efs_csi_driver, aws_load_balancer_controller, jupyterhub with its settings, "
        "for example ebs_csi_driver: {}"
    )

    assert [("", expected)] == _mistakes(entry)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("efs_csi_driver", "has no settings; write efs_csi_driver: {}"),
        ("jupyterhub", "has no settings; write jupyterhub: with its settings below it, indented"),
        ("anything", "has no settings; write ebs_csi_driver: {}"),
    ],
)
def test_key_alone(value: str, expected: str) -> None:
    """A list item without a colon; for a hub it isn't enough to add one."""
    assert [("", expected)] == _mistakes(value)


@pytest.mark.parametrize(
    ("key", "defaults"), [("ebs_csi_driver", ", or ebs_csi_driver: {} for the defaults"), ("jupyterhub", "")], ids=["driver", "hub"]
)
def test_settings_that_are_not_indented(key: str, defaults: str) -> None:
    """Then YAML reads null below the key."""
    assert [(key, f"has no settings; write them below it, indented{defaults}")] == _mistakes({key: None})


def test_several_add_ons_in_one_entry() -> None:
    """A mapping has no order, so they are listed in alphabetical order."""
    keys = ["aws_load_balancer_controller", "ebs_csi_driver", "efs_csi_driver"]
    expected = f"has 3 add-ons ({', '.join(keys)}); write each as a separate entry, because their order matters"

    assert [("", expected)] == _mistakes({key: {} for key in reversed(keys)})
    assert [("", expected.replace("3", "2").replace("aws_load_balancer_controller, ", ""))] == _mistakes({key: {} for key in keys[1:]})


def test_unknown_add_on() -> None:
    """The message names the key that it resembles."""
    assert [("ebs_csi", "unknown key; did you mean ebs_csi_driver?")] == _mistakes({"ebs_csi": {}})


def test_mistake_in_the_settings() -> None:
    """It is reported at its own path."""
    ((path, _),) = _mistakes({"ebs_csi_driver": {"version": "x"}})

    assert "ebs_csi_driver.version" == path


def test_keys_follow_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """An add-on that is registered later is a key from then on, with the first sentence of its docstring as documentation."""

    class Monitoring(AddOn):
        """Monitoring of hubs. More is said here."""

        KEY: ClassVar[str] = "monitoring"

    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    before = _ENTRY.validate_python({"ebs_csi_driver": {}})
    assert "monitoring" not in entry_model().model_fields
    registry.register(Monitoring)

    assert "Monitoring of hubs." == entry_model().model_fields["monitoring"].description
    assert [Monitoring()] == _ENTRY.validate_python({"monitoring": {}}).add_ons()
    assert entry_model() is entry_model()
    assert before is _ENTRY.validate_python(before)


def test_add_on_without_a_docstring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its class's name is used."""

    class Bare(AddOn):
        KEY: ClassVar[str] = "bare"

    Bare.__doc__ = None
    monkeypatch.setattr(registry, "_registered", {**registry._registered, "bare": Bare})

    assert "Bare." == entry_model().model_fields["bare"].description
