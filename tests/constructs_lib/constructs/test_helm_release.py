"""A Helm release in Terraform."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from constructs import Construct

from constructs_lib.constructs.helm_release import HelmRelease
from constructs_lib.errors import RenderError
from tests.conftest import only


def _document(values: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    first, second = (cdktf.TerraformResource(stack, name, terraform_resource_type="test_thing") for name in ("First", "Second"))
    given = {**(values or {}), "token": first.get_string_attribute("name")}
    owner = Construct(stack, "Hub")
    options = {"name": "hub", "chart": "jupyterhub", "repository": "https://hub.jupyter.org/helm-chart/", "version": "4.4.0", **settings}
    release = HelmRelease(owner, "Resource", namespace="research", values=given, depends_on=[second, first], **options)
    cdktf.TerraformResource(stack, "Later", terraform_resource_type="test_later", depends_on=list(release.ready))
    return dict(json.loads(cdktf.Testing.synth(stack)))


def _rendered(values: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    return only(_document(values, **settings), "helm_release")


@pytest.fixture(scope="module")
def default() -> dict[str, Any]:
    """Return a release with no Helm options, and values that are easily broken."""
    return _rendered({"b": None, "a": {"home": "/home", "key": ["ü", None, True, 1.5]}})


def test_name_in_terraform_is_the_owners() -> None:
    """A release with the id Resource in its owner has the owner's name, and others wait for it under that name."""
    document = _document()

    (name,) = document["resource"]["helm_release"]
    assert name.startswith("Hub_")
    assert [f"helm_release.{name}"] == only(document, "test_later")["depends_on"]


@pytest.mark.parametrize(
    "chart", ["oci://registry.example.org/hub", "https://charts.example.org/hub-4.4.0.tgz", "./charts/hub", "/charts/hub-4.4.0.tgz"]
)
def test_chart_without_a_repository(chart: str) -> None:
    """Helm would look for a path or a full reference in the repository, so none is set."""
    release = _rendered(chart=chart)

    assert chart == release["chart"]
    assert "repository" not in release


@pytest.mark.parametrize("repository", [None, ""])
def test_name_without_a_repository_is_refused(repository: str | None) -> None:
    """Helm would look for such a chart in whatever repositories or folders the machine has."""
    with pytest.raises(
        RenderError, match=r"^\[research/Hub\] release 'hub': 'jupyterhub' is the name of a chart, but repository is not set"
    ):
        _rendered(repository=repository)


def test_chart(default: dict[str, Any]) -> None:
    """Name, namespace, chart at its exact version, repository."""
    assert ("hub", "research", "jupyterhub", "4.4.0", "https://hub.jupyter.org/helm-chart/") == tuple(
        default[key] for key in ("name", "namespace", "chart", "version", "repository")
    )


def test_failure_leaves_nothing_behind(default: dict[str, Any]) -> None:
    """Helm waits, rolls back a failed install or upgrade, and keeps few revisions; the provider handles the namespace."""
    assert (900, True, True, True, 10) == tuple(default[key] for key in ("timeout", "atomic", "wait", "cleanup_on_fail", "max_history"))
    assert "create_namespace" not in default


def test_values_are_json_with_null(default: dict[str, Any]) -> None:
    """Null reaches the chart, and a token becomes a reference."""
    (text,) = default["values"]
    values = json.loads(text)

    assert {"home": "/home", "key": ["ü", None, True, 1.5]} == values["a"]
    assert values["b"] is None
    assert values["token"].startswith("${test_thing.First")
    assert ["a", "b", "token"] == list(values)


def test_waits_in_the_given_order(default: dict[str, Any]) -> None:
    """All that must exist before, and must still exist while it is uninstalled."""
    assert ["test_thing.Second", "test_thing.First"] == default["depends_on"]


def test_own_options() -> None:
    """Every option reaches the release."""
    release = _rendered(
        name="mine", chart="hub", version="3.3.8", repository="https://charts.example.org",
        create_namespace=False, timeout=60, atomic=False, wait=False,
    )  # fmt: skip

    assert ("mine", "hub", "3.3.8", "https://charts.example.org", False, 60, False, False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "create_namespace", "timeout", "atomic", "wait")
    )


def test_nothing_but_a_chart() -> None:
    """No values is an empty mapping, and there is nothing to wait for."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    HelmRelease(stack, "Metrics", name="metrics", namespace="kube-system", chart="./metrics", version="1.0.0")

    release = only(json.loads(cdktf.Testing.synth(stack)), "helm_release")

    assert ["{}"] == release["values"]
    assert "depends_on" not in release


def test_preconditions() -> None:
    """A plan in which one fails is refused; there is none by default."""
    precondition = cdktf.Precondition(condition="${var.ready}", error_message="Not ready.")

    assert [{"condition": "${var.ready}", "error_message": "Not ready."}] == _rendered(preconditions=[precondition])["lifecycle"][
        "precondition"
    ]
    assert "lifecycle" not in _rendered()
