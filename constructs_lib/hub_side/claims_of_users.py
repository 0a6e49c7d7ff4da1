"""Finds the claim of a server's home under each name that it may have, and never uses a claim of another user."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from typing import Any

#: Names of claims in charts 1.x to 3.x, in this library and in charts 4.x.
CLAIM_TEMPLATES = ("claim-{username}{servername}", "claim-{username}--{servername}", "claim-{user_server}")


class ClaimOfAnotherUserError(Exception):
    """The claim with the server's name was created for another user or server. JupyterHub shows the message to the user."""

    def __init__(self, claim: str) -> None:
        self.jupyterhub_message = (
            f"The claim {claim} of this server was created for another user or server, so the server can't start. Ask an administrator."
        )
        super().__init__(self.jupyterhub_message)


def set_claims_of_users(c: Any) -> None:
    """Look for the claim in KubeSpawner's pre_spawn_hook, and before a claim is deleted. A hook that is already set runs first.

    Args:
        c: JupyterHub's configuration.
    """
    from kubespawner import KubeSpawner  # noqa: PLC0415  # only the hub has it

    KubeSpawner.delete_forever = deletion_of_own_claim(KubeSpawner.delete_forever)
    c.KubeSpawner.pre_spawn_hook = hook_with_claim(c.KubeSpawner.get("pre_spawn_hook") or c.Spawner.get("pre_spawn_hook"))


def hook_with_claim(earlier_hook: Callable[..., Any] | None) -> Callable[..., Awaitable[None]]:
    """Return a hook that runs the earlier one, then chooses the claim."""

    async def hook(spawner: Any) -> None:
        done = earlier_hook(spawner) if earlier_hook else None
        if inspect.isawaitable(done):
            await done
        # KubeSpawner 7 remembers the claim that a server has mounted; a user who was renamed keeps it.
        if spawner.storage_pvc_ensure and not getattr(spawner, "_pvc_exists", False):
            mount_claim(spawner, await claim_of(spawner))

    return hook


def deletion_of_own_claim(delete: Callable[..., Any]) -> Callable[..., Awaitable[None]]:
    """Return a replacement of KubeSpawner's ``delete_forever`` that deletes no claim of another user. JupyterHub has no hook for it."""

    async def delete_own(spawner: Any) -> None:
        if spawner.delete_pvc and spawner.storage_pvc_ensure:
            try:
                spawner.pvc_name = await claim_of(spawner)
            except ClaimOfAnotherUserError as error:
                spawner.log.warning("Nothing is deleted. %s", error)
                return
        await delete(spawner)

    return delete_own


async def claim_of(spawner: Any) -> str:
    """Return the name of the server's claim: the one that exists, or the one to create.

    KubeSpawner writes user and server on each claim as annotations. A claim without them was created by a person; it is used if it
    has the name that the hub looks for, and for default servers.

    Raises:
        ClaimOfAnotherUserError: another user's or server's claim has the name of the one to create.
    """
    wanted, taken = expanded(spawner, spawner.pvc_name_template), False
    for name in dict.fromkeys([wanted, *earlier_names(spawner)]):
        claim = await read_claim(spawner, name)
        if claim is None:
            continue
        notes = claim.metadata.annotations if isinstance(claim.metadata.annotations, dict) else {}
        owner = notes.get("hub.jupyter.org/username")
        by_hand = owner is None and (name == wanted or not spawner.name)
        if by_hand or (owner, notes.get("hub.jupyter.org/servername", "")) == (spawner.user.name, spawner.name):
            return name
        taken = taken or name == wanted
    if taken:
        raise ClaimOfAnotherUserError(wanted)
    return wanted


def earlier_names(spawner: Any) -> Iterator[str]:
    """Yield the names that the claim may have from another chart version. With a custom template, only its names."""
    template = spawner.pvc_name_template
    for each in CLAIM_TEMPLATES if template in CLAIM_TEMPLATES else (template,):
        if hasattr(spawner, "slug_scheme"):  # from KubeSpawner 7 on, which knows both kinds of names
            yield expanded(spawner, each, slug_scheme="escape")
            yield expanded(spawner, each, slug_scheme="safe")
        elif "{user_server}" not in each:
            yield expanded(spawner, each)


def expanded(spawner: Any, template: str, **scheme: str) -> str:
    """Return a template with the server's values, as KubeSpawner expands it."""
    return str(spawner._expand_user_properties(template, **scheme))  # noqa: SLF001  # it makes all of KubeSpawner's names


async def read_claim(spawner: Any, name: str) -> Any:
    """Return a claim in the server's namespace, or None if it doesn't exist."""
    read = spawner.api.read_namespaced_persistent_volume_claim
    try:
        if hasattr(spawner, "asynchronize"):  # KubeSpawner 1, whose client blocks
            return await asyncio.wrap_future(spawner.asynchronize(read, name=name, namespace=spawner.namespace))
        claim = read(name=name, namespace=spawner.namespace)
        return await asyncio.wait_for(claim, spawner.k8s_api_request_timeout) if inspect.isawaitable(claim) else claim
    except Exception as error:
        # Each client library has its own exceptions.
        if getattr(error, "status", None) == HTTPStatus.NOT_FOUND:
            return None
        raise


def mount_claim(spawner: Any, name: str) -> None:
    """Mount the claim, which KubeSpawner creates if it doesn't exist."""
    former = (spawner.pvc_name, expanded(spawner, spawner.pvc_name_template))
    spawner.pvc_name = name
    if hasattr(spawner, "_pvc_exists"):
        # Otherwise KubeSpawner 7 looks by itself, and uses another user's claim too.
        spawner._pvc_exists = True  # noqa: SLF001
    if isinstance(spawner.volumes, list):  # of charts below 4.0.0; later ones write {pvc_name}
        spawner.volumes = [volume_with_claim(spawner, volume, former, name) for volume in spawner.volumes]


def volume_with_claim(spawner: Any, volume: Any, former: Any, name: str) -> Any:
    """Return a volume of the pod, with the claim's new name if it had a former one."""
    source = volume.get("persistentVolumeClaim") or {}
    if expanded(spawner, str(source.get("claimName", ""))) not in former:
        return volume
    return {**volume, "persistentVolumeClaim": {**source, "claimName": name}}
