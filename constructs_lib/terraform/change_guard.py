"""Guard that fails a plan that would change what users' data depends on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdktf import TerraformStack
from constructs import Construct

from constructs_lib.terraform.address import unique_names

#: The remembered value, as referenced by its own conditions and messages.
WAS = "self.output.value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A setting that can't be changed without harm.

    Args:
        key: path of its key in the hub file, for the message.
        value: the value in the hub file now; text that may contain references.
        effect: what a change would do, as a sentence, for the message.
        fix: what to do first if the change is intended, for the message. Default: nothing.
        shown: text for ``value`` in the message, because it may be known only after the apply. Default: ``value`` itself.
        firm: whether even ``word`` allows no change, because it can't be made in place. Default: it does.
        accepts: former values that can be changed without harm. Default: none.
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
    """Remembers settings in the state, and rejects others at plan.

    Each setting has its own ``terraform_data``, which ignores changes of its input: its output keeps its value from creation,
    and its postcondition compares. So a setting that a later release adds is remembered from the next deployment on, and no
    other resource is touched. Postconditions fail a plan, but not a destroy. Source: Terraform, "Custom Conditions".

    Args:
        settings: by id, which is a contract: a new id loses the remembered value.
        word: the key of the hub file that allows a change, for the message.
        allowed: whether it is set; then the new values are remembered.
    """

    def __init__(self, scope: Construct, id: str, *, settings: Mapping[str, Remembered], word: str, allowed: bool) -> None:
        super().__init__(scope, id)
        stack = TerraformStack.of(self)
        names = unique_names(self, settings, stack=stack)
        # All at once, because a construct for each would take a tenth of a hub's time; with those of earlier guards, which it would overwrite.
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
            f"Restore the old value. If the change is intended, {', and '.join(steps)}."
        ),
    }
