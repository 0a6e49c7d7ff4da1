"""Rules across keys that JSON Schema can express. The models' own rules are authoritative; these give feedback while editing.

Conditions match keys with ``patternProperties``, because editors offer the keys in a condition's ``properties`` as completions.
"""

from __future__ import annotations

from typing import Any

from constructs_lib.hub_files.model import MOST_TAGS, NAME_TAG
from constructs_lib.models.login.identity_providers import PROVIDERS
from constructs_lib.models.storage.ebs_storage_class import THROUGHPUT, VOLUME_LIMITS, EbsVolumeType
from constructs_lib.models.storage.efs import OF_A_MADE_FILE_SYSTEM
from constructs_lib.models.storage.settings import NO_STORAGE, STORAGE_KEYS, TWO_STORAGES

JsonSchema = dict[str, Any]

_NOTHING: tuple[Any, ...] = (None, False, "", [], {})
_ENDPOINTS = ("auth_url", "token_url", "user_data_url")
_MANAGED = "has no effect with {flag}: true, because the add-on is not managed; remove one of them"


def add_rules(schema: JsonSchema) -> None:
    """Add the rules to the definitions of the models."""
    for title, rules in (_file_rules() | _add_on_rules() | _storage_rules() | _login_rules()).items():
        model = schema if title == schema["title"] else schema["$defs"][title]
        model.setdefault("allOf", []).extend(rules)
    entry = schema["$defs"]["AddOnEntry"]
    entry["minProperties"] = entry["maxProperties"] = 1


def where(key: str, value: JsonSchema, *, required: bool = True) -> JsonSchema:
    """Return the condition that a key has such a value; without ``required`` it may also be missing."""
    return {"patternProperties": {f"^{key}$": value}, **({"required": [key]} if required else {})}


def given(key: str) -> JsonSchema:
    """Return the condition that a key is present and not null."""
    return where(key, {"not": {"type": "null"}})


def something(key: str) -> JsonSchema:
    """Return the condition that a key is present, and neither empty, false nor null."""
    return where(key, {"not": {"enum": list(_NOTHING)}})


def is_word(key: str, *words: str, default: bool = False) -> JsonSchema:
    """Return the condition that a key is one of the words, in any case. ``default``: a missing key fulfills it too."""
    pattern = "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in "|".join(words))
    return where(key, {"type": "string", "pattern": f"^({pattern})$"}, required=not default)


def is_not(condition: JsonSchema) -> JsonSchema:
    """Return the opposite of a condition."""
    return {"not": condition}


def refuse(key: str, message: str, *when: JsonSchema, empty: tuple[Any, ...] = _NOTHING) -> JsonSchema:
    """Return the rule that a key is not allowed when all conditions hold, unless its value has no effect."""
    then = {"patternProperties": {f"^{key}$": {"enum": list(empty), "errorMessage": message}}}
    return {"if": {"allOf": list(when)}, "then": then}


def require(key: str, message: str, *when: JsonSchema) -> JsonSchema:
    """Return the rule that a key is required when all conditions hold."""
    return {"if": {"allOf": list(when)}, "then": {"required": [key], "errorMessage": message}}


def one_of(keys: tuple[str, ...], *, none: str, several: str) -> list[JsonSchema]:
    """Return the rules that exactly one of the keys is given."""
    pairs = [(key, other) for number, key in enumerate(keys) for other in keys[number + 1 :]]
    return [
        {"anyOf": [{"required": [key]} for key in keys], "errorMessage": none},
        *(refuse(other, several, given(key), empty=(None,)) for key, other in pairs),
    ]


def _file_rules() -> dict[str, list[JsonSchema]]:
    forms = "set arn to import one, domain_name to look one up, or domain_name and hosted_zone to create one"
    beside_arn = f"has no effect with arn; {forms}"
    names = "apply only to a new certificate; set hosted_zone too"
    return {
        "HubFile": [
            refuse("opentofu_version", "one of terraform_version and opentofu_version is enough", something("terraform_version")),
            where("tags", {"if": is_not({"required": [NAME_TAG]}), "then": {"maxProperties": MOST_TAGS - 1}}, required=False),
            where("tags", {"maxProperties": MOST_TAGS}, required=False),
        ],
        "CertificateConfig": [
            {"anyOf": [{"required": ["arn"]}, {"required": ["domain_name"]}], "errorMessage": f"does not specify a certificate; {forms}"},
            *(refuse(key, beside_arn, given("arn")) for key in ("domain_name", "hosted_zone", "subject_alternative_names")),
            refuse("subject_alternative_names", names, is_not(given("hosted_zone"))),
        ],
    }


