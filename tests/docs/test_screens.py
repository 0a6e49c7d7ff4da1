"""Screens of the pages match what the product prints; a fence that nothing produces, runs or reads has a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Synth
from tests.docs import screens
from tests.docs.pages import PAGES, SHELLS, Fence, fences
from tests.docs.scene import Scene, differs
from tests.jupyterhub_on_eks.cli.conftest import Cli

Key = tuple[str, str]
Producer = Callable[[Scene], str]

_REFERENCE = "docs/command-line.md"
#: What produces each screen, by its page and first line.
SCREENS: dict[Key, Producer] = {
    ("README.md", "hubs/quickstart.yaml:4:1: cluster.region: is required but missing: AWS Region of the cluster, for example us-west-2"): screens.two_mistakes,
    (_REFERENCE, "$ jupyterhub-on-eks doctor hubs/lab.yaml"): screens.doctor,
    (_REFERENCE, "$ jupyterhub-on-eks picture --output pictures"): screens.picture,
    (_REFERENCE, "$ jupyterhub-on-eks diff"): screens.without_terraform,
    (_REFERENCE, "$ jupyterhub-on-eks diff --stack campus"): screens.changes,
    (_REFERENCE, "$ jupyterhub-on-eks deploy --stack campus"): screens.first_deployment,
    (_REFERENCE, "$ jupyterhub-on-eks status"): screens.status,
    ("docs/editor.md", "# yaml-language-server: $schema=hub-file.schema.json"): screens.first_line_of_a_hub_file,
    ("docs/preview.md", "$ jupyterhub-on-eks preview examples/gpu-lab.yaml --user ada --user grace:/lab/vision --user edsger:/lab/language"): screens.preview,
    ("docs/testing.md", " tiers ".center(80, "=")): screens.tiers,
}  # fmt: skip
#: Configuration of other programs, which tests/docs/test_data.py reads.
CONFIGURATION: set[Key] = {
    (_REFERENCE, "repos:"),
    (_REFERENCE, "steps:"),
    ("docs/editor.md", '{"yaml.schemas": {"./hub-file.schema.json": "hubs/*.yaml"}}'),
}
#: Fences that nothing of the project prints or reads, with the reason.
OTHERS: dict[Key, str] = {
    ("ARCHITECTURE.md", "hub file ──parse──▶ models ──▶ Blueprint ──deploy──▶ add-ons, in order ──▶ constructs ──▶ cdk.tf.json"): "a drawing",
    ("docs/exposure.md", "browser ──https 443──▶ NLB (TLS ends here) ──http 8000──▶ proxy ─┬─ /hub  ▶ hub"): "a drawing",
    ("docs/exposure.md", "browser ──https 443──▶ NLB (passes on) ──https 8443──▶ autohttps (TLS ends here) ──▶ proxy ─┬─ hub"): "a drawing",
    ("docs/exposure.md", "browser ──https 443──▶ ALB (TLS ends here) ──http 8000──▶ proxy ─┬─ /hub  ▶ hub"): "a drawing",
    ("docs/exposure.md", "browser ──http──▶ localhost:8080 ──kubectl port-forward──▶ proxy ─┬─ hub"): "a drawing",
    ("docs/user-environment.md", "kube-state-metrics:"): "values of the chart kube-prometheus-stack, which the user installs",
}  # fmt: skip
#: Languages of which all fences are tested: yaml and python in tests/test_docs.py, those of shells in tests/docs/test_programs.py, the
#: others in tests/docs/test_data.py.
_READ = {"yaml", "python", *SHELLS, "json", "toml", "yml"}
_FENCES = [fence for page in PAGES for fence in fences(page)]


def _key(fence: Fence) -> Key:
    return fence.page, fence.first


def _only_commands(fence: Fence) -> bool:
    """Return whether a fence shows no output; tests/docs/test_programs.py resolves its commands."""
    return all(line.startswith("$ ") for line in fence.text.splitlines())


@pytest.fixture
def scene(
    folder: Path, cli: Cli, synth: Synth, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Fence], Scene]:
    """Return the scene of a fence."""
    return lambda fence: Scene(folder=folder, patch=monkeypatch, cli=cli, synth=synth, output=capsys, script=fence.script)


@pytest.mark.parametrize("fence", [fence for fence in _FENCES if _key(fence) in SCREENS], ids=lambda fence: f"{fence.page}-{fence.line}")
def test_screen(fence: Fence, scene: Callable[[Fence], Scene]) -> None:
    """Line by line, except times and what the page leaves out."""
    printed = SCREENS[_key(fence)](scene(fence))
    shown = "".join(line for line in fence.text.splitlines(keepends=True) if not line.startswith("$ "))

    assert differs(shown, printed) is None, f"{fence.page}:{fence.line} differs: {differs(shown, printed)}\nPrinted:\n{printed}"


def test_every_fence_is_tested() -> None:
    """A new one needs a producer, or its reason here; an entry whose fence has gone is left over."""
    listed = [*SCREENS, *CONFIGURATION, *OTHERS]
    golden = {_key(fence) for fence in _FENCES if (fence.page, fence.language) == (_REFERENCE, "console")}
    rest = [fence for fence in _FENCES if fence.language not in _READ and not _only_commands(fence) and _key(fence) not in golden]

    assert [] == [_key(fence) for fence in rest if _key(fence) not in listed], "no test produces or reads these"
    assert [] == [key for key in listed if key not in {_key(fence) for fence in rest}], "no page has these"
    assert len(listed) == len(set(listed)) == len(rest)


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("a\nb\n", "a\nb\n", None),
        ("a  b\n2 failures, in 1.7 s.", "a    b\n2 failures, in 0.1 s.", None),
        ("a\n  …\nd", "a\nb\nc\nd", None),
        ("a\n…", "a\nb", None),
        ("…\nb", "a\nb", None),
        ("a\nc", "a\nb\nc", "c"),
        ("a\n", "a\nb", "the page lacks: b"),
        ("a\n…\nx", "a\nb", "x"),
        ("a\nb\na", "a\nb", "a"),
        ("… creating a", "… creating b", "… creating a"),
    ],
)
def test_a_wrong_screen_is_found(shown: str, printed: str, expected: str | None) -> None:
    """A line that is missing, too many, or elsewhere."""
    assert expected == differs(shown, printed)
