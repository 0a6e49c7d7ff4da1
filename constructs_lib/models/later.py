"""Models that are imported only when a hub file has their key.

A hub file uses only a few of the available keys, and a model costs time before it checks anything: its module is loaded, its class
created, its validators built. A field that most files omit therefore refers to its model through `later`, and type checkers see
the class::

    if TYPE_CHECKING:
        from constructs_lib.models.metrics.settings import MetricsConfig
    else:
        MetricsConfig = later("constructs_lib.models.metrics.settings", "MetricsConfig")

Rules and chart values of such a key import what they need from its modules inside functions, once the key is set.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


def later(module: str, name: str) -> type[Later]:
    """Return the type of a field whose model is imported with the first value that it validates; values and errors are the same.

    Args:
        module: the model's module.
        name: the model's name.
    """
    return type(name, (Later,), {"MODULE": module, "NAME": name})


class Later:
    """A placeholder for a model that may not be imported yet."""

    #: The model's module, and its name in that module.
    MODULE: ClassVar[str]
    NAME: ClassVar[str]

    @classmethod
    def model(cls) -> type[BaseModel]:
        """Return the model."""
        model: type[BaseModel] = getattr(import_module(cls.MODULE), cls.NAME)
        return model

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a value with the model's own validator, and pass on the context."""
        del source, handler

        def check(value: Any, info: ValidationInfo) -> BaseModel:
            return cls.model().model_validate(value, context=info.context)

        # Pydantic uses this metadata key for the parts of ``Annotated``. With it, the JSON Schema refers to the model instead of repeating it.
        return core_schema.with_info_plain_validator_function(check, metadata={"pydantic_js_annotation_functions": [cls._described]})

    @classmethod
    def _described(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the model as if it were the type of the field: once, and by references to that definition."""
        del schema
        model = cls.model()
        model.model_rebuild()
        whole: CoreSchema = model.__pydantic_core_schema__
        return handler(whole if whole["type"] == "definitions" else core_schema.definitions_schema(whole, []))