def _add_on_rules() -> dict[str, list[JsonSchema]]:
    existing = _nothing_but("existing")
    driver = [_nothing_but("self_managed"), {"if": is_not(_true("self_managed")), "then": existing}]
    balanced = is_not(is_word("service_type", "cluster_ip"))
    internet = [is_word("load_balancer_scheme", "internet-facing", default=True), {"not": _any("values", "ingress_annotations")}]
    alb = {"anyOf": [is_word("service_type", "alb"), _true("enable_ingress")]}
    inside = "needs a load balancer (service_type is cluster_ip); set service_type: alb or nlb, or remove it"
    plain = "an internet-facing hub needs TLS: set certificate_resource_name or lets_encrypt, or allow_plain_http: true"
    login = "an internet-facing hub needs a login: set oidc_config or shared_password, or allow_any_login: true"
    open_without = is_not(_any("oidc_config", "shared_password", "allow_any_login"))
    without_tls = is_not(_any("certificate_resource_name", "lets_encrypt", "allow_plain_http"))
    reached = [{"anyOf": [balanced, alb]}, *internet]
    return {
        "EbsCsiDriverAddOn": driver,
        "EfsCsiDriverAddOn": driver,
        "AwsLoadBalancerControllerAddOn": [existing],
        "JupyterHubAddOn": [
            *one_of(STORAGE_KEYS, none=NO_STORAGE, several=TWO_STORAGES),
            require("hub_database", "is required with existing_claim_config", *map(_only, STORAGE_KEYS[:2]), given(STORAGE_KEYS[2])),
            refuse("shared_password", "users log in through oidc_config; remove one of them", given("oidc_config"), empty=(None,)),
            *(
                refuse(key, inside, is_word("service_type", "cluster_ip"), is_not(_true("enable_ingress")))
                for key in ("certificate_resource_name", "allowed_cidrs", "lets_encrypt", "dns")
            ),
            *(
                refuse(key, "needs an ingress; set service_type: alb, or remove it", is_not(alb))
                for key in ("ingress_hosts", "ingress_annotations")
            ),
            refuse("enable_ingress", "true means alb; remove one of them", is_word("service_type", "nlb", "cluster_ip")),
            refuse("dns", "needs wait: true", where("wait", {"const": False}), empty=(None,)),
            refuse("delete_user_volumes", "is for ebs_config", is_not(_any("ebs_config", "values"))),
            _one_of_these(open_without, reached, login),
            _one_of_these(without_tls, reached, plain),
        ],
    }


def _storage_rules() -> dict[str, list[JsonSchema]]:
    made = "has no effect with existing_file_system_id, because an existing file system is never changed; remove one of them"
    unencrypted = where("encrypted", {"const": False})
    provisioned = is_word("throughput_mode", "provisioned")
    snapshot = [is_not(is_word("removal_policy", "snapshot")), is_not(given("existing_file_system_id"))]
    names = {"propertyNames": {"not": {"enum": list(OF_A_MADE_FILE_SYSTEM)}, "errorMessage": made}, "errorMessage": made}
    places = ("storage_class", "efs", "in_memory", "url_secret")
    place = f"set exactly one of {', '.join(places)}"
    pairs = [(key, other) for number, key in enumerate(places) for other in places[number + 1 :]]
    return {
        "StorageClassConfig": [
            *(rule for kind in EbsVolumeType for rule in _iops(kind)),
            refuse("throughput", "has no effect, because only gp3 has a configurable throughput", is_not(is_word("type", "gp3", default=True)), empty=(None,)),
            where("throughput", {"minimum": THROUGHPUT[0], "maximum": THROUGHPUT[1]}, required=False),
            refuse("kms_key_id", "has no effect with encrypted: false; remove one of them", unencrypted, empty=(None,)),
        ],
        "EfsConfig": [
            {"if": given("existing_file_system_id"), "then": names},
            refuse("create_mount_targets", "is for an existing file system", is_not(given("existing_file_system_id"))),
            *(refuse(key, "has no effect with encrypted: false", unencrypted) for key in ("kms_key_id", "create_kms_key")),
            refuse("create_kms_key", "conflicts with kms_key_id; remove one of them", given("kms_key_id")),
            require("provisioned_throughput", "provisioned_throughput is required: MiB/s, for example 64", provisioned),
            refuse("provisioned_throughput", "is for throughput_mode: provisioned", is_not(provisioned), empty=(None,)),
            refuse("performance_mode", "maxIO conflicts with throughput_mode: elastic", is_word("throughput_mode", "elastic", default=True),
                   is_word("performance_mode", "maxio", "max_io")),
            *(
                {"if": {"allOf": snapshot}, "then": {"propertyNames": {"not": {"const": key}, "errorMessage": "is for removal_policy: SNAPSHOT"}}}
                for key in ("backup_vault", "final_backup_timeout")
            ),
        ],
        "HubDatabaseConfig": [
            {"anyOf": [something(key) for key in places], "errorMessage": place},
            *(refuse(other, place, something(key)) for key, other in pairs),
        ],
        "ExistingClaimConfig": [where("pvc_name", {"not": {"const": "hub-db-dir"}}, required=False)],
    }  # fmt: skip


