"""Names of a deployed hub's homes, and a guard that fails a plan that would change them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cdktf import Precondition, TerraformResourceLifecycle
from constructs import Construct

from constructs_lib.chart_values.storage.home_names import FOUND_AGAIN, HomeNames
from constructs_lib.models.chart_version import SAFE_SLUGS
from constructs_lib.terraform.address import address
from constructs_lib.terraform.terraform_data import TerraformData


class HomeMemory(Construct):
    """Remembers the names of the homes from the first deployment on, and rejects others: users would find empty homes.

    A `terraform_data` that ignores changes of its input stores the names. A hub that was deployed before this resource was introduced
    doesn't have it; ``known_since_first`` distinguishes the two cases at plan. For such a hub the stored names start with
    ``names.assumed``. A change of the storage type resets the stored names.

    Args:
        names: the names of the homes now.
        known_since_first: expression that is true if the hub's first deployment had this resource.
    """

    def __init__(self, scope: Construct, id: str, *, names: HomeNames, known_since_first: str) -> None:
        super().__init__(scope, id)

        now = json.dumps(names.names, ensure_ascii=False)
        memory = TerraformData(
            self,
            "Resource",
            input={
                "homes": names.names
                if names.names == names.assumed
                else f"${{{known_since_first} ? {now} : {json.dumps(names.assumed, ensure_ascii=False)}}}"
            },
            triggers_replace={"storage": names.storage_type},
            lifecycle=TerraformResourceLifecycle(ignore_changes=["input"]),
        )
        remembered = f"{address(memory)}.input.homes"  # its output isn't known in the plan that creates it

        #: Preconditions for the lifecycle of the release that starts users' servers.
        self.preconditions: Sequence[Precondition] = [
            Precondition(condition=f"${{{remembered} == {now}}}", error_message=_refusal(names, remembered, address(memory)))
        ]


def _refusal(names: HomeNames, remembered: str, memory: str) -> str:
    first_time = (
        ""
        if names.names == names.assumed
        else f" If its chart version was below {SAFE_SLUGS.since} until now, deploy once with that version, then upgrade."
    )
    # Older charts have the same names under other fields. The quoted text below is a Terraform string.
    kept = remembered if names.has_lasting_fields else f'replace({remembered}, "escaped_", "")'
    keep = f"Keep them with values: {_nested(names.key, f'${{{kept}}}')}."
    way_back = f'${{{remembered} == "{FOUND_AGAIN}" ? "Remove values.{names.key}." : "{keep}"}}'
    return (
        f"{names.key}: the homes of this hub are named '${{{remembered}}}', and this change would look for '{names.names}': "
        f"users would find empty homes. {way_back}{first_time} If you renamed the homes yourself, set the new name there and run terraform state rm {memory}."
    )


def _nested(key: str, value: str) -> str:
    """Return a chart value in YAML's flow style: ``{singleuser: {storage: …}}``."""
    first, _, rest = key.partition(".")
    return f"{{{first}: {_nested(rest, value)}}}" if rest else f"{{{first}: '{value}'}}"
