"""Whatever a file contains, ``check`` ends in a report and an exit status, in every format."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterhub_on_eks.cli.app import run
from jupyterhub_on_eks.cli.check import Format
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.test_sarif import check_sarif
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.property

_SOUND = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/cases/*.toml")])
#: Text that breaks YAML or TOML, or has another meaning in it.
_SPLINTERS = st.sampled_from(
    (
        "{", "}", "[", "]", ":", ": ", "- ", '"', "'", "#", "&a ", "*a ", "!!python/none ", "<<: ", "\t", "\x00", "\x1b[31m", "%", "::error::", "|\n",
        "---\n", "...\n", "= ", "\r", "\u2028", "\ud800", "null", "0x", "1e999", "${x}",
    )
)  # fmt: skip


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a file's suffix and text: a valid one with parts dropped, doubled or replaced, or only noise."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from((".yaml", ".yml", ".toml"))), draw(st.binary(max_size=200))
    path = draw(st.sampled_from(_SOUND))
    text = path.read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = draw(st.one_of(_SPLINTERS, st.just(text[start:end] * 2), st.text(max_size=8)))
        text = text[:start] + piece + text[end:]
    return path.suffix, text.encode("utf-8", "surrogatepass")


@contextmanager
def _captured() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        yield out, err


@settings(PROFILE, max_examples=150)
@given(file=broken_files(), strict=st.booleans())
def test_a_broken_file_ends_in_a_report(file: tuple[str, bytes], strict: bool) -> None:  # noqa: FBT001 -- drawn
    """Status 0, 1 or 2, the same in each format and for the same mistakes; each document is complete; no traceback."""
    suffix, content = file
    with TemporaryDirectory() as folder:
        path = Path(folder, f"hub{suffix}")
        path.write_bytes(content)
        reports: dict[Format, str] = {}
        statuses = set()
        for form in Format:
            with _captured() as (out, err):
                statuses.add(run(["check", str(path), "--format", form.value, *(["--strict"] if strict else [])]))
            assert "" == err.getvalue()
            reports[form] = out.getvalue()

    (status,) = statuses
    assert status in {0, 1, 2}
    document = json.loads(reports[Format.JSON])
    results = check_sarif(reports[Format.SARIF])
    assert document["mistakes"] + document["warnings"] == len(document["results"]) == len(results)
    assert (status == 0) is (document["mistakes"] == 0 and not (strict and document["warnings"]))
    assert len(results) + 1 == len(reports[Format.TEXT].splitlines()) == len(reports[Format.GITHUB].splitlines())
    for line, text in zip(reports[Format.GITHUB].split("\n"), reports[Format.TEXT].split("\n"), strict=True):
        assert (line == text) or re.match(r"::(error|warning) title=[a-z-]+,file=[^:]*::.", line)
        assert line.isprintable()
