"""Next steps after a first hub file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.init.answers import Answers
from jupyterhub_on_eks.init.choices import Login, Storage

#: The namespace of a hub that sets none.
_NAMESPACE = "jupyterhub"


def next_steps(file: Path, answers: Answers) -> Iterator[str]:
    """Yield commands, each with its purpose."""
    commands = Commands(paths=[file])
    yield f"{commands.line('check')}     # check the file"
    yield f"{commands.line('doctor')}    # check AWS and the cluster"
    yield f"{commands.line('deploy')}    # show what is created, and create it"
    secret = {Login.SHARED_PASSWORD: "hub-password --from-literal=password"}.get(answers.login, "hub-oidc --from-literal=client_secret")
    if answers.login is not Login.NONE:
        when = "before" if answers.storage is Storage.EXISTING else "during the deployment"
        yield f"kubectl create secret generic --namespace {_NAMESPACE} {secret}=…    # {when}: the secret for the login"
