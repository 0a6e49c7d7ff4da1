"""Unquoted YAML values, as Helm reads them."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.hub_files.yaml_loader import load, load_data
from constructs_lib.hub_files.yaml_scalars import CONSTRUCTORS, HelmScalars, Unread, plain_value
from tests.helm import helm
from tests.properties.profile import PROFILE, drawn

#: The result of ``sigs.k8s.io/yaml`` 1.6.0, ``YAMLToJSON``, for each text.
_READ: dict[str, Any] = {
    "10:30": "10:30", "12:30:00": "12:30:00", "1:2": "1:2", "-1:30": "-1:30", "190:20:30.15": "190:20:30.15", "1_0:30": "1_0:30",
    "1e3": 1000, "1E3": 1000, "1e+3": 1000, "+1e3": 1000, "-1e3": -1000, "1.0e3": 1000.0, ".5e3": 500.0, "1e-400": 0, "1_0e1_0": 100000000000,
    "1e": "1e", "e3": "e3", "1e400": "1e400", ".e1": ".e1", "1e2.5": "1e2.5", "1e18": 10**18, "1e21": 1e21,
    "0o17": 15, "0O17": 15, "-0o17": -15, "0o1_7": 15, "0o8": "0o8", "0o": "0o",
    "017": 15, "-017": -15, "00": 0, "07_7": 63, "08": 8, "018": 18, "-08": -8, "0123.5": 123.5, "01e1": 10,
    "0x1F": 31, "0X1F": 31, "-0x1f": -31, "0x_1": 1, "0_x1": 1, "0xG": "0xG", "0x1p4": "0x1p4", "0x1FFFFFFFFFFFFFFFF": "0x1FFFFFFFFFFFFFFFF",
    "0b11": 3, "-0b101": -5, "+0b1": 1, "0B1": 1, "0b1_0": 2, "0b2": "0b2",
    "1_000": 1000, "1__000": 1000, "1_": 1, "_1": "_1", "685_230.15": 685230.15, ".1_8": 0.18, "._5": "._5",
    "0": 0, "-0": 0, "1": 1, "+1": 1, "-1": -1, "+": "+", ".": ".", "--1": "--1", "1+1": "1+1", "1,000": "1,000", "\u0661\u0662": "\u0661\u0662",
    ".5": 0.5, "+.5": 0.5, "5.": 5.0, "1.0": 1.0, "1.2.3": "1.2.3", "-.nan": "-.nan", "inf": "inf", "NaN": "NaN",
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nUll": "nUll",
    "y": True, "Y": True, "yes": True, "on": True, "ON": True, "true": True, "tRue": "tRue",
    "n": False, "N": False, "no": False, "off": False, "Off": False, "False": False,
    "2026-01-01": "2026-01-01", "=": "=",
}  # fmt: skip
_CHART = "apiVersion: v2\nname: shown\nversion: 0.1.0\n"
_NUMBERS_AND_WORDS = st.one_of(st.text("0011789+-.._:eExXoObBaFyn~=", min_size=1, max_size=9), st.sampled_from(list(_READ)))


@pytest.mark.parametrize(("text", "value"), list(_READ.items()))
def test_helms_reading(text: str, value: object) -> None:
    """The same value, of the same kind, in what Helm prints; in a hub file, it may also be text, as PyYAML writes it."""
    assert (value, type(value)) == ((found := plain_value(text)), type(found))
    assert {"a": value} == load_data(f"a: {text}\n")
    assert load(f"a: {text}\n")[0]["a"] in ([value, text] if yaml.safe_dump(text).splitlines()[0] == text else [value])


@given(st.one_of(st.text(), st.sampled_from(list(_READ))))
@PROFILE
def test_text_that_programs_write(text: str) -> None:
    """PyYAML's text is read as text, also where Helm reads something else without quotes."""
    assert {"a": text, "b": [text]} == load(yaml.safe_dump({"a": text, "b": [text]}))[0]
    assert {text: 1} == load(yaml.safe_dump({text: 1}))[0]


@pytest.mark.parametrize(("text", "value"), [(".inf", math.inf), ("+.INF", math.inf), ("-.Inf", -math.inf)])
def test_infinity(text: str, value: float) -> None:
    """Helm refuses it; here its key refuses it, with its position."""
    assert value == plain_value(text)


