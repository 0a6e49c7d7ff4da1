"""Texts on the page of profiles."""

from __future__ import annotations

import html
from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.page_text import described, escaped_text
from constructs_lib.models.scheduling.resources import Resources, resources_of


@pytest.mark.parametrize("text", ["<b>A & B</b>", "{{ x }} {% y %}", "\"'", "${x} %{y}", "a}"])
def test_markup_is_shown_as_written(text: str) -> None:
    """A browser reads the same text, and the hub's templates find no brace."""
    assert text == html.unescape(escaped_text(text))
    assert not set("{}<>\"'") & set(escaped_text(text))


def test_escape_for_terraform_is_reverted() -> None:
    """Without its brace it is not a Terraform template, and both signs would show; what Terraform computes stays."""
    assert escaped_text("$${x}") == "$&#123;x&#125;"
    assert escaped_text("%%{") == "%&#123;"
    assert escaped_text("${TfToken[TOKEN.1]}") == "${TfToken[TOKEN.1]}"


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ({}, ""),
        ({"cpu": 2, "memory": "4Gi"}, "2 CPU, 4 GiB memory"),
        ({"cpu": {"limit": "500m"}, "memory": {"guarantee": "1.5Gi"}}, "up to 0.5 CPU, 1.5 GiB or more memory"),
        ({"cpu": {"guarantee": 1}, "gpus": 2, "extended": {"aws.amazon.com/neuron": 1}}, "1 or more CPU, 1 aws.amazon.com/neuron, 2 GPUs"),
        ({"memory": {"limit": "512Mi"}, "gpus": 1}, "512 MiB memory, 1 GPU"),
    ],
)
def test_what_a_server_has(resources: dict[str, Any], expected: str) -> None:
    """Where the hub file sets it, after the description."""
    has = resources_of([Resources.model_validate(resources)])

    assert expected == described(None, has)
    assert (f"For all ({expected})" if expected else "For all") == described("For all", has)
