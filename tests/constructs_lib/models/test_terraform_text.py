"""Text that went through Terraform's template language."""

from __future__ import annotations

import pytest

from constructs_lib.models.terraform_text import has_reference, readable, unescaped
from constructs_lib.terraform.escape import literal

_TOKEN = "${TfToken[TOKEN.3]}"


@pytest.mark.parametrize("text", ["", "plain", "${HOME}", "%{ if x }", "$${HOME}", "a$b %c {d}", "${a}${b}%{c}"])
def test_escapes_are_undone(text: str) -> None:
    """Escaped text is restored, and contains no reference."""
    assert text == unescaped(literal(text))
    assert not has_reference(literal(text))


@pytest.mark.parametrize("text", ["${data.x.y}", _TOKEN, f"$${{HOME}}{_TOKEN}", "%{ if x }", 'a ${try("b", "")}'])
def test_references(text: str) -> None:
    """What Terraform evaluates is known only after the deployment."""
    assert has_reference(text)


def test_tokens_are_shown_as_terraform_does() -> None:
    """A person sees Terraform's text for what isn't known yet; the rest stays."""
    assert "hub (known after apply) in ${HOME} and (known after apply)" == readable(f"hub {_TOKEN} in ${{HOME}} and {_TOKEN}")
