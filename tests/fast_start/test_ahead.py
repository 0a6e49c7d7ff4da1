"""Requests keep their order, and responses are read in time, wherever Python does not wait for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fast_start import ahead
from tests.fast_start.fake_kernel import CreateRequest, InvokeRequest, kernel, load


def test_requests_keep_their_order() -> None:
    """Responses to loads are read before the first request that needs its own response, in the order of the requests."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("one"), None)
    node.send(load("two"), None)

    assert "answer" == node.send(SimpleNamespace(name="create"), "answer")
    assert ["load one", "load two", "hello", "read", "read", "create"] == sent


def test_failed_load_is_raised_where_it_matters() -> None:
    """A package that node cannot load raises its error at the next request, and that request isn't sent."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("broken"), None)

    with pytest.raises(RuntimeError, match="cannot load"):
        node.send(SimpleNamespace(name="create"), None)
    assert ["load broken", "hello", "read"] == sent


def test_load_from_a_zip_file_is_not_deferred() -> None:
    """A tarball in a temporary file is read before the import returns and the file is deleted."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("zipped", folder="tmp"), None)

    assert ["hello", "zipped"] == sent


def test_classes_are_loaded_in_advance() -> None:
    """Node is asked for a class in the order of all requests; its response, even an error, is ignored."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()

    node.load_class("thing.Bucket")
    node.load_class("thing.broken")
    node.send(SimpleNamespace(name="create"), None)

    assert ["sget thing.Bucket", "sget thing.broken", "hello", "read", "read", "create"] == sent


def test_a_silent_call_is_not_waited_for() -> None:
    """Its response is read before that of the next request, which is written meanwhile."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(SimpleNamespace(name="create"), None)
    sent.clear()

    assert {"ok": {}} == node.send(InvokeRequest(method="addOverride"), None)
    assert {"ok": {}} == node.send(InvokeRequest(method="addWarning"), None)
    node.send(InvokeRequest(method="toString"), None)

    assert ["invoke addOverride", "invoke addWarning", "invoke toString", "read", "read", "read"] == sent


def test_a_failed_silent_call_is_raised_by_the_next_request() -> None:
    """All responses up to the next request's own have been read then, so that later requests get theirs."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(SimpleNamespace(name="create"), None)

    node.send(InvokeRequest(method="addOverride", args=["broken"]), None)
    node.send(InvokeRequest(method="addOverride"), None)
    with pytest.raises(RuntimeError, match="cannot load"):
        node.send(InvokeRequest(method="toString"), None)
    sent.clear()

    assert {"ok": {}} == node.send(InvokeRequest(method="toString"), None)
    assert ["invoke toString", "read"] == sent


def test_a_silent_python_method_is_waited_for() -> None:
    """Node may call back."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(create("Stack", overrides=[SimpleNamespace(method="addOverride")]), None)
    sent.clear()

    node.send(InvokeRequest(method="addOverride"), None)

    assert ["invoke addOverride", "read"] == sent


def test_responses_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read when as many are pending as fit into the pipe."""
    monkeypatch.setattr(ahead, "_MOST_UNANSWERED", 2)
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()

    for name in "abc":
        node.load_class(name)

    assert ["sget a", "hello", "read", "sget b", "sget c"] == sent


def started(sent: list[str]) -> Any:
    """Start a process and create the app, with the number 10001."""
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(create("App"), None)
    sent.clear()
    return node


def create(fqn: str, **more: Any) -> CreateRequest:
    """Create a request to create an object."""
    return CreateRequest(**{"fqn": fqn, "overrides": [], **more})


def test_objects_are_created_without_waiting() -> None:
    """Node numbers objects as it creates them, so their names are known; the responses are read with the next that is waited for."""
    sent: list[str] = []
    node = started(sent)

    with node.creating():
        made = [node.send(create("Stack"), None)["ok"].ref, node.send(create("Bucket"), None)["ok"].ref]
        assert ["create Stack", "create Bucket"] == sent
        node.send(InvokeRequest(method="toString"), None)
        assert ["invoke toString", "read", "read", "read"] == sent[2:]
        made.append(node.send(create("Topic"), None)["ok"].ref)

    assert ["Stack@10002", "Bucket@10003", "Topic@10004"] == made
    assert "read" == sent[-1], "the block ends with nothing unread"


def test_objects_outside_a_block_are_waited_for() -> None:
    """The error of each then comes from the line that creates it."""
    sent: list[str] = []
    node = started(sent)

    assert "Stack@10002" == node.send(create("Stack"), None)["ok"].ref
    assert ["create Stack", "read"] == sent


def test_objects_with_overrides_are_waited_for() -> None:
    """Node calls what Python overrides, perhaps at once; numbering continues from Node's response."""
    sent: list[str] = []
    node = started(sent)

    with node.creating():
        node.send(create("Aspect", overrides=[SimpleNamespace(method="visit")]), None)
        assert ["create Aspect", "read"] == sent
        assert "Stack@10003" == node.send(create("Stack"), None)["ok"].ref


def test_a_refused_object_is_reported_at_the_end_of_the_block() -> None:
    """The error is Node's, and a note states how to find the line."""
    node = started([])

    with pytest.raises(RuntimeError, match="cannot load") as raised, node.creating():
        node.send(create("broken"), None)

    assert ["The object was created before this line; JUPYTERHUB_ON_EKS_WITHOUT=creates shows where."] == raised.value.__notes__


def test_another_number_is_an_error() -> None:
    """If jsii numbers objects differently, Python's references may be to other objects."""
    node = started([])
    node._process.created += 1

    with pytest.raises(RuntimeError, match=r"not Stack@10002; set JUPYTERHUB_ON_EKS_WITHOUT=creates"), node.creating():
        node.send(create("Stack"), None)


def test_an_error_of_the_block_leaves_nothing_unread() -> None:
    """Later requests get their own responses, and the block's error is the one that is raised."""
    sent: list[str] = []
    node = started(sent)

    def fail() -> None:
        with node.creating():
            node.send(create("Stack"), None)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    node.send(InvokeRequest(method="toString"), None)

    assert ["create Stack", "read", "invoke toString", "read"] == sent


def test_the_trick_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then each object is waited for."""
    monkeypatch.setenv("JUPYTERHUB_ON_EKS_WITHOUT", "creates")
    sent: list[str] = []
    node = started(sent)

    with node.creating():
        node.send(create("Stack"), None)

    assert ["create Stack", "read"] == sent
