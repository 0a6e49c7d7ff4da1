"""References to secrets. A secret itself is never written down: not in a hub file, not in Terraform's JSON, plan or state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.validators import matching, not_of_javascript

_HOW = (
    "Use {kubernetes_secret: its-name, key: client_secret} for a Kubernetes Secret in the hub's namespace, "
    "{secrets_manager: its-name, key: client_secret} for AWS Secrets Manager, or {variable: name} for a Terraform variable"
)
_SOURCES = ("kubernetes_secret", "secrets_manager", "variable")
_RESERVED = {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"}


def _not_reserved(name: str) -> str:
    if name in _RESERVED:
        raise ValueError("is a reserved name in Terraform; use another name for the variable, for example hub_client_secret")
    return name


#: Name of a Terraform variable. Source: Terraform, "Input variables", reserved names.
VariableName = Annotated[
    str,
    BeforeValidator(lambda value: _not_reserved(value) if isinstance(value, str) else value),
    matching(r"[A-Za-z_][A-Za-z0-9_]*", "is not a variable name; use letters, digits and '_', not starting with a digit", longest=64),
    AfterValidator(not_of_javascript),
]

#: Name or ARN of a secret. Source: AWS Secrets Manager API, ``CreateSecret`` and ``GetSecretValue``.
SecretsManagerId = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[-A-Za-z0-9/_+=.@]+|[-A-Za-z0-9/_+=.@]+",
        "is not the name or ARN of a secret in AWS Secrets Manager; use letters, digits and /_+=.@- in names",
        longest=2048,
    ),
]

#: Key in a Kubernetes Secret, or in the JSON object in a Secrets Manager secret.
SecretKey = Annotated[str, matching(r"[-._a-zA-Z0-9]+", "is not the key of a secret; use letters, digits, '-', '_' and '.'", longest=253)]


class SecretReference(Model):
    """A reference to a secret: exactly one of kubernetes_secret, secrets_manager and variable."""

    SENSITIVE: ClassVar[bool] = True

    kubernetes_secret: DnsSubdomain | None = None
    """Name of a Secret in the hub's namespace that is created and maintained elsewhere: by kubectl, External Secrets or the Secrets Store
    CSI driver."""
    secrets_manager: SecretsManagerId | None = None
    """Name or ARN of a secret in AWS Secrets Manager, in the cluster's Region. Terraform reads it as an ephemeral value and writes it to a
    Kubernetes Secret through a write-only argument; requires Terraform or OpenTofu 1.11."""
    variable: VariableName | None = None
    """Name of a Terraform variable that the stack declares, ephemeral and sensitive: set TF_VAR_<name> for diff, deploy and destroy. Its
    value is written to a Kubernetes Secret through a write-only argument; requires Terraform or OpenTofu 1.11."""
    key: SecretKey | None = None
    """Key of the value. With kubernetes_secret, default: client_secret, password for a shared password, url for a database. With
    secrets_manager, default: the value is the whole text of the secret; with a key, the secret is a JSON object with that key. Not with
    variable."""
    revision: StrictInt = Field(default=1, ge=1, le=2_147_483_647)
    """Number from 1 on; increase it when the value has changed, to write the new value to the Kubernetes Secret and restart the hub."""

    @staticmethod
    def unsafe_plain_text(text: str, *, revision: int = 1) -> UnsafePlainText:
        """Return a secret in plain text, only from Python: **it is written to cdk.tf.json**, readable to everyone who can read that file.

        It is not written to the state or the chart's values. For trials on your own machine; each synth shows a warning.

        Args:
            text: the secret.
            revision: increase it when the text has changed.
        """
        return UnsafePlainText(text=SecretStr(text), revision=revision)


class UnsafePlainText(SecretReference):
    """A secret in plain text. It can't be set in a hub file; create it with `SecretReference.unsafe_plain_text`."""

    text: SecretStr = Field(min_length=1)
    """The secret itself."""


def _one_source(reference: SecretReference) -> Iterator[Problem]:
    if isinstance(reference, UnsafePlainText):
        return
    given = [name for name in _SOURCES if getattr(reference, name) is not None]
    if len(given) > 1:
        yield Problem(f"{', '.join(given)} are set together, but a secret is stored in one place; keep one and remove the others")
    if not given:
        yield Problem(f"does not specify where the secret is stored. {_HOW}")
    if given == ["variable"] and reference.key is not None:
        yield Problem("is not allowed with variable, because a variable has no keys; remove it", ("key",))


SecretReference.RULES = (_one_source,)
UnsafePlainText.RULES = ()


def _reference_not_text(value: Any) -> Any:
    if isinstance(value, str | int | float | bool):
        raise ValueError(f"is text; a secret must be a reference and is never written down here. {_HOW}")  # noqa: TRY004  # pydantic collects ValueErrors
    return value


#: A reference to a secret; text is refused, and not repeated in the message.
Secret = Annotated[SecretReference, BeforeValidator(_reference_not_text)]


@dataclass(frozen=True, slots=True)
class SecretEnvVar:
    """A secret as the hub's pod gets it: an environment variable from a key of a Kubernetes Secret.

    Args:
        reference: where the value comes from.
        variable: name of the environment variable.
        made: name of the Kubernetes Secret that is created unless the reference is to one.
        default_key: key in that Secret, and in a referenced one if the reference has no key.
    """

    reference: SecretReference
    variable: str
    made: str
    default_key: str

    @property
    def name(self) -> str:
        """Name of the Kubernetes Secret."""
        return self.reference.kubernetes_secret or self.made

    @property
    def key(self) -> str:
        """Key in the Kubernetes Secret."""
        return (self.reference.kubernetes_secret and self.reference.key) or self.default_key
