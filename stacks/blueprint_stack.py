"""The stack of one hub file: an existing cluster and an ordered array of add-ons."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from cdktf import LocalBackend, S3Backend, TerraformStack
from constructs import Construct

from constructs_lib.add_ons.contract import AddOn
from constructs_lib.blueprint import Blueprint
from constructs_lib.checks.one_run import ClaimingStack, OneRun
from constructs_lib.errors import BlueprintError, Problem
from constructs_lib.facts import stack_facts
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.imports import Import
from constructs_lib.models.secrets.plaintext import plain_text_problems
from constructs_lib.models.terraform_cli import TerraformCli
from constructs_lib.terraform.asked_once import stack_folder
from constructs_lib.terraform.escape import literal
from constructs_lib.terraform.synthesizer import BlueprintSynthesizer
from fast_start import creating_ahead


class BlueprintStack(TerraformStack):
    """Add-ons on an existing EKS cluster, deployed in the order of the array, with the backend of the state.

    Writes ``facts.json`` (docs/facts.md) next to its Terraform JSON.

    Args:
        id: name of the stack; also part of the names of its resources in AWS.
        blueprint: cluster, add-ons, certificates and command line as one value; instead of the next four arguments.
        cluster: the existing cluster.
        add_ons: in order; each may rely only on those before it.
        certificates: named certificates, which hubs refer to by ``certificate_resource_name``. Default: none.
        cli: the oldest Terraform or OpenTofu that will run the stack. Default: Terraform 1.11.
        tags: tags on every AWS resource of the stack. Default: none.
        backend: where the state is stored. Default: the file ``terraform.<id>.tfstate`` in the working directory.
        imports: resources that Terraform imports instead of creating them, for an existing hub. Default: none.

    Raises:
        BlueprintError: the add-ons conflict with each other or with those of another stack of the app, or the state's path contains a
            secret; the error lists every conflict.
        TypeError: neither ``blueprint`` nor ``cluster`` is given, or both are.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        blueprint: Blueprint | None = None,
        *,
        cluster: ClusterConfig | None = None,
        add_ons: Sequence[AddOn] = (),
        certificates: Mapping[str, CertificateConfig] | None = None,
        cli: TerraformCli | None = None,
        tags: Mapping[str, str] | None = None,
        backend: BackendConfig | None = None,
        imports: Sequence[Import] = (),
    ) -> None:
        if blueprint is None and cluster is not None:
            blueprint = Blueprint(cluster=cluster, add_ons=add_ons, certificates=certificates or {}, cli=cli or TerraformCli())
        elif blueprint is None or cluster is not None:
            raise TypeError("BlueprintStack takes either blueprint, or cluster and add_ons")
        super().__init__(scope, id)

        if problems := list(plain_text_problems({"backend": backend} if backend else {})):
            raise BlueprintError(problems)
        self._share(scope, id, ClaimingStack(blueprint.cluster, backend, blueprint.add_ons))
        self._keep_state_in(backend, stack_folder(self))
        if blueprint.cli.required_version:
            self.add_override("terraform.required_version", blueprint.cli.required_version)
        if imports:
            # As blocks, because CDKTF's own `importFrom` is a method of each resource, which only its construct has.
            self.add_override("import", [{"to": each.to, "id": literal(each.id)} for each in imports])
        with creating_ahead():
            deployments = blueprint.deploy(self, tags=tags)
        self.synthesizer = BlueprintSynthesizer(self, facts=stack_facts(blueprint, deployments, stack=id, tags=tags))

    @staticmethod
    def _share(scope: Construct, name: str, stack: ClaimingStack) -> None:
        """Check that no other stack of the app claims the same things. The app's Python object stores the claims: asking Node is slower."""
        run: OneRun[str] = vars(scope).setdefault("_blueprint_stacks", OneRun())
        problems = [Problem(claim.message(f"the stack {other}"), claim.path) for claim, other, _ in run.add(name, stack)]
        if problems:
            raise BlueprintError(problems)

    def _keep_state_in(self, backend: BackendConfig | None, folder: Path) -> None:
        if backend is None:
            # Terraform runs in the target of symbolic links.
            LocalBackend(self, path=os.path.relpath(f"terraform.{folder.name}.tfstate", os.path.realpath(folder)))
            return
        S3Backend(self, bucket=backend.s3.bucket, key=literal(backend.s3.key), region=backend.s3.region, encrypt=True)
        # S3's own lock file; CDKTF 0.21 has no keyword for it.
        self.add_override("terraform.backend.s3", {"use_lockfile": True})
