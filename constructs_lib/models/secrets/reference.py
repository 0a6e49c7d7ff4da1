"""Where a secret lies. It is referred to and never written down: not in a hub file, not in Terraform's JSON, plan or state."""

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
    "Write where it lies: {kubernetes_secret: its-name, key: client_secret} for a Kubernetes Secret in the hub's namespace, "
    "{secrets_manager: its-name, key: client_secret} for AWS Secrets Manager, or {variable: name} for a Terraform variable"
)
_SOURCES = ("kubernetes_secret", "secrets_manager", "variable")
_RESERVED = {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"}


def _not_reserved(name: str) -> str:
    if name in _RESERVED:
        raise ValueError("is a word that Terraform keeps to itself; give the variable another name, for example hub_client_secret")
    return name


#: Name of a Terraform variable. Source: Terraform, "Input variables", names that are reserved.
VariableName = Annotated[
    str,
    BeforeValidator(lambda value: _not_reserved(value) if isinstance(value, str) else value),
    matching(
        r"[A-Za-z_][A-Za-z0-9_]*", "is not a variable name; those hold letters, digits and '_', and don't start with a digit", longest=64
    ),
    AfterValidator(not_of_javascript),
]

#: Name or ARN of a secret. Source: AWS Secrets Manager API, ``CreateSecret`` and ``GetSecretValue``.
SecretsManagerId = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[-A-Za-z0-9/_+=.@]+|[-A-Za-z0-9/_+=.@]+",
        "is not the name or ARN of a secret in AWS Secrets Manager; names hold letters, digits and /_+=.@-",
        longest=2048,
    ),
]

#: Key in a Kubernetes Secret, or in the JSON object that a secret of Secrets Manager holds.
SecretKey = Annotated[
    str, matching(r"[-._a-zA-Z0-9]+", "is not a key of a secret; those hold letters, digits, '-', '_' and '.'", longest=253)
]


class SecretReference(Model):
    """Where a secret lies: exactly one of kubernetes_secret, secrets_manager and variable."""

    SENSITIVE: ClassVar[bool] = True

    kubernetes_secret: DnsSubdomain | None = None
    """Name of a Secret in the hub's namespace that someone else makes and keeps: kubectl, External Secrets, the Secrets Store driver."""
    secrets_manager: SecretsManagerId | None = None
    """Name or ARN of a secret in AWS Secrets Manager, in the cluster's Region. Terraform reads it while it runs and hands it to a
    Kubernetes Secret, write-only; needs Terraform or OpenTofu 1.11."""
    variable: VariableName | None = None
    """Name of a Terraform variable that the stack declares, ephemeral and sensitive: set TF_VAR_<name> for diff, deploy and destroy.
    Handed to a Kubernetes Secret, write-only; needs Terraform or OpenTofu 1.11."""
    key: SecretKey | None = None
    """Key under which the value lies. With kubernetes_secret, default: client_secret, password for a shared password, url for a database. With
    secrets_manager, default: the whole text of the secret is the value; with a key, it is a JSON object that has it. Not with variable."""
    revision: StrictInt = Field(default=1, ge=1, le=2_147_483_647)
    """Number from 1 on; raise it when the value has changed: a new one is written to the Kubernetes Secret and the hub restarts."""

    @staticmethod
    def unsafe_plain_text(text: str, *, revision: int = 1) -> UnsafePlainText:
        """Give a secret as plain text, from Python alone: **it ends in cdk.tf.json**, readable to all who read that file.

        It stays out of the state and of the chart's values. For a trial on one's own machine; a warning says so at each synth.

        Args:
            text: the secret.
            revision: raise it when the text has changed.
        """
        return UnsafePlainText(text=SecretStr(text), revision=revision)


class UnsafePlainText(SecretReference):
    """A secret as plain text. No hub file can express it; make it by `SecretReference.unsafe_plain_text`."""

    text: SecretStr = Field(min_length=1)
    """The secret itself."""


def _one_source(reference: SecretReference) -> Iterator[Problem]:
    if isinstance(reference, UnsafePlainText):
        return
    given = [name for name in _SOURCES if getattr(reference, name) is not None]
    if len(given) > 1:
        yield Problem(f"{', '.join(given)} are given together; a secret lies in one place, take the others out")
    if not given:
        yield Problem(f"says nowhere where the secret lies. {_HOW}")
    if given == ["variable"] and reference.key is not None:
        yield Problem("a variable has no keys: the whole of it is the secret; take key out", ("key",))


SecretReference.RULES = (_one_source,)
UnsafePlainText.RULES = ()


def _reference_not_text(value: Any) -> Any:
    if isinstance(value, str | int | float | bool):
        raise ValueError(f"is text; a secret is given by reference and never written down here. {_HOW}")  # noqa: TRY004  # pydantic collects ValueErrors
    return value


#: A reference to a secret; text is refused, and not repeated in the message.
Secret = Annotated[SecretReference, BeforeValidator(_reference_not_text)]


@dataclass(frozen=True, slots=True)
class SecretEnvVar:
    """A secret as the hub's pod gets it: an environment variable, from a key of a Kubernetes Secret.

    Args:
        reference: where the value comes from.
        variable: name of the environment variable.
        made: name of the Kubernetes Secret that is made where the reference isn't one itself.
        default_key: key in it, and in one that the reference names without a key.
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
