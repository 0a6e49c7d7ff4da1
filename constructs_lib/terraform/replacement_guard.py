"""Guard that fails a plan that would replace a resource with data."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cdktf import Precondition, TerraformResourceLifecycle
from constructs import Construct

from constructs_lib.terraform.terraform_data import TerraformData


class ReplacementGuard(Construct):
    """Remembers the settings with which a resource was created, and rejects others.

    A precondition can't see the state of its own resource. So a ``terraform_data`` that ignores changes stores the
    settings: its output keeps its value from creation.

    Args:
        what: what would be replaced, for the message.
        settings: the settings that can't be changed in place, as text, by key of the hub file.
        fix: what to do instead, for the message.
    """

    def __init__(self, scope: Construct, id: str, *, what: str, settings: Mapping[str, str], fix: str) -> None:
        super().__init__(scope, id)
        made_with = TerraformData(self, "Resource", input=settings, lifecycle=TerraformResourceLifecycle(ignore_changes=["input"]))

        #: Preconditions for the lifecycle of the guarded resource.
        self.preconditions = [
            Precondition(
                condition=f"${{({made_with.output}.{key} == {json.dumps(value, ensure_ascii=False)})}}",
                error_message=(
                    f"{key}: {what} was created with '${{{made_with.output}.{key}}}', and a change would replace it: its data would be lost. {fix}."
                ),
            )
            for key, value in settings.items()
        ]
