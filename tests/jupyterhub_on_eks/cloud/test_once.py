"""A request is sent once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.cloud.once import Once


def test_many_threads() -> None:
    """They all get the same answer."""
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        time.sleep(0.05)
        return len(asked)

    once = Once()
    with ThreadPoolExecutor(8) as pool:
        assert [1] * 8 == list(pool.map(lambda _: once("a", ask), range(8)))
    assert 2 == once("b", ask)


def test_a_refusal_is_remembered() -> None:
    """The same error is raised again, and no request is sent."""
    asked: list[int] = []

    def refuse() -> int:
        asked.append(1)
        raise CloudError("no")

    once = Once()
    for _ in range(2):
        with pytest.raises(CloudError, match="no"):
            once("a", refuse)
    assert [1] == asked
