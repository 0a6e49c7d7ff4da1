"""The hub's own database: users, their servers and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import EfsPath
from constructs_lib.models.kinds.kubernetes import DnsSubdomain, Quantity
from constructs_lib.models.kinds.validators import as_schema
from constructs_lib.models.secrets.reference import Secret

#: The chart's claim for the hub's database. Source: JupyterHub chart, ``hub/pvc.yaml``.
CHART_CLAIM = "hub-db-dir"


class HubDatabaseConfig(Model):
    """The hub's database; exactly one of storage_class, efs, in_memory and url_secret."""

    storage_class: DnsSubdomain | None = None
    """Name of a storage class, on the cluster or created by this file, for a volume with an SQLite file."""
    capacity: Quantity = "1Gi"
    """Size of that volume. Default: 1Gi, or the minimum size of a class created by ebs_config."""
    efs: StrictBool = False
    """A volume with an SQLite file on the file system of efs_config, under a separate access point."""
    path: EfsPath = "/hub-database"
    """Directory of that volume on the file system."""
    in_memory: StrictBool = False
    """Keep nothing: after a restart, the hub no longer knows who is logged in and which servers run. Also available as `hub_database:
    in_memory`."""
    url_secret: Secret | None = None
    """An external PostgreSQL or MySQL database: reference to its URL, for example postgresql+psycopg2://user:…@host:5432/database
    (SQLAlchemy, "Database URLs"). The default key in a Kubernetes Secret is url."""


_CHOICES = ("storage_class", "efs", "in_memory", "url_secret")


def _one_place(database: HubDatabaseConfig) -> Iterator[Problem]:
    given = [key for key in _CHOICES if getattr(database, key)]
    if len(given) != 1:
        found = f"{' and '.join(given)} conflict with each other" if given else "does not specify a location"
        yield Problem(f"{found}; set exactly one of {', '.join(_CHOICES)}")
    elif "capacity" in database.model_fields_set and not (database.storage_class or database.efs):
        yield Problem(f"has no effect with {given[0]}; remove it", ("capacity",))
    elif "path" in database.model_fields_set and not database.efs:
        yield Problem(f"has no effect with {given[0]}; remove it", ("path",))


HubDatabaseConfig.RULES = (_one_place,)


def _by_its_name(value: object) -> object:
    if value == "in_memory":
        return {"in_memory": True}
    if isinstance(value, str):
        raise ValueError(f"is not allowed; use in_memory, or a mapping with one of {', '.join(_CHOICES)}")  # noqa: TRY004  # pydantic collects ValueErrors
    return value


as_schema(_by_its_name, beside={"const": "in_memory"})
#: The hub's database; ``in_memory`` needs no mapping.
HubDatabase = Annotated[HubDatabaseConfig, BeforeValidator(_by_its_name)]
