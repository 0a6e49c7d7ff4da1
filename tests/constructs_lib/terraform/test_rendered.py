"""The last check of the rendered JSON: every dependency refers to something that exists."""

from __future__ import annotations

from typing import Any

from constructs_lib.terraform.rendered import dangling_dependencies, dangling_imports


def _document(*waits: str, section: str = "resource") -> dict[str, Any]:
    block = {"depends_on": list(waits)}
    return {
        "resource": {"aws_a": {"one": {}}, "aws_b": {"two": block if section == "resource" else {}}},
        "data": {"aws_c": {"three": block if section == "data" else {}}},
        "output": {"url": {"value": "x", **(block if section == "output" else {})}},
        "module": {"vpc": {}},
        "variable": {"name": {}},
        "locals": {"size": 1},
    }


def test_everything_that_has_an_address() -> None:
    """Resources, data sources, outputs, modules, variables and locals may be waited for."""
    everything = ("aws_a.one", "data.aws_c.three", "output.url", "module.vpc", "var.name", "local.size")

    assert [] == list(dangling_dependencies(_document(*everything)))


def test_empty_document() -> None:
    """There are no dependencies."""
    assert [] == list(dangling_dependencies({}))


def test_empty_dependency() -> None:
    """CDKTF renders a construct as an empty list; the order would be lost."""
    assert ["aws_b.two has an empty depends_on: it was given a construct, not a resource; pass the resources themselves"] == list(
        dangling_dependencies(_document())
    )


def test_dependency_that_does_not_exist() -> None:
    """Each unknown address is reported, whatever kind the block is."""
    assert ["aws_b.two depends on 'aws_a.none', which this stack doesn't define"] == list(
        dangling_dependencies(_document("aws_a.none", "aws_a.one"))
    )
    assert ["data.aws_c.three depends on 'aws_c.three', which this stack doesn't define"] == list(
        dangling_dependencies(_document("aws_c.three", section="data"))
    )
    assert [
        "output.url depends on 'x', which this stack doesn't define",
        "output.url depends on 'y', which this stack doesn't define",
    ] == list(dangling_dependencies(_document("x", "y", section="output")))


def test_imports_name_resources() -> None:
    """Of the stack, also instances of one; anything else is reported."""
    document = {"resource": {"a": {"b": {}}}, "import": [{"to": "a.b", "id": "1"}, {"to": 'a.b["x"]', "id": "2"}, {"to": "a.c", "id": "3"}]}

    assert ["the import of 3 is for a.c"] == [text.partition(", which")[0] for text in dangling_imports(document)]
    assert [] == list(dangling_imports({}))
