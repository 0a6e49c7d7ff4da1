"""From values to a hub file: what has a key is said by the key, and the rest stays below ``values``.

Each rule proposes keys. A proposal is taken if the values that remain become fewer, and neither the chart's final values nor the checks of
a hub get worse by it. So nothing is lost, whatever a rule overlooks: the values that the keys don't say stay where they are.
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
from jupyterhub_on_eks.adoption.secret_moves import without_secrets
from jupyterhub_on_eks.adoption.secrets import Secrets
from jupyterhub_on_eks.adoption.storage import storage

Rule = Callable[[Draft], Iterator[Proposal]]

#: What proposes keys, in the order of a hub file.
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

#: What this library writes into each release; the chart has no such value.
_MADE_HERE = ("custom", "userServersOwner")
#: The words that open a hub to the internet without a log-in, and without TLS.
OPEN_WORDS = ("allow_any_login", "allow_plain_http")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A hub as a hub file says it.

    Args:
        found: the hub as it was found.
        hub: the keys of the hub, ``values`` among them.
        csi_driver: key of the add-on whose driver the homes need; None where none is named.
        certificate: ARN of the load balancer's certificate; None where the file names none.
        secrets: what became of the secrets.
        differences: where what the release gets is not what it has.
    """

    found: FoundHub
    hub: Mapping[str, Any]
    csi_driver: str | None
    certificate: str | None
    secrets: Secrets
    differences: Sequence[Difference]


def translated(found: FoundHub, *, keep_open: bool = False, own_namespace: bool = False) -> Translation:
    """Say a hub by a hub file.

    Args:
        found: the hub.
        keep_open: write the words that open it, where it is open today. Default: the check of the hub file asks for them.
        own_namespace: manage the namespace, which is then deleted with the stack. Default: it stays.

    Raises:
        AdoptionError: the storage can't be told, or the hub is one of this library's.
    """
    if at(found.values, _MADE_HERE) is not ABSENT:
        raise AdoptionError(
            f"The release {found.release} was deployed from a hub file already. Take that file, and the state of its stack."
        )
    secrets = without_secrets(found.values, release=found.release, namespace=found.namespace)
    stored = storage(found, secrets.values, secrets.hub_keys.get("hub_database"))
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
    values = merged(secrets.values, stored.values, exposure.silent_type(secrets.values, kind))
    draft = Draft(found=found, values=values, keys=keys, login=secrets.login)
    draft = _with_image(draft)
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


def _with_image(draft: Draft) -> Draft:
    """The image has to be named, since the hub file's default isn't the chart's; as a value where it is no image by its form."""
    (proposal, *_) = [*servers.image(draft), Proposal(keys={})]
    taken = draft.taking(proposal)
    try:
        taken.hub  # noqa: B018  # judged
    except ValueError:
        return draft
    return taken


def _kept_open(draft: Draft) -> Draft:
    """Write each word that makes a mistake of the hub a warning."""
    for word in OPEN_WORDS:
        opened = replace(draft, keys={**draft.keys, word: True})
        if len(opened.problems) < len(draft.problems):
            draft = opened
    return draft
