"""The base of all models: frozen, no unknown keys, and all mistakes of a model reported at once."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, TypeAdapter, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from constructs_lib.errors import Kind, Problem
from constructs_lib.models.later import Later
from constructs_lib.models.messages import message, missing, resembled, unknown_key
from constructs_lib.secret_text import hidden

#: A rule that spans several keys of one model: yields a `Problem` for each conflict between them.
Rule = Callable[[Any], Iterable[Problem]]

#: The only error type that leaves a model: its message is final.
_OWN_KIND = "mistake"
#: The kinds of pydantic's error types in reports; all others are wrong values.
_KINDS = {"extra_forbidden": Kind.UNKNOWN_KEY, "missing": Kind.MISSING_KEY}


class Model(BaseModel):
    """A frozen settings model; its fields are the keys of the hub file.

    pydantic checks the single fields. ``RULES`` check what spans several of them, and they run even where some
    fields are wrong (a rule that needs a wrong field is skipped), so that the user sees all mistakes at once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False, defer_build=True)

    RULES: ClassVar[tuple[Rule, ...]] = ()
    #: Rules that subclasses keep in addition to their own.
    COMMON_RULES: ClassVar[tuple[Rule, ...]] = ()
    #: What to use instead of keys that users may expect to exist.
    INSTEAD: ClassVar[Mapping[str, str]] = {}
    #: Whether messages omit the values given, because a user may have put a secret there.
    SENSITIVE: ClassVar[bool] = False

    @classmethod
    def key_docstrings(cls) -> dict[str, str]:
        """Return the documentation of each key: its description, or the docstring below it.

        They are read from the source on demand: pydantic's ``use_attribute_docstrings`` reads them at each import, which
        takes as long as building the models.
        """
        below = {name: text for part in reversed(cls.__mro__) if issubclass(part, Model) for name, text in _attribute_docstrings(part)}
        return below | {name: field.description for name, field in cls.model_fields.items() if field.description}

    @model_validator(mode="wrap")
    @classmethod
    def _all_mistakes_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        seen: dict[int, Any] = (info.context or {}).get("seen", {})
        try:
            model = handler(data)
        except ValidationError as error:
            if not isinstance(data, dict):
                raise
            partial = _partial(cls, data, error, seen)
            seen[id(data)] = partial
            raise _error(cls, [*_line_errors(cls, error), *_rule_errors(_known_problems(partial))]) from None
        seen[id(data)] = model
        problems = [problem for rule in (*cls.RULES, *cls.COMMON_RULES) for problem in rule(model)]
        if problems:
            raise _error(cls, _rule_errors(problems))
        return model


@cache
def _attribute_docstrings(cls: type) -> tuple[tuple[str, str], ...]:
    try:
        source = inspect.getsource(cls)
    except OSError:  # a model that was created at run time
        return ()
    return tuple(_docstrings_in(source))


def _docstrings_in(source: str) -> Iterator[tuple[str, str]]:
    (definition,) = ast.parse(textwrap.dedent(source)).body
    for statement, below in pairwise(getattr(definition, "body", [])):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and isinstance(below, ast.Expr):
            text = ast.literal_eval(below.value)
            yield statement.target.id, inspect.cleandoc(text)


def _error(cls: type[Model], errors: list[InitErrorDetails]) -> ValidationError:
    for error in errors:  # a key may itself be a secret
        error["loc"] = tuple(hidden(key) if isinstance(key, str) else key for key in error.get("loc", ()))
    return ValidationError.from_exception_data(cls.__name__, errors, hide_input=True)


def _own(message: str, kind: str) -> PydanticCustomError:
    return PydanticCustomError(_OWN_KIND, "{message}", {"message": hidden(message), "kind": kind})


def _rule_errors(problems: Iterable[Problem]) -> list[InitErrorDetails]:
    return [InitErrorDetails(type=_own(problem.message, Kind.CONFLICT), loc=problem.path, input=None) for problem in problems]