def test_not_a_number() -> None:
    """As infinity."""
    found = plain_value(".nan")

    assert isinstance(found, float)
    assert math.isnan(found)


def test_large_whole_numbers_stay_exact() -> None:
    """They are refused elsewhere, which rounding would hide."""
    assert 2**64 + 1 == plain_value(str(2**64 + 1))


@given(st.text("0123456789:._+-", min_size=1))
@PROFILE
def test_no_base_60(text: str) -> None:
    """Text with a colon stays as it is."""
    assert f"{text}:0" == plain_value(f"{text}:0")


@pytest.mark.parametrize(
    ("text", "value"),
    [("!!int '0o17'", 15), ("!!bool y", True), ("!!float 10", 10.0), ("!!str 1e3", "1e3"), ("! 10", "10"), ("'1e3'", "1e3"), ("<<", "<<")],
)
def test_tags_and_quotes(text: str, value: object) -> None:
    """A tag has the same forms; text in quotes stays text."""
    (found,) = load(f"a: {text}\n")[0].values()

    assert (value, type(value)) == (found, type(found))


@pytest.mark.parametrize("text", ["!!int 10:30", "!!int 1.5", "!!null x", "!!bool 1", "!!float x"])
def test_wrong_tags(text: str) -> None:
    """An error of the value; the rest of the file is read. Where nothing else is reported, it ends the reading."""
    data = load(f"a: {text}\nb: 1\n")[0]

    assert isinstance(data["a"], Unread)
    assert data["a"].words.startswith("is not a valid value for its form or its tag")
    assert 1 == data["b"]
    with pytest.raises(yaml.YAMLError, match="is not a valid value for its form or its tag"):
        load_data(f"a: {text}\n")


def test_real_helm(tmp_path: Path) -> None:
    """Helm's program shows the same values for two thousand texts, in a chart that prints its values."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text(_CHART, encoding="utf-8")
    (tmp_path / "templates/shown.yaml").write_text("shown: {{ toJson .Values.shown | quote }}\n", encoding="utf-8")
    texts = [text for text in [*_READ, *drawn(_NUMBERS_AND_WORDS, 2000)] if text != "" and _is_value(text)]
    lines = "".join(f"  k{number}: {text}\n" for number, text in enumerate(texts))
    command = [helm(), "template", "shown", str(tmp_path), "--values", "-"]
    done = subprocess.run(command, input=f"shown:\n{lines}", capture_output=True, text=True, timeout=60, check=True)
    shown = json.loads(yaml.safe_load(done.stdout)["shown"])

    expected = {f"k{number}": plain_value(text) for number, text in enumerate(texts)}
    wrong = {
        text: (value, shown.get(key))
        for text, (key, value) in zip(texts, expected.items(), strict=True)
        if value != shown.get(key) or isinstance(value, str | bool) != isinstance(shown.get(key), str | bool)
    }
    assert {} == wrong
    assert len(texts) > 1500


def _is_value(text: str) -> bool:
    """Return whether the text is one value that isn't infinite, for which Helm refuses the file."""
    try:
        found = load(f"a: {text}\n")[0]
    except yaml.YAMLError:
        return False
    value = found.get("a") if isinstance(found, dict) and list(found) == ["a"] else []
    return not isinstance(value, dict | list) and not (isinstance(value, float) and not math.isfinite(value))


def test_dumper() -> None:
    """A dumper with the mixin writes text in quotes where the loader would read something else."""

    class Dumper(HelmScalars, yaml.SafeDumper):
        pass

    texts = [*_READ, "<<", "a b"]

    assert texts == load(yaml.dump(texts, Dumper=Dumper))[0]
    assert "[a b, '1e3']\n" == yaml.dump(["a b", "1e3"], Dumper=Dumper, default_flow_style=True)


def test_each_kind_has_a_constructor() -> None:
    """Null, true and false, whole numbers, numbers, the merge key as a value, and keys that are not text."""
    assert {"null", "bool", "int", "float", "merge", "!other-key"} == {tag.rpartition(":")[2] for tag in CONSTRUCTORS}
