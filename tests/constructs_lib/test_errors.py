"""The errors: one family, all mistakes in one, and key paths as people write them."""

from __future__ import annotations

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from constructs import Construct

from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, KeyPath, Problem, RenderError, key_path


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
    """Keys are joined by dots, positions stand in brackets."""
    assert expected == key_path(path)


def test_problem_says_where_it_is() -> None:
    """The path stands before the message; a mistake of the whole has none."""
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


def test_render_error_says_which_construct() -> None:
    """The text begins with the construct's path, which is also there to be read."""
    hub = Construct(cdktf.TerraformStack(cdktf.Testing.app(), "research"), "Hub")
    error = RenderError("it waits for nothing", scope=hub)

    assert ("[research/Hub] it waits for nothing", "research/Hub") == (str(error), error.construct_path)


def test_render_error_of_no_construct() -> None:
    """The message stands alone."""
    error = RenderError("it waits for nothing")

    assert ("it waits for nothing", None) == (str(error), error.construct_path)


def test_no_secret_in_any_message() -> None:
    """Whatever an error quotes goes through one place, keys too."""
    secret = "h" + f"f_{'c' * 34}"

    for text in (
        str(BlueprintError([Problem(f"{secret!r} is wrong", ("a", secret))])),
        str(RenderError(f"{secret!r} is wrong")),
        key_path(("oidc_config", "client_secret", "canary", "canary", 0)),
    ):
        assert not any(part in text for part in ("ccc", "canary"))
    assert key_path(("client_secret", "kubernetes_secret")) == "client_secret.kubernetes_secret"
