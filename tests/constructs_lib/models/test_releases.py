"""The names of several hubs' releases."""

from __future__ import annotations

import hashlib

from constructs_lib import EbsConfig, EbsCsiDriverAddOn, JupyterHubAddOn, JupyterHubServiceType
from constructs_lib.models.releases import with_releases


def _hub(namespace: str, **release: str) -> JupyterHubAddOn:
    return JupyterHubAddOn(
        namespace=namespace,
        ebs_config=EbsConfig(storage_class="gp3", capacity="1Gi"),
        service_type=JupyterHubServiceType.CLUSTERIP,
        **release,  # type: ignore[arg-type]  # nothing but a release
    )


def test_one_hub_has_the_default() -> None:
    """Whatever its namespace, as in EKS Blueprints."""
    driver, hub = with_releases([EbsCsiDriverAddOn(), _hub("team")])

    assert "blueprints-addon-jupyterhub" == getattr(hub, "release", None)
    assert isinstance(driver, EbsCsiDriverAddOn)


def test_further_hubs_have_their_namespace_in_the_name() -> None:
    """Helm refuses a ClusterRole that another release has made; what is said stays, and nothing given is changed."""
    given = [_hub("a"), _hub("b"), _hub("c", release="mine")]

    named = [hub.release for hub in with_releases(given)]

    assert ["blueprints-addon-jupyterhub", "blueprints-addon-jupyterhub-b", "mine"] == named
    assert "blueprints-addon-jupyterhub" == given[1].release


def test_longest_names_are_told_apart() -> None:
    """Helm takes 53 characters; a longer name is cut, and a hash of the namespace tells it from others that begin alike."""
    base = "blueprints-addon-jupyterhub"
    namespaces = ["n" * 25, "n" * 26, "n" * 63, f"{'n' * 17}-{'x' * 20}"]

    _, *named = [hub.release for hub in with_releases([_hub("first"), *map(_hub, namespaces)])]

    suffix = [hashlib.sha256(namespace.encode()).hexdigest()[:6] for namespace in namespaces]
    assert [
        f"{base}-{'n' * 25}",
        f"{base}-{'n' * 18}-{suffix[1]}",
        f"{base}-{'n' * 18}-{suffix[2]}",
        f"{base}-{'n' * 17}-{suffix[3]}",
    ] == named
    assert [53, 53, 53, 52] == list(map(len, named))


def test_a_default_gives_way_to_one_that_is_said() -> None:
    """The order of the array doesn't matter for that."""
    named = [hub.release for hub in with_releases([_hub("a"), _hub("b", release="blueprints-addon-jupyterhub")])]

    assert ["blueprints-addon-jupyterhub-a", "blueprints-addon-jupyterhub"] == named
