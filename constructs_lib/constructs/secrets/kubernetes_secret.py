"""A secret that Terraform writes to a Kubernetes Secret without storing it."""

from __future__ import annotations

from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_kubernetes.secret_v1 import SecretV1, SecretV1Metadata
from constructs import Construct

from constructs_lib.models.secrets.reference import SecretEnvVar, UnsafePlainText
from constructs_lib.terraform.dependencies import Dependables, waits_for
from constructs_lib.terraform.ephemeral import ephemeral_resource
from constructs_lib.terraform.target_versions import declare_target_versions

_VARIABLES = "Variables"


class KubernetesSecret(Construct):
    """The Kubernetes Secret from which the hub's pod reads a secret; nothing is created if the reference is to an existing one.

    The value is read while Terraform runs and written through a write-only argument, so it is in neither plan nor state. The
    provider writes it when the revision increases, and creates an empty Secret without a revision
    (hashicorp/terraform-provider-kubernetes issue 2833), so a revision is always set.

    Args:
        secret: the reference, and the name and key for the value.
        namespace: namespace of the Secret.
        depends_on: what must exist before. Default: nothing.
    """

    def __init__(self, scope: Construct, id: str, *, secret: SecretEnvVar, namespace: str, depends_on: Dependables = ()) -> None:
        super().__init__(scope, id)
        self._reference = secret.reference

        #: Wait for these before a pod refers to the secret.
        self.ready: Dependables = []
        if self._reference.kubernetes_secret is not None:
            return
        declare_target_versions(self)
        made = SecretV1(
            self,
            "Resource",
            metadata=SecretV1Metadata(name=secret.name, namespace=namespace),
            type="Opaque",
            data_wo_revision=self._reference.revision,
            depends_on=waits_for(depends_on),
        )
        made.data_wo = {secret.key: self._value(made)}
        self.ready = [made]

    def _value(self, made: SecretV1) -> str:
        if isinstance(self._reference, UnsafePlainText):
            return self._reference.text.get_secret_value()
        if self._reference.variable is not None:
            return _variable(self, self._reference.variable)
        return self._secrets_manager(made.friendly_unique_id)

    def _secrets_manager(self, name: str) -> str:
        """Return an expression that reads the secret while Terraform runs."""
        read = ephemeral_resource(self, "aws_secretsmanager_secret_version", name, {"secret_id": self._reference.secrets_manager})
        text = f"{read}.secret_string"
        return f'${{jsondecode({text})["{self._reference.key}"]}}' if self._reference.key else f"${{{text}}}"


def _variable(scope: Construct, name: str) -> str:
    """Declare the stack's variable with that name once, and return a reference to it."""
    stack = TerraformStack.of(scope)
    found = stack.node.try_find_child(_VARIABLES)
    folder = found if isinstance(found, Construct) else Construct(stack, _VARIABLES)
    declared = folder.node.try_find_child(name)
    if not isinstance(declared, TerraformVariable):
        declared = TerraformVariable(
            folder, name, type="string", sensitive=True, nullable=False, description=f"A secret, never kept: set TF_VAR_{name}"
        )
        declared.override_logical_id(name)
        declared.add_override("ephemeral", True)  # noqa: FBT003  # CDKTF's signature; 0.21 has no keyword for it
    return str(declared.string_value)
