"""Stops a plan that would change what users' data depends on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdktf import TerraformStack
from constructs import Construct

from constructs_lib.terraform.address import unique_names

#: What a memory holds, as its own conditions and messages refer to it.
WAS = "self.output.value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A setting that can't be changed without harm.

    Args:
        key: path of its key in the hub file, for the message.
        value: what the hub file says now; text that may hold references.
        effect: what a change would do, as a sentence, for the message.
        fix: what to do first when the change is meant, for the message. Default: nothing has to be done first.
        shown: how the message calls ``value``, which may be known only after the apply. Default: ``value`` itself.
        firm: whether even the word lets no change through, since it could not be made in place. Default: it does.
        accepts: former values from which a change does no harm. Default: none.
        condition: an expression over ``WAS`` that decides instead of a comparison. Default: the former value has to be ``value``
            or one of ``accepts``.
    """

    key: str
    value: str
    effect: str
    fix: str = ""
    shown: str = ""
    firm: bool = False
    accepts: Sequence[str] = ()
    condition: str = ""


class ChangeGuard(Construct):
    """Remembers settings in the state, and refuses others at plan.

    Each setting has a ``terraform_data`` of its own, which ignores changes of its input: its output stays what it was when it was
    made, and its postcondition compares. So a setting that a later release adds is remembered from the next deployment on, and no
    other memory is touched. Postconditions stop a plan, but not a destroy. Source: Terraform, "Custom Conditions".

    Args:
        settings: by id, which is a contract: a new id forgets.
        word: the key of the hub file that lets a change through, for the message.
        allowed: whether it is set; then the memories take the new values.
    """

    def __init__(self, scope: Construct, id: str, *, settings: Mapping[str, Remembered], word: str, allowed: bool) -> None:
        super().__init__(scope, id)
        stack = TerraformStack.of(self)
        names = unique_names(self, settings, stack=stack)
        # All at once, since a construct for each would take a tenth of a hub's time; with those of earlier guards, which it would overwrite.
        blocks = vars(stack).setdefault("_change_guards", {})
        blocks |= {names[name]: _block(setting, word, allowed=allowed) for name, setting in settings.items()}
        stack.add_override("resource.terraform_data", blocks)


def _block(setting: Remembered, word: str, *, allowed: bool) -> dict[str, Any]:
    block: dict[str, Any] = {"input": {"value": setting.value}}
    if setting.firm or not allowed:
        block["lifecycle"] = {"ignore_changes": ["input"], "postcondition": [_unchanged(setting, word)]}
    return block


def _unchanged(setting: Remembered, word: str) -> dict[str, str]:
    known = ", ".join(json.dumps(value, ensure_ascii=False) for value in (setting.value, *setting.accepts))
    steps = [*([setting.fix] if setting.fix else ()), *(() if setting.firm else [f"deploy once with {word}: true"])]
    return {
        "condition": f"${{{setting.condition or f'contains([{known}], {WAS})'}}}",
        "error_message": (
            f"{setting.key}: this hub was deployed with '${{{WAS}}}', and this plan has '{setting.shown or setting.value}'. {setting.effect} "
            f"Put the old value back; if the change is meant, {', and '.join(steps)}."
        ),
    }
