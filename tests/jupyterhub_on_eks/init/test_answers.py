"""Answers, and conflicts between them."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.init.answers import Answers, contradictions
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme

_PUBLIC = {"exposure": Exposure.NLB, "scheme": Scheme.INTERNET_FACING}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (_PUBLIC, "needs a login"),
        ({"hosted_zone": "example.org"}, "need a load balancer"),
        ({**_PUBLIC, "login": Login.OIDC, "certificate_arn": "a", "hosted_zone": "b"}, "use one of them"),
        ({**_PUBLIC, "login": Login.OIDC, "host": "hub.example.com", "hosted_zone": "example.org"}, "ends in .example.org"),
    ],
)
def test_contradictions(answers: dict[str, Any], message: str) -> None:
    """Each with what to write instead."""
    (found,) = contradictions(Answers(**answers))

    assert message in found


def test_defaults_are_safe() -> None:
    """Nothing is exposed, and nothing conflicts."""
    assert ([], False) == (list(contradictions(Answers())), Answers().public)
