"""Each change affects the hubs that it is about, at the upgrade that brings it, and no others."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.upgrade import changes
from jupyterhub_on_eks.upgrade.change import Change
from jupyterhub_on_eks.upgrade.changes import CHANGES
from tests.jupyterhub_on_eks.upgrade.hubs import effects_of, hub, text_of

#: Change, upgrade that brings it, keys of an affected hub, key path, whether the file has to change first.
FELT: list[tuple[Change, str, str, str, str, bool]] = [
    (changes.removed_keys, "1.2.0", "2.0.0", "values: {hub: {fsGid: 5}}", "values.hub.fsGid", True),
    (changes.removed_keys, "1.2.0", "2.0.0", "values: {rbac: {enabled: false}}", "values.rbac.enabled", True),
    (changes.egress_rules, "1.2.0", "2.0.0", "values: {hub: {networkPolicy: {egress: [{}]}}}", "values.hub.networkPolicy.egress", True),
    (changes.braces, "2.0.0", "3.3.8", "values: {singleuser: {extraEnv: {A: '{x}'}}}", "values.singleuser.extraEnv.A", True),
    (
        changes.user_names_in_templates, "3.3.8", "4.4.0", "values: {singleuser: {extraLabels: {who: '{username}'}}}",
        "values.singleuser.extraLabels.who", True,
    ),
    (
        changes.groups_of_values, "3.3.8", "4.4.0", "values: {hub: {config: {GenericOAuthenticator: {claim_groups_key: g}}}}",
        "values.hub.config.GenericOAuthenticator.claim_groups_key", True,
    ),
    (
        changes.groups_of_values, "2.0.0", "3.3.8", "values: {hub: {config: {GenericOAuthenticator: {username_key: g}}}}",
        "values.hub.config.GenericOAuthenticator.username_key", False,
    ),
    (changes.parts_of_the_hub, "1.2.0", "2.0.0", "values: {hub: {extraConfig: {a: 'import kubernetes'}}}", "values.hub.extraConfig.a", True),
    (
        changes.parts_of_the_hub, "1.2.0", "2.0.0", "values: {hub: {extraConfig: {a: ''}, config: {JupyterHub: {x: 1}}}}",
        "values.hub.extraConfig", False,
    ),
    (
        changes.parts_of_the_hub, "1.2.0", "2.0.0", "values: {hub: {config: {JupyterHub: {admin_access: false}}}}",
        "values.hub.config.JupyterHub.admin_access", True,
    ),
    (changes.parts_of_the_hub, "3.3.8", "4.4.0", "values: {hub: {image: {name: mine}}}", "values.hub.image", True),
    (
        changes.authenticators, "3.3.8", "4.4.0", "values: {hub: {config: {JupyterHub: {authenticator_class: ldapauthenticator.LDAPAuthenticator}}}}",
        "values.hub.config.JupyterHub.authenticator_class", False,
    ),
    (
        changes.authenticators, "2.0.0", "3.3.8", "values: {hub: {config: {JupyterHub: {authenticator_class: tmp}}}}",
        "values.hub.config.JupyterHub.authenticator_class", False,
    ),
    (changes.servers, "1.2.0", "2.0.0", "notebook_tag: x", "", False),
    (changes.servers, "1.2.0", "2.0.0", "{notebook_tag: x, default_url: lab, extra_env: {GRANT_SUDO: 'yes'}}", "", True),
    (changes.servers, "3.3.8", "4.4.0", "", "", False),
    (changes.servers, "3.3.8", "4.4.0", "notebook_tag: x", "notebook_tag", False),
    (changes.cluster, "2.0.0", "3.3.8", "", "", False),
    (
        changes.cluster, "1.2.0", "2.0.0", "values: {scheduling: {userScheduler: {plugins: {score: {disabled: []}}}}}", "values.scheduling.userScheduler.plugins", True,
    ),
    (changes.cluster, "3.0.3", "3.3.8", "", "", False),
    (changes.cluster, "3.3.8", "4.4.0", "image_registry: registry.example.org/mirror", "image_registry", True),
    (changes.cluster, "3.3.8", "4.4.0", "values: {proxy: {traefik: {extraPorts: []}}}", "values.proxy.traefik", False),
]  # fmt: skip


@pytest.mark.parametrize(("change", "old", "new", "keys", "path", "first"), FELT)
def test_affected(change: Change, old: str, new: str, keys: str, path: str, first: bool) -> None:  # noqa: FBT001, PLR0917  # a table
    """At its path, with its severity; each one that comes first states what to write."""
    assert (path, first) in effects_of(change, old, new, keys)


@pytest.mark.parametrize(("change", "old", "new", "keys", "path", "first"), [row for row in FELT if row[4] and "registry" not in row[4]])
def test_not_affected_within_a_major_version(change: Change, old: str, new: str, keys: str, path: str, first: bool) -> None:  # noqa: FBT001, PLR0917, ARG001
    """The same hub if both versions have it, or neither has."""
    assert [] == [each for each in effects_of(change, new, new, keys) if each[0] == path]


@pytest.mark.parametrize("change", CHANGES)
def test_plain_hub_has_nothing_to_write(change: Change) -> None:
    """Whatever the upgrade."""
    for old, new in (("1.2.0", "2.0.0"), ("2.0.0", "3.3.8"), ("3.3.8", "4.4.0"), ("1.2.0", "4.4.0")):
        assert [] == [each for each in effects_of(change, old, new) if each[1]]


def test_sources() -> None:
    """A capability's change names where it is documented."""
    effects = [effect for change in CHANGES for effect in change(hub("1.2.0", "4.4.0", "values: {hub: {config: {A: {username_key: x}}}}"))]

    assert "OAuthenticator 16.0.0: username_key is deprecated" in [effect.source for effect in effects]


def test_home_templates_are_not_checked_here() -> None:
    """Their own templates are checked with the homes; neither programs nor hubs that keep the old names count."""
    keys = "values: {singleuser: {storage: {static: {subPath: '{username}'}}}, hub: {extraConfig: {a: '{username}'}}}"
    kept = "values: {singleuser: {extraLabels: {who: '{username}'}}, hub: {config: {KubeSpawner: {slug_scheme: escape}}}}"

    assert [] == effects_of(changes.user_names_in_templates, "3.3.8", "4.4.0", keys)
    assert [] == effects_of(changes.user_names_in_templates, "3.3.8", "4.4.0", kept)


def test_image_of_the_chart_version() -> None:
    """The tag that follows the chart is named, before and after."""
    assert "the image tag hub-5.5.0 instead of hub-4.1.5" in text_of(changes.servers(hub("3.3.8", "4.4.0")))
