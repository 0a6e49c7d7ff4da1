"""A user's own app, which has packages called `stacks` and `tests` and a program called `main`, as this project has."""

from __future__ import annotations

#: The files by their paths, imports as isort sorts them.
FILES = {
    "main.py": '''
"""Renders the hub files, and a stack of our own."""

from pathlib import Path

from cdktf import App
from jupyterhub_on_eks import BlueprintStack, read_hub_file

from stacks import LabStack
from tests import TEAM


def main() -> None:
    """Render each into a folder of its own."""
    for path in sorted(Path("hubs").iterdir()):
        app, file = App(outdir=f"out-{path.stem}"), read_hub_file(path)
        BlueprintStack(app, file.stack, file.blueprint(), tags=file.tags, backend=file.backend)
        app.synth()
    app = App(outdir="out-lab")
    LabStack(app, "lab", team=TEAM)
    app.synth()


if __name__ == "__main__":
    main()
''',
    "stacks/__init__.py": '''
"""Our stacks."""

from stacks.lab import LabStack

__all__ = ["LabStack"]
''',
    "stacks/lab.py": '''
"""A hub beside resources of our own."""

from cdktf import LocalBackend, TerraformOutput, TerraformStack
from constructs import Construct
from jupyterhub_on_eks import (
    Blueprint,
    ClusterConfig,
    EbsConfig,
    EbsCsiDriverAddOn,
    JupyterHubAddOn,
    JupyterHubServiceType,
    KmsKey,
    StorageClassConfig,
)


class LabStack(TerraformStack):
    """A hub whose homes are encrypted with a key that we make."""

    def __init__(self, scope: Construct, id: str, *, team: str) -> None:
        super().__init__(scope, id)
        LocalBackend(self, path="terraform.tfstate")
        key = KmsKey(self, "Key", description=f"archive of {team}")
        hub = JupyterHubAddOn(
            ebs_config=EbsConfig(storage_class=StorageClassConfig(name="lab-gp3"), capacity="10Gi"),
            service_type=JupyterHubServiceType.CLUSTERIP,
        )
        blueprint = Blueprint(cluster=ClusterConfig(name="lab", region="us-west-2"), add_ons=[EbsCsiDriverAddOn(), hub])
        hub_url = blueprint.deploy(self, tags={"team": team})[1].url
        TerraformOutput(self, "lab", value=f"{hub_url} {key.resource.arn}")
''',
    "tests/__init__.py": '''
"""Our tests."""

TEAM = "physics"
''',
    # Without the override mypy reads all 2,300 modules of the bindings.
    "mypy.ini": """
[mypy]
strict = true

[mypy-cdktf_cdktf_provider_aws,cdktf_cdktf_provider_helm,cdktf_cdktf_provider_kubernetes]
follow_imports = skip
""",
}

#: A program with two mistakes that a type checker finds, and three `reveal_type` calls.
WRONG = """from jupyterhub_on_eks import Blueprint, BlueprintStack, EbsConfig, KmsKey, TypingMistake

EbsConfig(storage_class=7, capacity="10Gi")
reveal_type(Blueprint.deploy)
reveal_type(BlueprintStack)
reveal_type(KmsKey)
"""
