"""Fixes for known failures of Terraform."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from jupyterhub_on_eks.deployment.stack_output import Stack

#: The lock of a state file: the system releases it with the process, and `force-unlock` fails. Source: Terraform, ``statemgr.Filesystem``.
_LOCKED_FILE = (
    "Another run on this machine holds the lock of the state file. Wait until it ends, or end its process, then run the command again."
)
_LOCKED = r"[Ee]rror acquiring the state lock"
#: Patterns in Terraform's output, and the fix. The first match counts. {cd} changes to the stack's folder, {tf} is the program.
_ADVICE: Mapping[str, str] = {
    r"[Ss]aved plan is stale": "The state changed after the plan was made, so nothing was changed. Make a new plan: run the command again.",
    r"Backend configuration changed|Backend initialization required|Backend type changed": (
        "The hub file now stores the state in another place. To move it there: {cd} && {tf} init -migrate-state"
    ),
    r"ExpiredToken|token (included in the request|has expired|is expired)|SSO session|refresh cached credentials": (
        "The AWS credentials have expired. Log in again, for example with `aws sso login`, then run the command again."
    ),
    r"No valid credential sources|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|get credentials": (
        "There are no valid AWS credentials. `aws sts get-caller-identity` shows which ones are used; AWS_PROFILE selects a profile."
    ),
    rf"{_LOCKED}.*(AccessDenied|is not authorized)": (
        "The AWS identity may not write the lock beside the state: the statement StateLock in docs/permissions.md. An identity that only reads "
        "can plan without a lock: diff --no-lock."
    ),
    r"AccessDenied|UnauthorizedOperation|is not authorized to perform": (
        "The AWS identity lacks a permission; the message above names it. `aws sts get-caller-identity` shows the identity, and "
        "docs/permissions.md has the policies that it needs."
    ),
    _LOCKED: (
        "Another run holds the lock of the state. Wait until it ends, then run the command again. If that run is dead, release its lock: "
        "{cd} && {tf} force-unlock {lock}"
    ),
    r"Failed to query available provider packages|could not connect to registry|Failed to install provider": (
        "The provider registry can't be reached. Check the network and HTTPS_PROXY, or configure a mirror (provider_installation in the CLI "
        "configuration)."
    ),
    r"doesn't match any of the checksums": (
        "A provider doesn't match its checksum in locks/. If the lock was written on another system, add the checksums of this one: "
        "{cd} && {tf} providers lock, then copy .terraform.lock.hcl to locks/{stack}.terraform.lock.hcl"
    ),
}


def advice(output: str, stack: Stack, binary: str) -> str | None:
    """Return the fix for a failure, from Terraform's output; None if unknown."""
    joined = " ".join(output.replace("│", " ").split())
    fix = next((fix for sign, fix in _ADVICE.items() if re.search(sign, joined)), None)
    if fix is None:
        return None
    if fix is _ADVICE[_LOCKED] and _is_file(stack):
        return _LOCKED_FILE
    lock = re.search(r"Lock Info:\s+ID:\s+(\S+)", joined)
    known = {"cd": f"cd {shlex.quote(str(stack.path.parent))}", "tf": binary, "lock": lock[1] if lock else "LOCK_ID", "stack": stack.name}
    return fix.format(**known)


def _is_file(stack: Stack) -> bool:
    """Return whether the state is a local file; that is also the default without a backend."""
    backend = stack.template.get("terraform", {}).get("backend", {})
    return not backend or "local" in backend
