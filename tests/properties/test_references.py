"""The finder of references finds them: a test of the tests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.properties.references import references

pytestmark = pytest.mark.property


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain text with a.b and {c.d}", set()),
        ("$${a.b} %%{c.d}", set()),
        ("${aws_x.y.id}", {"aws_x.y"}),
        ("a ${data.aws_x.y.id}::${aws_z.w[0].arn}", {"data.aws_x.y", "aws_z.w"}),
        ("${var.secret}", {"var.secret"}),
        ("${ephemeral.aws_s.x.secret_string}", {"ephemeral.aws_s.x"}),
        ('${jsondecode(ephemeral.aws_s.x.secret_string)["a.b"]}', {"ephemeral.aws_s.x"}),
        ("${each.value} ${self.input.A}", set()),
        ("${[for record in aws_r.x : record.fqdn]}", {"aws_r.x"}),
        ("${{ for zone, ids in { for s in values(data.aws_s.x) : s.zone => s.id... } : zone => sort(ids)[0] }}", {"data.aws_s.x"}),
        ('${try("https://${data.k.s.status[0].host}", "")}', {"data.k.s"}),
        ('${(terraform_data.x.output.key == "a.b")}', {"terraform_data.x"}),
        ({"depends_on": ["aws_x.y"], "key": ["${aws_z.w}"]}, {"aws_x.y", "aws_z.w"}),
        ("${nothing}", {"nothing"}),
    ],
)
def test_what_a_value_refers_to(value: Any, expected: set[str]) -> None:
    """Each root once or more often, and nothing that only looks like one."""
    assert expected == set(references(value))
