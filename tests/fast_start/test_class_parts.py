"""A generated module is split where its classes begin; any other module stays whole."""

from __future__ import annotations

from pathlib import Path

from fast_start import class_parts

GENERATED = """
import typing
import publication

class Bucket(Base):
    rules: typing.List[Rule]
    def put(self, rule: Rule) -> "Topic":
        return Topic()

class Base: ...

class Rule: ...

@named(Rule)
class Topic: ...

typing.cast(typing.Any, Base).__jsii_proxy_class__ = lambda: Rule

__all__ = ["Bucket"]

publication.publish()

def _typecheckingstub__1(rule: Rule) -> None: ...

for cls in [Base, Rule]:
    cls.marked = True
"""


def parts(tmp_path: Path, source: str) -> class_parts.Parts | None:
    """Compile the source."""
    file = tmp_path / "module.py"
    file.write_text(source, encoding="utf-8")
    return class_parts.compiled(str(file))


def test_each_class_and_stub_is_a_part(tmp_path: Path) -> None:
    """With the parts that its definition uses; annotations of methods are deferred, those of stubs aren't."""
    found = parts(tmp_path, GENERATED)
    assert found is not None
    rest, by_name = found

    assert {
        "Bucket": ("Base",),
        "Base": (),
        "Rule": (),
        "Topic": ("Rule",),
        "_typecheckingstub__1": ("Rule",),
    } == {name: needed for name, (_, needed) in by_name.items()}
    assert {"typing", "publication", "__all__"} == set(rest.co_names)


def test_another_module_is_left_alone(tmp_path: Path) -> None:
    """It doesn't hide its private names as jsii's do."""
    assert None is parts(tmp_path, GENERATED.replace("publication.publish()", ""))
