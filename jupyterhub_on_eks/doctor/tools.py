"""Checks of programs on this machine: Terraform or OpenTofu, and those that log in to the cluster."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator

from constructs_lib.models.storage.efs import RemovalPolicy
from constructs_lib.models.terraform_cli import OLDEST_OPENTOFU, OLDEST_TERRAFORM, TerraformCli, at_least
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, failure, not_checked, ok, warning

#: Seconds that a program may take to print its version.
_TIMEOUT = 30


def terraform(site: StackSite) -> Iterator[Finding]:
    """Check that Terraform or OpenTofu can run the stack, and how it handles RETAIN."""
    named = os.environ.get("TERRAFORM_BINARY_NAME")
    program = next((name for name in ([named] if named else ["terraform", "tofu"]) if shutil.which(name)), None)
    if program is None:
        what = f"TERRAFORM_BINARY_NAME is {named}, which is not on PATH" if named else "neither terraform nor tofu is on PATH"
        yield failure(what, "Install one: https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install")
        return
    version, is_tofu = _version(program)
    if version is None:
        yield not_checked(f"{program} does not print its version")
        return
    called = f"{'OpenTofu' if is_tofu else 'Terraform'} {version}"
    asked = site.file.opentofu_version if is_tofu else site.file.terraform_version
    oldest = asked or (OLDEST_OPENTOFU if is_tofu else OLDEST_TERRAFORM)
    if not at_least(version, oldest):
        yield failure(f"{called} is older than {oldest}, which the stack needs", "Install a newer one")
    elif (is_tofu and site.file.terraform_version) or (not is_tofu and site.file.opentofu_version):
        yield failure(
            f"{called} is installed, but the hub file is for the other of the two", "Set TERRAFORM_BINARY_NAME, or the other version key"
        )
    else:
        yield ok(called)
    if any(hub.efs_config and hub.efs_config.removal_policy is RemovalPolicy.RETAIN for hub in site.hubs):
        yield _retain(site, called, version, is_tofu=is_tofu)


def _retain(site: StackSite, called: str, version: str, *, is_tofu: bool) -> Finding:
    if site.file.cli.supports_forget:
        return ok("RETAIN: destroy keeps the file system")
    able = TerraformCli(**{"opentofu_version" if is_tofu else "terraform_version": _short(version)})
    key = "opentofu_version" if is_tofu else "terraform_version"
    if able.supports_forget:
        return warning(
            "RETAIN: destroy is refused until `forget` has run", f'{called} can keep it without that: set {key}: "{_short(version)}"'
        )
    return warning(
        "RETAIN: destroy is refused until `forget` has run", "Terraform 1.16 and OpenTofu 1.12 keep the file system without that"
    )


def _version(program: str) -> tuple[str | None, bool]:
    """Return the version, and whether it is OpenTofu; both print the same JSON."""
    try:
        run = subprocess.run([program, "version", "-json"], capture_output=True, text=True, check=False, timeout=_TIMEOUT)
        version = str(json.loads(run.stdout)["terraform_version"]).partition("-")[0]
        text = subprocess.run([program, "version"], capture_output=True, text=True, check=False, timeout=_TIMEOUT).stdout
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
        return None, False
    return version, text.startswith("OpenTofu")


def _short(version: str) -> str:
    return ".".join(version.split(".")[:2])


def programs(site: StackSite) -> Iterator[Finding]:
    """Check that the programs that Terraform runs are installed."""
    wanted = dict.fromkeys(site.file.cluster.login_programs, "cluster.authentication: exec logs in with it; token needs no program")
    if any(hub.efs_config and hub.efs_config.removal_policy is RemovalPolicy.SNAPSHOT for hub in site.hubs):
        wanted.setdefault("aws", "removal_policy: SNAPSHOT makes the final backup with it")
    for name, why in wanted.items():
        path = shutil.which(name)
        yield ok(f"{name} ({path})") if path else failure(f"{name} is not on PATH; {why}", "Install it")
