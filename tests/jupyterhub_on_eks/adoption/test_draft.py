"""A hub file in the making: a proposal is taken only where nothing gets worse."""

from __future__ import annotations

from jupyterhub_on_eks.adoption.draft import Proposal
from tests.jupyterhub_on_eks.adoption.drafts import draft


def test_what_a_key_says_leaves_the_values() -> None:
    """And nothing else does."""
    begun = draft({"cull": {"timeout": 60, "every": 10}})
    better = begun.better(Proposal(keys={"culling": {"timeout": 60}}))

    assert better
    assert ({"timeout": 60}, {"cull": {"every": 10}}) == (better.keys["culling"], better.remaining)
    assert better.differences == begun.differences


def test_what_says_nothing_is_not_taken() -> None:
    """Another value than the release has, a wrong value, a key that is none."""
    begun = draft({"cull": {"timeout": 60}})

    for keys in ({"culling": {"timeout": 61}}, {"culling": {"timeout": "x"}}, {"nonsense": 1}, {}):
        assert begun.better(Proposal(keys=keys)) is None


def test_what_changes_something_is_not_taken() -> None:
    """A key that says one value and would write another that nobody can explain."""
    begun = draft({"scheduling": {"userPlaceholder": {"replicas": 1}}, "hub": {"allowNamedServers": True}})

    assert begun.better(Proposal(keys={"named_servers": {"limit": 3}})) is None


def test_what_breaks_a_rule_is_not_taken() -> None:
    """Keys that contradict a value that stays."""
    begun = draft({"proxy": {"service": {"type": "LoadBalancer"}}, "hub": {"config": {"JupyterHub": {"authenticator_class": "tmp"}}}})

    assert begun.better(Proposal(keys={"shared_password": {"kubernetes_secret": "x"}})) is None


def test_renamed_values() -> None:
    """A value under its new name is said by the key that writes it there."""
    begun = draft({"old": 60})
    better = begun.better(Proposal(keys={"culling": {"timeout": 60}}, renames={("old",): ("cull", "timeout")}))

    assert better
    assert {} == better.remaining
    assert {"cull": {"timeout": 60}} == better.values


def test_given() -> None:
    """Null and nothing are the default."""
    begun = draft({"a": None, "b": {"c": 0}})

    assert (None, 7, 0) == (begun.given("a"), begun.given("x", default=7), begun.given("b", "c"))
