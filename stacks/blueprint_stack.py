"""The stack of one hub file: an existing cluster and an ordered array of add-ons."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from cdktf import Annotations, App, LocalBackend, S3Backend, TerraformStack
from constructs import Construct

from constructs_lib.add_ons import AddOn, ClusterInfo
from constructs_lib.add_ons.add_on import Deployed
from constructs_lib.checks.add_ons import add_on_problems
from constructs_lib.checks.certificates import certificate_problems, unused_certificates
from constructs_lib.checks.dns_names import dns_name_problems
from constructs_lib.checks.shared_storage import shared_storage_problems
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.exposure.certificates import Certificates
from constructs_lib.constructs.jupyterhub.hub import JupyterHub
from constructs_lib.errors import BlueprintError
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.releases import with_releases
from constructs_lib.models.terraform_cli import TerraformCli
from constructs_lib.terraform.dependencies import Dependables
from constructs_lib.terraform.escape import literal
from stacks.checked_synthesizer import CheckedSynthesizer
from stacks.outputs import hub_outputs


class BlueprintStack(TerraformStack):
    """Add-ons on an existing EKS cluster, deployed in the order of the array.

    Args:
        id: name of the stack; also part of the cloud names of what the stack makes.
        cluster: the existing cluster.
        add_ons: in order; each may lean only on those before it.
        tags: put on every AWS resource of the stack. Default: none.
        backend: where the state lies. Default: the file ``terraform.<id>.tfstate`` in the working directory.
        certificates: named certificates, which hubs refer to by ``certificate_resource_name``. Default: none.
        cli: the oldest Terraform or OpenTofu that will run the stack. Default: Terraform 1.11.

    Raises:
        BlueprintError: the add-ons don't fit together; the error lists every misfit.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ClusterConfig,
        add_ons: Sequence[AddOn],
        tags: Mapping[str, str] | None = None,
        backend: BackendConfig | None = None,
        certificates: Mapping[str, CertificateConfig] | None = None,
        cli: TerraformCli | None = None,
    ) -> None:
        certificates = certificates or {}
        problems = [
            *add_on_problems(add_ons),
            *dns_name_problems(add_ons),
            *shared_storage_problems(add_ons),
            *certificate_problems(add_ons, certificates=certificates, region=cluster.region),
        ]
        if problems:
            raise BlueprintError(problems)
        super().__init__(scope, id)
        self.synthesizer = CheckedSynthesizer(self)

        add_ons = with_releases(add_ons)
        cli = cli or TerraformCli()
        self._keep_state_in(backend)
        if cli.required_version:
            self.add_override("terraform.required_version", cli.required_version)
        existing = ExistingCluster(self, "Cluster", config=cluster, tags=dict(tags or {}))
        arns = Certificates(self, "Certificates", certificates=certificates).arns
        scheduled: dict[type[AddOn], Deployed] = {}
        classes: dict[str, Dependables] = {}
        forgotten: list[str] = []
        for add_on in add_ons:
            info = ClusterInfo(
                stack=self, cluster=existing, cli=cli, certificate_arns=arns, scheduled=dict(scheduled), storage_classes=dict(classes)
            )
            deployed = scheduled[type(add_on)] = add_on.deploy(info)
            if isinstance(deployed, JupyterHub):
                classes |= deployed.storage_classes
                forgotten += deployed.forgotten
                hub_outputs(self, deployed, cluster=cluster)
        if forgotten:
            # CDKTF 0.21 knows no `removed` blocks.
            self.add_override("removed", [{"from": address, "lifecycle": {"destroy": False}} for address in forgotten])
        for warning in (*unused_certificates(add_ons, certificates), *(words for add_on in add_ons for words in add_on.warnings())):
            Annotations.of(self).add_warning(warning)

    def _keep_state_in(self, backend: BackendConfig | None) -> None:
        if backend is None:
            outdir = Path(App.of(self).outdir)
            LocalBackend(self, path=os.path.relpath(f"terraform.{self.node.id}.tfstate", outdir / "stacks" / self.node.id))
            return
        S3Backend(self, bucket=backend.s3.bucket, key=literal(backend.s3.key), region=backend.s3.region, encrypt=True)
        # S3's own lock file; CDKTF 0.21 has no keyword for it.
        self.add_override("terraform.backend.s3", {"use_lockfile": True})
