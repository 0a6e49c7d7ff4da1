"""A cache for answers of AWS and the cluster, shared by threads."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from jupyterhub_on_eks.cloud.errors import CloudError

Answer = TypeVar("Answer")


class Once:
    """Caches answers, and errors too: the same error is raised again, so that it can be reported only once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._locks: dict[Hashable, Lock] = {}
        self._answers: dict[Hashable, Any] = {}
        self._errors: dict[Hashable, CloudError] = {}

    def __call__(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Return an answer.

        Args:
            key: identifies the question.
            ask: returns the answer; called once.

        Raises:
            CloudError: raised by the first call of ``ask``.
        """
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            if key in self._errors:
                raise self._errors[key]
            if key not in self._answers:
                try:
                    self._answers[key] = ask()
                except CloudError as error:
                    self._errors[key] = error
                    raise
            answer: Answer = self._answers[key]
            return answer