def _line_errors(cls: type[Model], error: ValidationError) -> Iterator[InitErrorDetails]:
    """Convert pydantic's errors to our messages; errors of a nested model are already converted."""
    lines = error.errors(include_url=False)
    for line in lines:
        kind, loc, context = line["type"], line["loc"], line.get("ctx", {})
        found = _KINDS.get(kind, Kind.WRONG_VALUE)
        if kind == "too_short" and any(other["loc"][: len(loc)] == loc and other is not line for other in lines):
            continue  # pydantic counts only the valid items; the invalid ones have their own errors
        if kind == _OWN_KIND:
            text, found = context["message"], context["kind"]
        elif kind == "extra_forbidden" and cls.SENSITIVE:  # the key may be a secret
            text, loc = f"has an unknown key (not shown); allowed keys: {', '.join(cls.model_fields)}", loc[:-1]
        elif kind == "extra_forbidden":
            text = unknown_key(str(loc[-1]), list(cls.model_fields), elsewhere=_elsewhere(cls, str(loc[-1])), instead=cls.INSTEAD)
        elif kind == "missing":
            text = missing(cls.key_docstrings().get(str(loc[-1])))
        else:
            field = cls.model_fields.get(str(loc[0])) if loc else None
            text = message(
                kind,
                line["msg"],
                loc,
                line["input"],
                context,
                hidden=cls.SENSITIVE,
                example=_example(field.annotation) if field and kind == "model_type" else "",
                optional=len(loc) == 1 and field is not None and not field.is_required(),
            )
        yield InitErrorDetails(type=_own(text, found), loc=loc, input=None)


def _example(annotation: Any) -> str:
    """Show how to write the model inside a type: its required keys, or all of its keys if none is required."""
    model = model_in(annotation)
    if model is None:
        return ""
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    if required:
        return "{" + ", ".join(f"{key}: …" for key in required) + "}"
    return f"a mapping with any of these keys: {', '.join(model.model_fields)}"


def _elsewhere(cls: type[Model], key: str) -> list[str]:
    """Find an unknown key one level deeper, where it may belong."""
    below = ((name, model_in(field.annotation)) for name, field in cls.model_fields.items())
    return [f"{name}.{key}" for name, model in below if model and key in model.model_fields]


def model_in(annotation: Any) -> type[Model] | None:
    """Return the model inside a field's type, the first if there are several; a model that is imported later is imported now."""
    if isinstance(annotation, type) and issubclass(annotation, Later):
        return model_in(annotation.model())
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def _known_problems(partial: Model) -> Iterator[Problem]:
    for rule in (*partial.RULES, *partial.COMMON_RULES):
        try:
            yield from rule(partial)
        except AttributeError as error:
            if not _is_wrong_field(error):
                raise


def _is_wrong_field(error: AttributeError) -> bool:
    """Return whether a rule read a field that is wrong and reported separately; any other name is a mistake in the rule."""
    model = error.obj
    return isinstance(model, Model) and error.name in type(model).model_fields and error.name not in vars(model)


def is_right(value: Any) -> bool:
    """Return whether a model and all models in it are complete and break no rule; in the report on a wrong file they may not be."""
    if isinstance(value, Model):
        known = vars(value)
        return (
            set(type(value).model_fields) <= set(known)
            and all(map(is_right, known.values()))
            and not any(problem for rule in type(value).RULES for problem in rule(value))
        )
    return all(map(is_right, value)) if isinstance(value, tuple) else True


def _partial(cls: type[Model], data: dict[str, Any], error: ValidationError, seen: dict[int, Any]) -> Model:
    """Build the model from its valid fields only; reading an invalid field raises AttributeError."""
    wrong: set[str | int] = {line["loc"][0] for line in error.errors() if line["loc"]}
    values = {}
    for name, field in cls.model_fields.items():
        if name not in data:
            continue
        found = _understood(data[name], seen)
        if found is not None:
            values[name] = found
        elif name not in wrong:
            annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation  # created at run time
            values[name] = TypeAdapter(annotation).validate_python(data[name])
    written = {name for name in cls.model_fields if name in data}  # with the invalid ones: a key that is set differs from one that isn't
    partial = cls.model_construct(_fields_set=written, **values)
    # A misspelt key was meant for the field that it resembles, so that field can't be judged either.
    meant = {resembled(str(key), list(cls.model_fields)) for key in wrong}
    for key in (wrong | meant) - set(values):
        partial.__dict__.pop(str(key), None)
    return partial


def _understood(raw: Any, seen: dict[int, Any]) -> Any:
    """Return the models, complete or partial, of a mapping or a list of mappings; None if it is or contains anything else."""
    if isinstance(raw, list):
        found = [_understood(item, seen) for item in raw]
        return tuple(found) if found and all(item is not None for item in found) else None
    return seen.get(id(raw)) if isinstance(raw, dict) else None
