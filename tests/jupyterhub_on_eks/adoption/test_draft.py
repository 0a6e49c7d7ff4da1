"""A draft of a hub file: a proposal is accepted only if nothing gets worse."""

from __future__ import annotations

from jupyterhub_on_eks.adoption.draft import Proposal
from tests.jupyterhub_on_eks.adoption.drafts import draft


def test_what_a_key_sets_is_removed_from_the_values() -> None:
    """And nothing else is."""
    begun = draft({"cull": {"timeout": 60, "every": 10}})
    better = begun.better(Proposal(keys={"culling": {"timeout": 60}}))

    assert better
    assert ({"timeout": 60}, {"cull": {"every": 10}}) == (better.keys["culling"], better.remaining)
    assert better.differences == begun.differences


def test_useless_proposals_are_not_accepted() -> None:
    """Another value than the release has, a wrong value, an unknown key."""
    begun = draft({"cull": {"timeout": 60}})

    for keys in ({"culling": {"timeout": 61}}, {"culling": {"timeout": "x"}}, {"nonsense": 1}, {}):
        assert begun.better(Proposal(keys=keys)) is None


def test_changing_proposals_are_not_accepted() -> None:
    """A key that sets one value and would write another without a reason."""
    begun = draft({"scheduling": {"userPlaceholder": {"replicas": 1}}, "hub": {"allowNamedServers": True}})

    assert begun.better(Proposal(keys={"named_servers": {"limit": 3}})) is None


def test_proposals_that_break_a_rule_are_not_accepted() -> None:
    """Keys that conflict with a value that stays."""
    begun = draft({"proxy": {"service": {"type": "LoadBalancer"}}, "hub": {"config": {"JupyterHub": {"authenticator_class": "tmp"}}}})

    assert begun.better(Proposal(keys={"shared_password": {"kubernetes_secret": "x"}})) is None


def test_renamed_values() -> None:
    """A value with a new name is set by the key that writes it there."""
    begun = draft({"old": 60})
    better = begun.better(Proposal(keys={"culling": {"timeout": 60}}, renames={("old",): ("cull", "timeout")}))

    assert better
    assert {} == better.remaining
    assert {"cull": {"timeout": 60}} == better.values


def test_set_values() -> None:
    """Null and nothing are the default."""
    begun = draft({"a": None, "b": {"c": 0}})

    assert (None, 7, 0) == (begun.given("a"), begun.given("x", default=7), begun.given("b", "c"))
