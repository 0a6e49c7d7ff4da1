"""The names of several hubs' releases."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib import EbsConfig, EbsCsiDriverAddOn, JupyterHubAddOn, JupyterHubServiceType
from constructs_lib.models.releases import with_releases

_BASE = "blueprints-addon-jupyterhub"


def _hub(namespace: str, **release: str) -> JupyterHubAddOn:
    return JupyterHubAddOn(
        namespace=namespace,
        ebs_config=EbsConfig(storage_class="gp3", capacity="1Gi"),
        service_type=JupyterHubServiceType.CLUSTERIP,
        **release,  # type: ignore[arg-type]  # nothing but a release
    )


@pytest.mark.parametrize(
    ("namespace", "expected"), [("jupyterhub", _BASE), ("team", f"{_BASE}-team"), ("jupyterhub-2", f"{_BASE}-jupyterhub-2")]
)
def test_only_the_namespace_decides(namespace: str, expected: str) -> None:
    """In the namespace of EKS Blueprints the name is theirs; no input is changed."""
    driver, hub = with_releases([EbsCsiDriverAddOn(), plain := _hub(namespace)])

    assert expected == getattr(hub, "release", None)
    assert (_BASE, EbsCsiDriverAddOn) == (plain.release, type(driver))


@given(st.permutations([("jupyterhub", {}), ("a", {}), ("b", {}), ("c", {"release": "mine"})]), st.integers(0, 4))
def test_neither_order_nor_other_hubs_rename_one(hubs: list[tuple[str, dict[str, str]]], count: int) -> None:
    """Whatever comes before or after it, each hub has the release that it has alone."""
    named = with_releases([_hub(namespace, **settings) for namespace, settings in hubs[:count]])

    assert [with_releases([_hub(namespace, **settings)])[0].release for namespace, settings in hubs[:count]] == [
        hub.release for hub in named
    ]


def test_longest_names_are_distinct() -> None:
    """Helm accepts 53 characters; a longer name is cut, and a hash of the namespace distinguishes it from others with the same prefix."""
    namespaces = ["n" * 25, "n" * 26, "n" * 63, f"{'n' * 17}-{'x' * 20}"]

    named = [hub.release for hub in with_releases([*map(_hub, namespaces)])]

    suffix = [hashlib.sha256(namespace.encode()).hexdigest()[:6] for namespace in namespaces]
    assert [
        f"{_BASE}-{'n' * 25}",
        f"{_BASE}-{'n' * 18}-{suffix[1]}",
        f"{_BASE}-{'n' * 18}-{suffix[2]}",
        f"{_BASE}-{'n' * 17}-{suffix[3]}",
    ] == named
    assert [53, 53, 53, 52] == list(map(len, named))
