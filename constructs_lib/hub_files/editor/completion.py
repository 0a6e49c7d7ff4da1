"""Text that an editor inserts when a key is completed: never null; either a value that ``check`` accepts, or CHANGEME to replace.

yaml-language-server uses these keywords (its ``yamlCompletion.ts``): below a completed object it writes each required key and each
with a ``default``, so only keys that belong in every file have one. A single entry of ``examples`` or ``defaultSnippets`` is
written for the key alone; of several entries none is.
"""

from __future__ import annotations

import json
from typing import Any

from constructs_lib.hub_files.placeholders import PLACEHOLDER

JsonSchema = dict[str, Any]

#: What is written for a key when its object is completed; other required keys get CHANGEME.
_WRITTEN: dict[tuple[str, str], Any] = {
    ("AccessPointConfig", "uid"): 1000,
    ("AccessPointConfig", "gid"): 100,
    ("AllowedCidr", "cidr"): "10.0.0.0/16",
    ("ClusterConfig", "region"): "us-west-2",
    ("CognitoProvider", "region"): "us-west-2",
    ("DnsConfig", "record"): "hub",
    ("EbsConfig", "storage_class"): "gp3",
    ("EbsConfig", "capacity"): "10Gi",
    ("EfsConfig", "pvc_name"): "home",
    ("EfsConfig", "capacity"): "100Gi",
    ("EfsConfig", "removal_policy"): "RETAIN",
    ("HubDatabaseConfig", "in_memory"): True,
    ("NamedServersConfig", "limit"): 3,
    ("S3BackendConfig", "key"): "hubs/hub.tfstate",
    ("S3BackendConfig", "region"): "us-west-2",
    ("SecretReference", "kubernetes_secret"): PLACEHOLDER,
    ("SecretReferenceOrNull", "kubernetes_secret"): PLACEHOLDER,
    ("SharedDirectory", "name"): "shared",
    ("SharedDirectory", "mount_path"): "/home/jovyan/shared",
    ("StorageClassConfig", "name"): "hub-gp3",
    ("UnlistedChoice", "pattern"): r"registry\.example\.org/[a-z0-9/._-]+:[a-z0-9._-]+",
    ("UserPlaceholders", "replicas"): 1,
    ("ValueFrom", "field_ref"): "metadata.name",
}
#: What is written for a key that holds a mapping and may not be null.
_MAPPINGS: dict[str, Any] = {
    "access_point": {"uid": 1000, "gid": 100},
    "aws_load_balancer_controller": {},
    "certificates": {"hub-cert": {"domain_name": PLACEHOLDER}},
    "choices": {"scipy": {"display_name": "SciPy", "notebook_stack": "jupyter/scipy-notebook"}},
    "configuration": {"controller": {"replicaCount": 2}},
    "core": {"resources": {"memory": {"guarantee": "512Mi"}}},
    "culling": {"timeout": 3600},
    "default_request": {"cpu": "50m"},
    "ebs_csi_driver": {},
    "efs_csi_driver": {},
    "extended": {"aws.amazon.com/neuron": 1},
    "extra_env": {"NAME": "value"},
    "cilogon": {"idps": [f"https://{PLACEHOLDER}"]},
    "github": {"allowed_organizations": [PLACEHOLDER]},
    "google": {"hosted_domain": [PLACEHOLDER]},
    "ingress_annotations": {"alb.ingress.kubernetes.io/tags": "team=data"},
    "kubespawner_override": {"working_dir": "/home/jovyan/course"},
    "labels": {"release": "prometheus"},
    "limits": {"concurrent_spawns": 64},
    "load_balancer": {"deletion_protection": True},
    "node_selector": {"example.org/pool": "users"},
    "pre_pull": {"continuous": False},
    "profile_options": {"image": {"display_name": "Image", "choices": {"scipy": {"display_name": "SciPy"}}}},
    "resources": {"memory": {"guarantee": "512Mi"}},
    "scheduling": {"user_placeholders": 1},
    "service_api_tokens": {"grader": {"kubernetes_secret": "grader", "key": "token"}},
    "tags": {"team": "data"},
    "values": {"debug": {"enabled": True}},
}
_CLIENT = {"client_id": PLACEHOLDER, "client_secret": {"kubernetes_secret": "hub-oidc"}}
_USERS = {**_CLIENT, "allowed_users": [PLACEHOLDER]}
#: More completions of the models with several keys, by their label in the editor.
_ENTRIES: dict[str, dict[str, Any]] = {
    "AddOnEntry": {
        "jupyterhub with homes on EBS": {
            "jupyterhub": {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
        },
        "jupyterhub with homes on EFS": {
            "jupyterhub": {
                "efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"},
                "service_type": "cluster_ip",
            }
        },
    },
    "JupyterHubAddOn": {
        f"oidc_config with {name}": {"oidc_config": {"hub_url": f"https://{PLACEHOLDER}", **provider}}
        for name, provider in {
            "Amazon Cognito": {"cognito": {"domain": PLACEHOLDER, "region": "us-west-2"}, **_USERS},
            "Microsoft Entra ID": {"entra_id": {"tenant_id": PLACEHOLDER}, **_USERS},
            "GitHub": {"github": {"allowed_organizations": [PLACEHOLDER]}, **_CLIENT},
            "Google": {"google": {"hosted_domain": [PLACEHOLDER]}, **_CLIENT},
        }.items()
    },
}
#: Items of lists of text that may not be empty; others get CHANGEME.
_ITEMS = {"scope": "openid"}
#: Numbers and texts that a key without a default may have.
_EXAMPLES: dict[str, list[Any]] = {
    "auth_refresh_age": [3600],
    "iops": [3000],
    "provisioned_throughput": [64],
    "servers": [50],
    "claims": [60],
    "stack": ["research"],
    "start_timeout": [300],
    "throughput": [125],
    "toleration_seconds": [300],
    "active_servers": [100],
    "gpus": [1],
    "terraform_version": ["1.11", "1.16"],
    "opentofu_version": ["1.11", "1.12"],
    "default_url": ["lab", "notebook", "/rstudio"],
    "assume_role_arn": ["arn:aws:iam::111122223333:role/deployer", PLACEHOLDER],
    "kms_key_id": ["arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", PLACEHOLDER],
    "existing_file_system_id": ["fs-0123456789abcdef0", PLACEHOLDER],
    "image_registry": ["111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror", PLACEHOLDER],
}


