"""Translation of values to a hub file: settings with a key become keys, and the rest stays in ``values``.

Each rule proposes keys. A proposal is accepted if fewer values remain, and neither the chart's final values nor the checks of a hub get
worse. So nothing is lost, whatever a rule misses: values that no key sets stay in ``values``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from constructs_lib.chart_values.merge import merged
from jupyterhub_on_eks.adoption import exposure, login, servers, whole_hub
from jupyterhub_on_eks.adoption.difference import Difference
from jupyterhub_on_eks.adoption.draft import Draft, Proposal
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.places import ABSENT, at
from jupyterhub_on_eks.adoption.secrets import Secrets
from jupyterhub_on_eks.adoption.storage import Storage, storage
from jupyterhub_on_eks.adoption.without_secrets import without_secrets

Rule = Callable[[Draft], Iterator[Proposal]]

#: Rules that propose keys, in the order of a hub file.
RULES: tuple[Rule, ...] = (
    login.provider,
    exposure.scheme,
    exposure.address_ranges,
    exposure.certificate,
    exposure.lets_encrypt,
    exposure.hosts,
    exposure.ingress_annotations,
    servers.root,
    servers.same,
    servers.environment,
    servers.resources,
    servers.pull_secrets,
    whole_hub.culling,
    whole_hub.limits,
    whole_hub.named_servers,
    whole_hub.pre_pull,
    whole_hub.deleted_volumes,
    whole_hub.scheduler,
)

#: A value that this library sets in each release; the chart has no such value.
_MADE_HERE = ("custom", "userServersOwner")
#: The keys that allow a hub on the internet without a login, and without TLS.
OPEN_KEYS = ("allow_any_login", "allow_plain_http")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A hub as in a hub file.

    Args:
        found: the found hub.
        hub: the keys of the hub, including ``values``.
        csi_driver: key of the add-on with the driver that homes need; None if unknown.
        certificate: ARN of the load balancer's certificate; None if the file has none.
        secrets: the secrets of the release.
        differences: differences between the current values and those from the hub file.
    """

    found: FoundHub
    hub: Mapping[str, Any]
    csi_driver: str | None
    certificate: str | None
    secrets: Secrets
    differences: Sequence[Difference]


def translated(found: FoundHub, *, keep_open: bool = False, own_namespace: bool = False) -> Translation:
    """Translate a hub to a hub file.

    Args:
        found: the hub.
        keep_open: set the keys that keep it open, if it is open today. Default: the check of the hub file requires them.
        own_namespace: manage the namespace, which is then deleted with the stack. Default: it is kept.

    Raises:
        AdoptionError: the storage is unknown, or the hub was deployed by this library.
    """
    if at(found.values, _MADE_HERE) is not ABSENT:
        raise AdoptionError(f"The release {found.release} was already deployed from a hub file. Use that file, and the state of its stack.")
    secrets = without_secrets(found.values, release=found.release, namespace=found.namespace)
    stored = storage(found, secrets.values, secrets.hub_keys.get("hub_database"))
    draft = _with_image(_first_draft(found, secrets, stored, own_namespace=own_namespace))
    for rule in RULES:
        for proposal in rule(draft):
            draft = draft.better(proposal) or draft
    draft = replace(draft, values=merged(draft.values, login.secret_of_values(draft)))
    if keep_open:
        draft = _kept_open(draft)
    hub = {**draft.keys, **({"values": draft.remaining} if draft.remaining else {})}
    return Translation(
        found=found,
        hub=hub,
        csi_driver=stored.csi_driver,
        certificate=draft.certificate,
        secrets=secrets,
        differences=draft.differences,
    )


def _first_draft(found: FoundHub, secrets: Secrets, stored: Storage, *, own_namespace: bool) -> Draft:
    """Return the draft with the keys that each hub file has, with the storage, and with the references to secrets."""
    kind = exposure.service_type(secrets.values, found.chart_version)
    keys: dict[str, Any] = {
        "namespace": found.namespace,
        "release": found.release,
        "version": found.version,
        "create_namespace": own_namespace,
        **secrets.hub_keys,
        **stored.keys,
        "service_type": kind,
        **exposure.silent_scheme(secrets.values, kind),
    }
    values = merged(whole_hub.silent_pre_pull(secrets.values), secrets.values, stored.values, exposure.silent_type(secrets.values, kind))
    return Draft(found=found, values=values, keys=keys, login=secrets.login)


def _with_image(draft: Draft) -> Draft:
    """Set the image, since the hub file's default isn't the chart's; it stays a value if the key doesn't accept it."""
    (proposal, *_) = [*servers.image(draft), Proposal(keys={})]
    taken = draft.taking(proposal)
    try:
        taken.hub  # noqa: B018  # validates it
    except ValueError:
        return draft
    return taken


def _kept_open(draft: Draft) -> Draft:
    """Set each key that turns a mistake of the hub into a warning."""
    for key in OPEN_KEYS:
        opened = replace(draft, keys={**draft.keys, key: True})
        if len(opened.problems) < len(draft.problems):
            draft = opened
    return draft
