"""Finds the claim of a server's home, under each name that it may have, and never takes one that is another user's."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from typing import Any

#: The names that charts 1.x to 3.x, this library and charts 4.x give to claims.
CLAIM_TEMPLATES = ("claim-{username}{servername}", "claim-{username}--{servername}", "claim-{user_server}")


class ClaimOfAnotherUserError(Exception):
    """The claim under the server's name was made for another user or server. JupyterHub shows the message to the user."""

    def __init__(self, claim: str) -> None:
        self.jupyterhub_message = (
            f"The claim {claim} of this server was made for another user or server, so the server doesn't start. Ask an administrator."
        )
        super().__init__(self.jupyterhub_message)


def set_claims_of_users(c: Any) -> None:
    """Look for the claim in KubeSpawner's pre_spawn_hook, and before a claim is deleted. A hook that is set already runs first.

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
    """Return KubeSpawner's ``delete_forever``, for which JupyterHub has no hook, such that it deletes no claim of another user."""

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
    """Return the name of the server's claim: the one that exists, else the one to make.

    KubeSpawner writes user and server on each claim as annotations. A claim without them was made by a person; it counts under the
    name by which the hub looks for it, and for default servers.

    Raises:
        ClaimOfAnotherUserError: another user's or server's claim has the name of the one to make.
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
    """Yield the names that the claim may have from another chart version. Those of a template of the user's own stay within it."""
    template = spawner.pvc_name_template
    for each in CLAIM_TEMPLATES if template in CLAIM_TEMPLATES else (template,):
        if hasattr(spawner, "slug_scheme"):  # from KubeSpawner 7 on, which knows both kinds of names
            yield expanded(spawner, each, slug_scheme="escape")
            yield expanded(spawner, each, slug_scheme="safe")
        elif "{user_server}" not in each:
            yield expanded(spawner, each)


def expanded(spawner: Any, template: str, **scheme: str) -> str:
    """Return a template as KubeSpawner fills it in for the server."""
    return str(spawner._expand_user_properties(template, **scheme))  # noqa: SLF001  # all of its names are made there


async def read_claim(spawner: Any, name: str) -> Any:
    """Return a claim in the server's namespace; None where there is none."""
    read = spawner.api.read_namespaced_persistent_volume_claim
    try:
        if hasattr(spawner, "asynchronize"):  # KubeSpawner 1, whose client blocks
            return await asyncio.wrap_future(spawner.asynchronize(read, name=name, namespace=spawner.namespace))
        claim = read(name=name, namespace=spawner.namespace)
        return await asyncio.wait_for(claim, spawner.k8s_api_request_timeout) if inspect.isawaitable(claim) else claim
    except Exception as error:
        # The client libraries have exceptions of their own.
        if getattr(error, "status", None) == HTTPStatus.NOT_FOUND:
            return None
        raise


def mount_claim(spawner: Any, name: str) -> None:
    """Mount the claim, and make it if it isn't there."""
    former = (spawner.pvc_name, expanded(spawner, spawner.pvc_name_template))
    spawner.pvc_name = name
    if hasattr(spawner, "_pvc_exists"):
        # Else KubeSpawner 7 looks by itself, and takes another user's claim as well.
        spawner._pvc_exists = True  # noqa: SLF001
    if isinstance(spawner.volumes, list):  # of charts below 4.0.0; later ones write {pvc_name}
        spawner.volumes = [volume_with_claim(spawner, volume, former, name) for volume in spawner.volumes]


def volume_with_claim(spawner: Any, volume: Any, former: Any, name: str) -> Any:
    """Return a volume of the pod, with the claim's new name where it had a former one."""
    source = volume.get("persistentVolumeClaim") or {}
    if expanded(spawner, str(source.get("claimName", ""))) not in former:
        return volume
    return {**volume, "persistentVolumeClaim": {**source, "claimName": name}}