def add_completion(schema: JsonSchema) -> None:
    """Add the text that is written when keys of the models are completed."""
    for title, entries in _ENTRIES.items():
        schema["$defs"][title]["defaultSnippets"] = [{"label": label, "body": body} for label, body in entries.items()]
    words = {f"#/$defs/{name}" for name, definition in schema["$defs"].items() if "enum" in definition}
    models = [schema, *(model for name, model in schema["$defs"].items() if not name.startswith("values-"))]
    plain = {id(model): _plain(model, schema["$defs"]) for model in models}
    for model in models:
        keys = model.get("properties", {})
        for key, settings in keys.items():
            if settings.get("$ref") in words:  # keywords beside a reference are ignored
                settings["anyOf"] = [{"$ref": settings.pop("$ref")}]
            keys[key] = _completed(model, key, settings, nullable_model=key in plain[id(model)])


def _plain(model: JsonSchema, definitions: JsonSchema) -> set[str]:
    """Return the keys whose models may be null, so that nothing has to be written below them."""
    found = set()
    for key, settings in model.get("properties", {}).items():
        kind = definitions.get(settings.get("$ref", "").rpartition("/")[2], settings).get("type")
        if isinstance(kind, list) or kind != "object":
            found.add(key)
    return found


def _completed(model: JsonSchema, key: str, settings: JsonSchema, *, nullable_model: bool) -> JsonSchema:
    settings = {name: value for name, value in settings.items() if name != "title"}
    if "oneOf" in settings:
        settings["anyOf"] = settings.pop("oneOf")
    place, default = (model["title"], key), settings.pop("default", None)
    settings |= _written(place, settings, default, required=key in model.get("required", ()))
    if default is not None and default != [] and "Default:" not in settings.get("description", ""):
        settings["description"] = f"{settings.get('description', '')}\n\nDefault: {_text(default)}.".lstrip()
    return _with_snippets(place, settings, nullable_model=nullable_model)


def _with_snippets(place: tuple[str, str], settings: JsonSchema, *, nullable_model: bool) -> JsonSchema:
    """Add the text that the editor writes below a key with settings of its own, and as an item of a list."""
    key = place[1]
    if key in _MAPPINGS and not nullable_model:
        settings["defaultSnippets"] = [{"label": _text(_MAPPINGS[key]), "body": f"^{_text(_MAPPINGS[key])}"}]
    if place == ("AddOnEntry", "jupyterhub"):  # a key alone would have no settings; see _ENTRIES
        settings["doNotSuggest"] = True
    if {"defaultSnippets", "doNotSuggest"} & set(settings) and "$ref" in settings:  # keywords beside a reference are ignored
        settings["allOf"] = [{"$ref": settings.pop("$ref")}]
    items = settings.get("items", {})
    if items.get("type") == "string" and "default" not in settings:
        settings["items"] = {**items, "default": _ITEMS.get(key, PLACEHOLDER)}
    return settings


def _written(place: tuple[str, str], settings: JsonSchema, default: Any, *, required: bool) -> JsonSchema:
    """Return the keyword that sets the text written for a key."""
    if default == [] or place in _WRITTEN:
        return {"default": [] if default == [] else _WRITTEN[place]}
    if required and "$ref" not in settings and settings.get("type") != "array":
        return {"default": PLACEHOLDER}
    if default is not None and not isinstance(default, dict):
        return {"examples": [default]}
    return {"examples": _EXAMPLES[place[1]]} if place[1] in _EXAMPLES and "$ref" not in settings else {}


def _text(value: Any) -> str:
    """Write a value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value)
