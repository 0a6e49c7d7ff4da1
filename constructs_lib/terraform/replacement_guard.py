"""Stops a plan that would replace what holds data."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cdktf import Precondition, TerraformResourceLifecycle
from constructs import Construct

from constructs_lib.terraform.terraform_data import TerraformData


class ReplacementGuard(Construct):
    """Remembers the settings with which something was made, and refuses others.

    A precondition can't see the state of its own resource. So the settings are kept by a ``terraform_data`` that ignores
    changes: its output stays what it was when the resource was made.

    Args:
        what: what would be replaced, for the message.
        settings: by key of the hub file, those that can't be changed in place; as text.
        fix: what to do all the same, for the message.
    """

    def __init__(self, scope: Construct, id: str, *, what: str, settings: Mapping[str, str], fix: str) -> None:
        super().__init__(scope, id)
        made_with = TerraformData(self, "Resource", input=settings, lifecycle=TerraformResourceLifecycle(ignore_changes=["input"]))

        #: Put these into the lifecycle of what is guarded.
        self.preconditions = [
            Precondition(
                condition=f"${{({made_with.output}.{key} == {json.dumps(value, ensure_ascii=False)})}}",
                error_message=(
                    f"{key}: {what} was made with '${{{made_with.output}.{key}}}', and a change would replace it: its data would be lost. {fix}."
                ),
            )
            for key, value in settings.items()
        ]
