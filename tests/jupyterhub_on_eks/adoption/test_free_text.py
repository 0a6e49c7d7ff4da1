"""Programs and files in values."""

from __future__ import annotations

from jupyterhub_on_eks.adoption.free_text import binary_files, file_of, unread


def test_binary_files() -> None:
    """Of the hub and of servers; an empty one is none."""
    file = {"mountPath": "/x", "binaryData": "eA=="}
    values = {"hub": {"extraFiles": {"a": file, "b": {"binaryData": ""}, "c": None}}, "singleuser": {"extraFiles": {"d": file}}}

    assert [("hub", "extraFiles", "a", "binaryData"), ("singleuser", "extraFiles", "d", "binaryData")] == list(binary_files(values))


def test_file_of_a_path() -> None:
    """Its content at any depth; other paths are unchanged."""
    assert ("hub", "extraFiles", "a") == file_of(("hub", "extraFiles", "a", "data", "x", 0))
    assert ("hub", "extraConfig", "a", "b") == file_of(("hub", "extraConfig", "a", "b"))


def test_unread() -> None:
    """What the release had and the hub file keeps; the hub's configuration may be one text."""
    had = {"hub": {"extraConfig": {"a": "1", "b": "2"}, "initContainers": []}, "singleuser": {"initContainers": [{"name": "x"}]}}
    values = {"hub": {"extraConfig": {"a": "1", "b": "changed", "c": "new"}}, "singleuser": {"initContainers": [{"name": "x"}]}}

    assert [("hub", "extraConfig", "a"), ("singleuser", "initContainers")] == unread(values, had=had)
    assert [("hub", "extraConfig")] == unread({"hub": {"extraConfig": "c.A.b = 1"}}, had={"hub": {"extraConfig": "c.A.b = 1"}})
    assert [] == unread({}, had=had)
