"""The reference of all settings, generated from the models, so it always matches them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import create_model
from pydantic.json_schema import GenerateJsonSchema

from constructs_lib.hub_files.add_on_entry import entry_model
from constructs_lib.hub_files.model import HubFile
from constructs_lib.models.base import Model

_HEADER = """# Settings

Every key of a hub file. In Python the same names are the keyword arguments of the class in the heading.
This page is generated from the models (`make golden`); a test keeps it true.
"""


def hub_file_schema(generator: type[GenerateJsonSchema] = GenerateJsonSchema) -> dict[str, Any]:
    """Return the JSON Schema of the models of a hub file.

    Args:
        generator: class that generates the schema.
    """
    entry = entry_model()
    file = create_model("HubFile", __base__=HubFile, __doc__=HubFile.__doc__, add_ons=(tuple[entry, ...], HubFile.model_fields["add_ons"]))  # type: ignore[valid-type]  # made at run time
    schema = file.model_json_schema(schema_generator=generator)
    models = [entry, *_subclasses(Model)]
    for model in (schema, *schema["$defs"].values()):
        keys = model.get("properties", {})
        docstrings = _docstrings(model, models) if keys else {}
        for key, settings in keys.items():
            described = {"description": docstrings[key]} if key in docstrings else {}  # those of your own add-ons may have none
            keys[key] = dict(sorted({**_without_title(settings), **described}.items()))
    schema["required"] = [key for key in schema["required"] if key != "stack"]  # defaults to the file's name
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_title(settings: dict[str, Any]) -> dict[str, Any]:
    """Omit the title if the key has a model, which has its own title. pydantic does so itself, but not for a model of `later`."""
    models = [option for option in settings.get("anyOf", [settings]) if "$ref" in option]
    others = [option for option in settings.get("anyOf", ()) if option not in [*models, {"type": "null"}]]
    return {key: value for key, value in settings.items() if key != "title"} if models and not others else settings


def _docstrings(schema: dict[str, Any], models: Sequence[type[Model]]) -> dict[str, str]:
    """Return the docstrings of a model's keys. Models of your own add-ons may be none of ours, or have the name of one of ours."""
    named = (model for model in models if model.__name__ == schema.get("title") and set(schema["properties"]) <= set(model.model_fields))
    model = next(named, None)
    return model.key_docstrings() if model else {}


def _subclasses(model: type[Model]) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from _subclasses(below)


def settings_page() -> str:
    """Return the page of all keys: a section for each model, a row for each key."""
    schema = hub_file_schema()
    paths = _model_paths(schema)
    sections = []
    for title, path in paths.items():
        model = _model(schema, title)
        sections.append(
            f"## {path}\n\n`{title}`. {_prose(model.get('description', ''))}\n\n" + "\n".join(_table(schema, model, paths)) + "\n"
        )
    return "\n".join([_HEADER, *sections])


def settings_table(title: str) -> str:
    """Return the rows of one model, without links.

    Args:
        title: name of the model's class, for example ``JupyterHubAddOn``.
    """
    schema = hub_file_schema()
    return "\n".join(_table(schema, _model(schema, title), {}))


def _model(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return schema if title == schema["title"] else dict(schema["$defs"][title])


def _model_paths(schema: dict[str, Any]) -> dict[str, str]:
    """Return each model's key path by its title, in the order of a hub file; a model in several places has its shortest path."""
    shortest: dict[str, str] = {schema["title"]: "hub file"}
    level = [(schema, "")]
    while level:
        met = [entry for model, path in level for entry in _below(schema, model, path)]
        level = [(model, path) for model, path in met if shortest.setdefault(model["title"], path) == path]
    paths: dict[str, str] = {}

    def walk(model: dict[str, Any], path: str) -> None:
        title = model["title"]
        if title not in paths and shortest[title] == (path or "hub file"):
            paths[title] = shortest[title]
            for below, longer in _below(schema, model, path):
                walk(below, longer)

    walk(schema, "")
    return paths


def _below(schema: dict[str, Any], model: dict[str, Any], path: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the models of a model's keys, with their key paths."""
    for key, settings in model["properties"].items():
        for below in _models(schema, settings):
            yield below, f"{path}.{key}" if path and path != "add_ons" else key


def _models(schema: dict[str, Any], settings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the models that a key's value may be, including those inside lists and mappings."""
    if "$ref" in settings:
        model = _resolved(schema, settings)
        if "properties" in model:
            yield model
    for option in (*settings.get("anyOf", ()), *settings.get("oneOf", ()), *settings.get("allOf", ())):
        yield from _models(schema, option)
    for part in (settings.get("items"), settings.get("additionalProperties")):
        if isinstance(part, dict):
            yield from _models(schema, part)


def _resolved(schema: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    return dict(schema["$defs"][reference["$ref"].rpartition("/")[2]])


def _table(schema: dict[str, Any], model: dict[str, Any], paths: dict[str, str]) -> Iterator[str]:
    yield "| key | value | default | meaning |"
    yield "| --- | --- | --- | --- |"
    for key, settings in model["properties"].items():
        default = "required" if key in model.get("required", []) else _default(settings)
        yield f"| `{key}` | {_kind(schema, settings, paths)} | {default} | {_prose(settings.get('description', ''))} |"


def _prose(text: str) -> str:
    """Return a docstring's first paragraph on one line; the rest is for readers of the code."""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split()).replace("``", "`").replace("|", "\\|")


def _default(settings: dict[str, Any]) -> str:
    value = settings.get("default")
    if value is not None and value != []:
        return f"`{value if isinstance(value, str) else json.dumps(value)}`"
    kinds = {option.get("type") for option in settings.get("anyOf", [settings])}
    return "`[]`" if "array" in kinds else "`{}`" if "object" in kinds else "none"


def _kind(schema: dict[str, Any], settings: dict[str, Any], paths: dict[str, str]) -> str:
    options = [option for option in settings.get("anyOf", settings.get("oneOf", [settings])) if option.get("type") != "null"]
    return " or ".join(dict.fromkeys(_one_kind(schema, option, paths) for option in options))


def _one_kind(schema: dict[str, Any], option: dict[str, Any], paths: dict[str, str]) -> str:
    if "$ref" in option:
        option = _resolved(schema, option)
    if "enum" in option:
        return " · ".join(f"`{choice}`" for choice in option["enum"])
    if "properties" in option:
        path = paths.get(option["title"], "")
        return f"[{option['title']}](#{path.replace(' ', '-').replace('.', '')})" if path else f"`{option['title']}`"
    if option.get("type") == "array":
        return f"list of {_kind(schema, option['items'], paths)}" if "items" in option else "list"
    if option.get("type") == "object":
        extra = option.get("additionalProperties")
        return f"mapping to {_kind(schema, extra, paths)}" if isinstance(extra, dict) else "mapping"
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true, false"}.get(
        str(option.get("type")), "anything"
    )
