"""The errors: one family, all mistakes in one, and key paths as people write them."""

from __future__ import annotations

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from constructs import Construct

from constructs_lib.errors import (
    BlueprintError,
    FileProblem,
    HubFileError,
    JupyterHubOnEksError,
    KeyPath,
    Kind,
    Problem,
    RenderError,
    key_path,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), ""),
        (("cluster",), "cluster"),
        (("add_ons", 2, "jupyterhub", "ebs_config"), "add_ons[2].jupyterhub.ebs_config"),
        ((0, "x"), "[0].x"),
    ],
)
def test_key_path(path: KeyPath, expected: str) -> None:
    """Keys are joined by dots, positions are in brackets."""
    assert expected == key_path(path)


def test_problem_has_its_path() -> None:
    """The path comes before the message; a mistake of the whole has none."""
    assert "cluster.name: is wrong" == str(Problem("is wrong", ("cluster", "name")))
    assert "is wrong" == str(Problem("is wrong"))


@pytest.mark.parametrize("kind", [HubFileError, BlueprintError])
def test_every_problem_is_kept(kind: type[HubFileError | BlueprintError]) -> None:
    """The text has a line for each mistake, in their order."""
    error = kind(["first", Problem("second", ("key",))])

    assert ("first", "key: second") == error.problems
    assert "first\nkey: second" == str(error)


@pytest.mark.parametrize("kind", [HubFileError, BlueprintError, RenderError])
def test_one_family(kind: type[Exception]) -> None:
    """One `except` catches whatever this library raises on purpose."""
    assert issubclass(kind, JupyterHubOnEksError)


@pytest.mark.parametrize("kind", [BlueprintError, RenderError])
def test_wrong_values_are_value_errors(kind: type[Exception]) -> None:
    """Python callers may catch the standard ValueError, as with the models."""
    assert issubclass(kind, ValueError)


def test_render_error_names_the_construct() -> None:
    """The text begins with the construct's path, which is also an attribute."""
    hub = Construct(cdktf.TerraformStack(cdktf.Testing.app(), "research"), "Hub")
    error = RenderError("it waits for nothing", scope=hub)

    assert ("[research/Hub] it waits for nothing", "research/Hub") == (str(error), error.construct_path)


def test_render_error_without_a_construct() -> None:
    """The message has no prefix."""
    error = RenderError("it waits for nothing")

    assert ("it waits for nothing", None) == (str(error), error.construct_path)


def test_no_secret_in_any_message() -> None:
    """Whatever an error quotes is masked in one place, keys too."""
    secret = "h" + f"f_{'c' * 34}"

    for text in (
        str(BlueprintError([Problem(f"{secret!r} is wrong", ("a", secret))])),
        str(RenderError(f"{secret!r} is wrong")),
        key_path(("oidc_config", "client_secret", "canary", "canary", 0)),
        FileProblem("a.yaml", f"{secret!r} is wrong", ("a", secret)).text,
        FileProblem("a.yaml", f"{secret!r} is wrong", ("a", secret)).words,
    ):
        assert not any(part in text for part in ("ccc", "canary"))
    assert key_path(("client_secret", "kubernetes_secret")) == "client_secret.kubernetes_secret"


@pytest.mark.parametrize(
    ("problem", "line", "where", "text", "message"),
    [
        (FileProblem("a.yaml", "is wrong", ("b", 0), 2, 3), "a.yaml:2:3: b[0]: is wrong", "a.yaml:2:3", "b[0]: is wrong", "is wrong"),
        (FileProblem("a.yaml", "is empty"), "a.yaml: is empty", "a.yaml", "is empty", "is empty"),
        (FileProblem(None, "nothing is named"), "nothing is named", "", "nothing is named", "nothing is named"),
        (FileProblem("a\nb.yaml", "is\nwrong", ("b",)), r"a\nb.yaml: b: is\nwrong", r"a\nb.yaml", r"b: is\nwrong", r"is\nwrong"),
    ],
    ids=["key", "file", "run", "control characters"],
)
def test_problem_of_a_file(problem: FileProblem, line: str, where: str, text: str, message: str) -> None:
    """The form of compilers, which editors and CI systems turn into a link; and its parts, each of which is one line."""
    assert (line, where, text, message) == (str(problem), problem.where, problem.text, problem.words)


def test_problems_of_files_are_separate() -> None:
    """Programs read file, line, column and kind; a problem without a file has none."""
    problem = FileProblem("a.yaml", "is wrong", kind=Kind.CONFLICT)
    error = HubFileError([problem, "something else"])

    assert ((problem,), ("a.yaml: is wrong", "something else")) == (error.found, error.problems)
