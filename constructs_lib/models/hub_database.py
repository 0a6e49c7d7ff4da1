"""Where the hub keeps its own database: users, their servers and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.secrets import SecretKey
from constructs_lib.models.types import DnsSubdomain, EfsPath, Quantity


class DatabaseUrlSecret(Model):
    """The Kubernetes Secret, in the hub's namespace and made by someone else, that holds the URL of a database."""

    SENSITIVE: ClassVar[bool] = True

    kubernetes_secret: DnsSubdomain
    """Name of the Secret."""
    key: SecretKey = "url"
    """Key under which the URL lies, for example postgresql+psycopg2://user:…@host:5432/database. Source: SQLAlchemy, "Database URLs"."""


class HubDatabaseConfig(Model):
    """Where the hub keeps its database; exactly one of storage_class, efs, in_memory and url_secret."""

    storage_class: DnsSubdomain | None = None
    """Name of a storage class, on the cluster or made by this file, for a volume with an SQLite file."""
    capacity: Quantity = "1Gi"
    """Size of that volume."""
    efs: StrictBool = False
    """A volume with an SQLite file on the file system of efs_config, under an access point of its own."""
    path: EfsPath = "/hub-database"
    """Directory of that volume on the file system."""
    in_memory: StrictBool = False
    """Nothing is kept: a restart of the hub forgets who is logged in and which servers run. The word in_memory alone says the same."""
    url_secret: DatabaseUrlSecret | None = None
    """An external PostgreSQL or MySQL database, by the Secret that holds its URL."""


_CHOICES = ("storage_class", "efs", "in_memory", "url_secret")


def _one_place(database: HubDatabaseConfig) -> Iterator[Problem]:
    said = [key for key in _CHOICES if getattr(database, key)]
    if len(said) != 1:
        given = f"{' and '.join(said)} exclude each other" if said else "names no place"
        yield Problem(f"{given}; write exactly one of {', '.join(_CHOICES)}")
    elif "capacity" in database.model_fields_set and not (database.storage_class or database.efs):
        yield Problem(f"has no effect with {said[0]}; take it out", ("capacity",))
    elif "path" in database.model_fields_set and not database.efs:
        yield Problem(f"has no effect with {said[0]}; take it out", ("path",))


HubDatabaseConfig.RULES = (_one_place,)


def _by_its_name(value: object) -> object:
    if value == "in_memory":
        return {"in_memory": True}
    if isinstance(value, str):
        raise ValueError(f"is not allowed; write in_memory, or a mapping with one of {', '.join(_CHOICES)}")  # noqa: TRY004  # pydantic collects ValueErrors
    return value


#: Where the hub keeps its database; ``in_memory`` needs no mapping.
HubDatabase = Annotated[HubDatabaseConfig, BeforeValidator(_by_its_name)]
