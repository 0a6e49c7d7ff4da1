"""A valid file with one change is accepted, or refused with a message; nothing else happens."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import main
from constructs_lib import HubFileError, JupyterHubOnEksError, read_hub_file
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from tests.properties.places import places
from tests.properties.profile import PROFILE, drawn
from tests.properties.strategies import HOSTILE, hub_files, separate

pytestmark = [pytest.mark.property, pytest.mark.xdist_group("properties-of-mutations")]

_CANARY = "canary 9e1f"
_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        (
            *HOSTILE, "${TfToken[TOKEN.0]}", "\x00", "\x1b[31m", "\ud800", "x" * 1_000_000, None, True, 0, -1, 2**63, 10**400, 1.5,
            float("inf"), float("nan"), [], {}, [[]], {"a": {"b": []}}, ["x", 1, None], "4.4.\u0660", "https://[::1", "1:30", "0.000Gi",
        )
    ),
    st.text(max_size=8),
    st.integers(),
)  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, Any]:
    """Return a valid file with a key dropped, misspelt or repeated elsewhere, or with another value."""
    data: dict[str, Any] = copy.deepcopy(draw(hub_files()))
    path, _ = draw(st.sampled_from(list(places(data))))
    parent: Any = data
    for key in path[:-1]:
        parent = parent[key]
    how = draw(st.sampled_from(("drop", "misspell", "replace", "replace", "replace", "wrap", "alias")))
    last: Any = path[-1]
    if how == "drop":
        parent.pop(last)
    elif how == "misspell" and isinstance(last, str):
        parent[draw(st.sampled_from((f"{last}s", last[1:], last.upper(), f"{last}\n", "\u202e" + last)))] = parent.pop(last)
    elif how == "wrap":
        parent[last] = draw(st.sampled_from(([parent[last]], {"value": parent[last]})))
    elif how == "alias":
        _, other = draw(st.sampled_from(list(places(data))))
        parent[last] = copy.deepcopy(other)
    else:
        parent[last] = draw(_VALUES)
    return data


def _write(file: Path, data: dict[str, Any]) -> None:
    # Lone surrogates are written as YAML's escapes, as a person would have to.
    file.write_text(yaml.safe_dump(data, allow_unicode=False), encoding="utf-8", errors="backslashreplace")


@settings(PROFILE, max_examples=120)
@given(data=mutants())
def test_a_mutant_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """Each problem is one readable line with the file; an accepted file has chart values."""
    file = tmp_path_factory.mktemp("mutant") / "hub.yaml"
    _write(file, data)

    problems: tuple[str, ...] = ()
    hubs: list[JupyterHubAddOn] = []
    try:
        hubs = [hub for hub in read_hub_file(file).blueprint().add_ons if isinstance(hub, JupyterHubAddOn)]
    except HubFileError as error:
        problems = error.problems

    assert all(hub_values(hub) for hub in hubs)
    assert all(problem.startswith(str(file)) and problem.isprintable() and len(problem) <= 2_000 for problem in problems)


def test_accepted_mutants_become_stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CDKTF can render what the reader accepts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hubs").mkdir()
    for number, data in enumerate(drawn(mutants(), 60)):
        file = tmp_path / f"{number}.yaml"
        _write(file, {**separate(data, number), "stack": f"stack-{number}"})
        try:
            read_hub_file(file)
        except HubFileError:
            continue
        file.rename(tmp_path / "hubs" / file.name)
    accepted = len(list((tmp_path / "hubs").iterdir()))

    main.synthesize([tmp_path / "hubs"], tmp_path / "out")

    assert accepted > 10
    assert accepted == len(list(tmp_path.glob("out/stacks/*/cdk.tf.json")))


def _secret_places(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Put a canary where someone could write a secret by mistake, at one key at a time."""
    for number, entry in enumerate(data["add_ons"]):
        if "jupyterhub" not in entry:
            continue
        login = "oidc_config" if "oidc_config" in entry["jupyterhub"] else None
        base = {"oidc_config": {"client_secret": _CANARY}} if login else {"shared_password": _CANARY}
        wrong: list[dict[str, Any]] = [
            base,
            {"client_secret": _CANARY},
            {"shared_pasword": {"text": _CANARY}},
            {"values": {"hub": {"config": {"GenericOAuthenticator": {"client_secret": _CANARY}}}}},
            {"values": {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": _CANARY}}}},
            {"hub_database": {"url_secret": _CANARY}},
        ]
        for change in wrong:
            mutant = copy.deepcopy(data)
            hub = mutant["add_ons"][number]["jupyterhub"]
            for key, value in change.items():
                hub[key] = {**hub[key], **value} if key == "oidc_config" else value
            yield mutant


@settings(PROFILE, max_examples=6)
@given(data=hub_files())
def test_a_secret_as_text_is_refused_and_not_repeated(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """Wherever it was written."""
    file = tmp_path_factory.mktemp("secret") / "hub.yaml"
    for mutant in _secret_places(data):
        _write(file, mutant)
        with pytest.raises(JupyterHubOnEksError) as error:
            read_hub_file(file)
        assert _CANARY not in str(error.value)
