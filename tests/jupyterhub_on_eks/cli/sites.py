"""Sites with prepared answers in place of those that ask AWS, for the verbs' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from constructs_lib.hub_files.model import HubFile
from jupyterhub_on_eks.cloud import stack_site
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from tests.jupyterhub_on_eks.cloud.answers import site


def answer_with(monkeypatch: pytest.MonkeyPatch, answers: Callable[[HubFile], dict[str, Any]], api: ClusterApi | None = None) -> None:
    """Let verbs see prepared answers.

    Args:
        monkeypatch: that of the test.
        answers: returns ``aws`` and ``objects`` of `site` for a hub file.
        api: asked instead of the objects. Default: they answer.
    """
    real = stack_site.StackSite

    def made(file: HubFile) -> stack_site.StackSite:
        written = site({"ebs_csi_driver": {}}, **answers(file))
        return real(file, aws=written._make_aws, api=(lambda _aws, _name: api) if api else written._make_api)

    monkeypatch.setattr(stack_site, "StackSite", made)


def in_turn(*looks: dict[str, Any]) -> Callable[[HubFile], dict[str, Any]]:
    """Answer each request with the next item, and all others with the last."""
    left: Iterator[dict[str, Any]] = iter(looks)
    return lambda _: next(left, looks[-1])
