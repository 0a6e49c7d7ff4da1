"""Data that a plan would delete, besides what the comparison of state and JSON found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jupyterhub_on_eks.deployment.data_loss import HOLD_DATA, Loss, policy
from jupyterhub_on_eks.deployment.plan import Change, Plan
from jupyterhub_on_eks.deployment.state import State

#: Types that are checked here, by action. A namespace that is no longer in the JSON is checked before the plan, by its hub's storage.
_HELD = {"replace": HOLD_DATA, "destroy": tuple(kind for kind in HOLD_DATA if kind != "kubernetes_namespace_v1")}


def planned_losses(plan: Plan, state: State, known: Collection[str]) -> Iterator[Loss]:
    """Yield the resources with data that the plan deletes or replaces.

    Args:
        plan: plan of a deployment.
        state: state from which it was made.
        known: addresses that were already checked.
    """
    for change in plan.changes:
        address = change.address.partition("[")[0]
        if address not in known and address.partition(".")[0] in _HELD.get(change.action, ()):
            yield _loss(change, address, state)


def _loss(change: Change, address: str, state: State) -> Loss:
    held = next((held for held in state.resources if held.address == address), None)
    then = " and create it again, empty" if change.action == "replace" else ""
    because = f" ({', '.join(change.because)})" if change.because else ""
    message = f"{change.address} ({held.attributes.get('id') if held else 'unknown'}): Terraform would delete it with all its data{then}{because}."
    if held and policy(state, held) == "DESTROY":
        return Loss(f"{message} It was deployed with removal_policy: DESTROY.", wanted=True, address=address)
    return Loss(message, ("Restore the settings of its hub as they were deployed.",), address=address)
