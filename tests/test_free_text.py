"""Every text of a hub file has a rule: what AWS, Kubernetes or Helm would refuse in the middle of an apply is refused at synth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from constructs_lib.hub_files.add_on_entry import entry_model
from constructs_lib.hub_files.model import HubFile
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.text import StackName

#: Texts without a rule, each with its reason.
_ANY_TEXT = {
    "JupyterHubAddOn.name": "is a word for messages; its length is limited",
    "JupyterHubAddOn.ingress_annotations": "the values: Kubernetes takes any text as the value of an annotation",
    "JupyterHubAddOn.certificate_resource_name": "has to be one of the file's certificates",
}


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _reachable(start: list[type[Model]]) -> set[type[Model]]:
    found: set[type[Model]] = set()
    while start:
        model = start.pop()
        if model not in found:
            found.add(model)
            start += [below for field in model.model_fields.values() for below in _models(field.annotation)]
    return found


def _holds_plain_text(annotation: Any) -> bool:
    """Return whether a type allows text without a rule somewhere."""
    if annotation is str:
        return True
    return get_origin(annotation) is not Annotated and any(map(_holds_plain_text, get_args(annotation)))


def _texts_without_rule(model: type[Model]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        ruled = [rule for rule in field.metadata if callable(getattr(rule, "func", None))]
        if not ruled and _holds_plain_text(field.annotation):
            yield f"{model.__name__}.{name}"


def test_text_without_rule_is_found() -> None:
    """In lists and mappings as well; text with a validator has a rule."""

    class Example(Model):
        plain: str
        some: tuple[str, ...] | None = None
        kept: dict[str, int] = {}  # noqa: RUF012  # pydantic copies it
        number: int = 1
        ruled: StackName
        several: tuple[StackName, ...] = ()

    assert ["Example.plain", "Example.some", "Example.kept"] == list(_texts_without_rule(Example))


def test_every_text_has_a_rule() -> None:
    """A new text field gets one, or a reason."""
    found = {text for model in _reachable([HubFile, entry_model()]) for text in _texts_without_rule(model)}

    assert set(_ANY_TEXT) == found