def _iops(kind: EbsVolumeType) -> list[JsonSchema]:
    bounds = VOLUME_LIMITS[kind].iops
    of_kind = where("type", {"const": kind.value}, required=kind is not EbsVolumeType.GP3)
    if bounds is None:
        return [refuse("iops", f"has no effect, because the IOPS of {kind} can't be set", of_kind, empty=(None,))]
    within = where("iops", {"minimum": bounds[0], "maximum": bounds[1]}, required=False)
    needed = [] if kind is EbsVolumeType.GP3 else [require("iops", f"iops is required for {kind}: {bounds[0]} to {bounds[1]}", of_kind)]
    return [{"if": of_kind, "then": within}, *needed]


def _login_rules() -> dict[str, list[JsonSchema]]:
    sources = ("kubernetes_secret", "secrets_manager", "variable")
    secret = f"a secret is stored in one place; set exactly one of {', '.join(sources)}"
    named = {"anyOf": [given(key) for key in PROVIDERS]}
    pairs = [(key, other) for number, key in enumerate(PROVIDERS) for other in PROVIDERS[number + 1 :]]
    everyone = "has no effect with allow_all: true, which lets everyone in; remove one of them"
    may_enter = ("allow_all", "allowed_users", "admin_users", "allowed_groups", "admin_groups")
    reference = [
        *one_of(sources, none=secret, several=secret),
        refuse("key", "a variable has no keys; remove it", given("variable"), empty=(None,)),
    ]
    restricted = {"anyOf": [where("google", something("hosted_domain")), where("github", something("allowed_organizations"))]}
    return {
        "SecretReference": reference,
        "SecretReferenceOrNull": [{"if": {"type": "object"}, "then": {"allOf": reference}}],
        "ValueFrom": [
            *one_of(("field_ref", "secret"), none="set field_ref, or secret and key", several="set one of field_ref and secret"),
            require("key", "key is required with secret", given("secret")),
        ],
        "OidcConfig": [
            *(require(key, f"{key} is required, or one of {', '.join(PROVIDERS)}", is_not(named)) for key in _ENDPOINTS),
            *(refuse(key, "is known from the provider; remove it", named, empty=(None,)) for key in _ENDPOINTS),
            *(refuse(other, f"{key} is set too; users log in through one provider", given(key)) for key, other in pairs),
            *one_of(("callback_url", "hub_url"), none="set callback_url or hub_url", several="callback_url or hub_url is enough"),
            *(refuse(key, everyone, _true("allow_all")) for key in ("allowed_users", "allowed_groups")),
            {"anyOf": [*map(something, may_enter), restricted], "errorMessage": f"no one is allowed to log in; set one of {', '.join(may_enter)}"},
        ],
        "CognitoProvider": [require("region", "region is required with a prefix", where("domain", {"pattern": r"^[^.]*$"}))],
        "Profile": [
            {"anyOf": [{"required": ["display_name"]}, given("preset")], "errorMessage": "display_name or preset is required"},
            refuse("user_identity", "is for profiles with allowed_groups or allowed_users",
                   is_not(_any("allowed_groups", "allowed_users")), empty=(None,)),
        ],
        "UserIdentity": [
            refuse(key, "has no effect with role_arn; remove one of them", given("role_arn"))
            for key in ("managed_policy_arns", "policy", "s3", "permissions_boundary_arn")
        ],
    }  # fmt: skip


def _true(key: str) -> JsonSchema:
    return where(key, {"const": True})


def _any(*keys: str) -> JsonSchema:
    return {"anyOf": [something(key) for key in keys]}


def _only(key: str) -> JsonSchema:
    return is_not({"required": [key]})


def _nothing_but(flag: str) -> JsonSchema:
    message = _MANAGED.format(flag=flag)
    return {"if": _true(flag), "then": {"propertyNames": {"enum": [flag], "errorMessage": message}, "errorMessage": message}}


def _one_of_these(without: JsonSchema, when: list[JsonSchema], message: str) -> JsonSchema:
    """Return the rule that not all keys of ``without`` are missing; a type that no object has rejects the file."""
    return {"if": {"allOf": [without, *when]}, "then": {"type": "null", "errorMessage": message}}
