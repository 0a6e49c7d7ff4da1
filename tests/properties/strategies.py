"""Valid hub files as plain data: every add-on and every setting, in combinations that the rules allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
Draw = st.DrawFn

#: Text with a meaning in YAML, Terraform, Helm, a shell or a terminal.
HOSTILE = (
    "${x}", "%{if true}", "$${x}", "%%{", "${", "$", '"', "'", "a\nb", "\t", " ", "", "null", "1e3", "~", "{{ .Values }}", "$(id)",
    "\u202eb", "\U0001f600", "caf\u00e9", "--", "#", "a: b", "&a", "*a", "!a",
)  # fmt: skip
#: Versions of the chart, one of each major version.
VERSIONS = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")
_ACCOUNT = "us-west-2:111122223333"
_CERTIFICATE = f"arn:aws:acm:{_ACCOUNT}:certificate/1234"
_KEY = f"arn:aws:kms:{_ACCOUNT}:key/1234abcd"

booleans = st.booleans()
user_text = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20))
#: Text in one line, with no space at either end.
phrases = user_text.filter(lambda text: bool(text) and text == text.strip() and text.isprintable())
#: Values that AWS accepts for a tag.
tag_values = st.text("aZ1\u00e9 _.:/=+-@", max_size=20)
labels = st.sampled_from(("home", "a", "b-c", "0", "2024-course", "backend", "constructor", "hub-db", "x" * 40))
quantities = st.sampled_from(("200Gi", "500Gi", "1Ti", "1000G", "0.5Ti"))
#: A variable as text, of the server's pod, of a Secret.
variables = st.one_of(
    user_text,
    st.just({"value_from": {"field_ref": "metadata.name"}}),
    st.just({"value_from": {"secret": "its-name", "key": "k"}}),
)
environment = st.dictionaries(st.sampled_from(("A", "LANG", "OAUTH")), variables, max_size=2)
free = st.fixed_dictionaries(
    {}, optional={"custom": st.dictionaries(user_text, st.one_of(user_text, st.none(), st.integers(-9, 9), booleans), max_size=3)}
)


def some(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[Data]:
    """Return mappings with the required keys and any of the others; a plain value stays as it is."""

    def strategy(value: Any) -> st.SearchStrategy[Any]:
        return value if isinstance(value, st.SearchStrategy) else st.just(value)

    return st.fixed_dictionaries(
        {key: strategy(value) for key, value in (required or {}).items()},
        optional={key: strategy(value) for key, value in optional.items()},
    )


def compatible(fit: Callable[[Data], Data], strategy: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    """Remove conflicting settings from what was drawn."""
    return strategy.map(fit)


def without(data: Data, *keys: str) -> Data:
    """Leave keys out."""
    return {key: value for key, value in data.items() if key not in keys}


def _managed(data: Data) -> Data:
    return {"existing": True} if data.get("existing") else data


_identities = st.sampled_from(("pod_identity", "irsa", "node_role"))
csi_drivers = compatible(
    _managed,
    some(
        existing=booleans,
        version=st.sampled_from(("default", "latest", "v1.45.0-eksbuild.2")),
        identity=_identities,
        configuration=some(controller=some(extraVolumeTags=st.dictionaries(st.just("k"), user_text))),
        preserve=booleans,
        unsafe_plain_text=st.just(["configuration.controller"]),
    ),
)
controllers = compatible(
    _managed,
    some(
        existing=booleans,
        version=st.sampled_from(("1.13.0", "3.5.0")),
        repository=st.sampled_from(("https://charts.example.org", "https://x/${a}")),
        identity=_identities,
        values=some(podLabels=st.dictionaries(st.just("k"), user_text)),
        unsafe_plain_text=st.just(["values.podLabels"]),
    ),
)

_SPEED: dict[str, Data] = {"gp3": {"iops": 4000, "throughput": 500}, "io1": {"iops": 1000}, "io2": {"iops": 1000}}


def _fit_class(data: Data) -> Data:
    kind = str(data.get("type", "gp3"))
    fast = _SPEED.get(kind, {})
    speed = fast if kind != "gp3" or {"iops", "throughput"} & set(data) else {}
    data = {**without(data, "iops", "throughput"), **speed}
    return data if data.get("encrypted", True) else without(data, "kms_key_id")


storage_classes = compatible(
    _fit_class,
    some(
        {"name": st.sampled_from(("fast", "slow.example.org"))},
        type=st.sampled_from(("gp3", "gp2", "io1", "io2", "st1", "sc1")),
        encrypted=booleans,
        kms_key_id=_KEY,
        iops=0,
        throughput=0,
        reclaim_policy=st.sampled_from(("Retain", "delete")),
        auto_mode=booleans,
    ),
)
ebs_configs = some({"storage_class": st.one_of(st.just("gp3"), storage_classes), "capacity": quantities})

_OF_A_MADE = (
    "encrypted", "kms_key_id", "create_kms_key", "throughput_mode", "provisioned_throughput", "performance_mode", "transition_to_ia",
    "backup", "backup_vault", "final_backup_timeout", "allow_replacement",
)  # fmt: skip


def _fit_efs(data: Data) -> Data:
    if "existing_file_system_id" in data:
        data = without(data, *_OF_A_MADE)
        return data if data.get("create_mount_targets") else without(data, "subnet_ids", "client_security_groups")
    data = without(data, "create_mount_targets")
    if not data.get("encrypted", True):
        data = without(data, "kms_key_id", "create_kms_key")
    if data.get("create_kms_key"):
        data = without(data, "kms_key_id")
    if data.get("throughput_mode") == "provisioned":
        data["provisioned_throughput"] = 64
    else:
        data = without(data, "provisioned_throughput")
    if data.get("throughput_mode", "elastic") == "elastic":
        data = without(data, "performance_mode")
    return data if data["removal_policy"].upper() == "SNAPSHOT" else without(data, "backup_vault", "final_backup_timeout")


#: Directories, none of which contains another kind's; of homes on "/" only /home is theirs.
_home_paths = st.sampled_from(("/", "/homes", "/a b/c", "/caf\u00e9"))
_database_paths = st.sampled_from(("/100%", "/d b/hub", "/homes2"))
_shared_paths = st.sampled_from(("/shared/with %", "/caf\u00e9s", "/a b/d"))
efs_configs = compatible(
    _fit_efs,
    some(
        {"pvc_name": labels, "capacity": quantities, "removal_policy": st.sampled_from(("DESTROY", "Retain", "snapshot"))},
        existing_file_system_id="fs-0123456789abcdef0",
        create_mount_targets=booleans,
        encrypted=booleans,
        kms_key_id=_KEY,
        create_kms_key=booleans,
        throughput_mode=st.sampled_from(("elastic", "bursting", "provisioned")),
        provisioned_throughput=64,
        performance_mode=st.sampled_from(("generalPurpose", "max_io")),
        transition_to_ia=st.sampled_from((None, "AFTER_7_DAYS")),
        backup=booleans,
        backup_vault="vault",
        final_backup_timeout=600,
        allow_replacement=booleans,
        subnet_ids=st.just(["subnet-01234567", "subnet-89abcdef"]),
        client_security_groups=st.just(["sg-01234567", "sg-89abcdef"]),
        access_point=some(uid=st.integers(1, 2000), gid=st.integers(1, 2000), path=_home_paths),
        shared_directories=st.lists(
            some(
                {"name": st.sampled_from(("data", "x")), "mount_path": st.sampled_from(("/mnt/a", "/mnt/b"))},
                read_only=booleans,
                path=_shared_paths,
            ),
            max_size=2,
            unique_by=(
                lambda directory: str(directory["name"]),
                lambda directory: str(directory["mount_path"]),
                lambda directory: str(directory.get("path", directory["name"])),
            ),
        ),
    ),
)


def databases(storage: str) -> st.SearchStrategy[Any]:
    """Return the locations of the hub's database that the storage of the homes allows."""
    common = [
        st.just("in_memory"),
        st.just({"in_memory": True}),
        some({"url_secret": secrets}),
        some({"storage_class": "gp2"}, capacity=quantities),
    ]
    return (
        st.one_of(*common, some({"efs": True}, capacity=quantities, path=_database_paths))
        if storage == "efs_config"
        else st.one_of(*common)
    )


secrets = st.one_of(
    some({"kubernetes_secret": "its-name"}, key="client_secret", revision=st.integers(1, 9)),
    some({"secrets_manager": st.sampled_from(("a/b", f"arn:aws:secretsmanager:{_ACCOUNT}:secret:hub-abc"))}, key="k", revision=2),
    some({"variable": st.sampled_from(("hub_secret", "x"))}, revision=3),
)
_providers: dict[str, st.SearchStrategy[Data]] = {
    "cognito": st.sampled_from(({"domain": "my-pool", "region": "us-west-2"}, {"domain": "login.example.org"})),
    "google": some(hosted_domain=st.sampled_from((["example.org"], ["example.org", "example.com"]))),
    "github": some(allowed_organizations=st.just(["org", "org:team"]), url="https://git.example.org"),
    "entra_id": some({"tenant_id": "contoso.onmicrosoft.com"}),
    "okta": some({"domain": "example.okta.com"}, authorization_server="default"),
    "auth0": some({"domain": "example.eu.auth0.com"}),
    "keycloak": some({"url": "https://keycloak.example.org/auth", "realm": st.sampled_from(("hub", "${x}"))}),
    "cilogon": some(idps=st.just(["https://idp.example.org/x"])),
}
_names = st.lists(st.sampled_from(("ada", "grace", "${x}", "\U0001f600")), min_size=1, max_size=2, unique=True)
_scopes = ["openid", "profile", "email", "read:org", "org.cilogon.userinfo"]


def _rules(draw: Draw, provider: str, version: str) -> Data:
    """Set who may log in, where the provider and the chart version support it; groups from chart 4 on, where all providers have them."""
    users = some({"allowed_users": _names}, admin_users=_names)
    if provider in {"google", "github"} or not version.startswith("4."):
        return draw(st.one_of(st.just({"allow_all": True}), some({"admin_users": _names}) if version < "3" else users))
    groups = some(
        {"allowed_groups": _names, "groups_claim": "realm_access.roles"}, admin_groups=_names, admin_users=_names, manage_groups=True
    )
    return draw(st.one_of(st.just({"allow_all": True}), users, groups))


@st.composite
def oidc_configs(draw: Draw, version: str) -> Data:
    """Return logins that the chart version supports."""
    old = version.startswith(("1.", "2."))
    provider = draw(
        st.sampled_from(("", *(name for name in _providers if not (version.startswith("1.") and name in {"auth0", "cilogon"}))))
    )
    config: Data = {"client_id": draw(phrases), "client_secret": draw(secrets), **_rules(draw, provider, version)}
    config |= draw(
        st.sampled_from(({"hub_url": "https://hub.example.org"}, {"callback_url": "https://hub.example.org/hub/oauth_callback"}))
    )
    if provider:
        config[provider] = draw(_providers[provider])
    else:
        config |= {key: f"https://login.example.org/{key}" for key in ("auth_url", "token_url", "user_data_url")}
    if provider == "github" and config.get("allow_all"):
        config["github"] = without(config["github"], "allowed_organizations")
    if provider == "github" and old and config.get("allowed_users"):
        config["github"] = without(config["github"], "allowed_organizations")
    further: Data = draw(
        some(
            scope=st.just(_scopes),
            username_key="email",
            login_service=phrases,
            logout_redirect_url="https://x.example.org",
            auth_refresh_age=600,
        )
    )
    if provider in {"github", "cilogon"}:
        further = without(further, "username_key")
    if old:
        further = without(further, "login_service")
    return {**config, **(further if version.startswith("4.") else without(further, "auth_refresh_age"))}


_balancers = some(
    subnets=st.just(["subnet-1", "Public ${a}"]),
    ssl_policy="ELBSecurityPolicy-TLS13-1-3-2021-06",
    idle_timeout=60,
    access_logs=some({"bucket": "logs"}, prefix="hub/%{a}"),
    deletion_protection=booleans,
    waf_acl_arn=f"arn:aws:wafv2:{_ACCOUNT}:regional/webacl/name/1234",
    shield_advanced=booleans,
)
_dns = some({"hosted_zone": "example.org", "record": "hub"}, private_zone=booleans)


@st.composite
def exposures(draw: Draw) -> Data:
    """Return exposure settings: the kind of load balancer, its scheme, TLS, a name, and its options."""
    kind = draw(st.sampled_from(("nlb", "alb", "ALB", "cluster_ip", "ingress")))
    door: Data = {"enable_ingress": True} if kind == "ingress" else {"service_type": kind}
    if kind == "cluster_ip":
        return door
    alb = kind != "nlb"
    door["load_balancer_scheme"] = draw(st.sampled_from(("internet-facing", "internal")))
    tls = draw(st.sampled_from(("certificate", "plain", *(() if alb or door["load_balancer_scheme"] == "internal" else ("lets_encrypt",)))))
    if tls == "certificate":
        door["certificate_resource_name"] = draw(st.sampled_from(("imported", "found", "made")))
    elif tls == "plain":
        door["allow_plain_http"] = True
    else:
        door["lets_encrypt"] = draw(some({"contact_email": "a@example.org", "hosts": st.just(["hub.example.org"])}))
    door |= draw(some(dns=_dns, load_balancer=_balancers, allowed_cidrs=st.just(["203.0.113.0/24"])))
    if tls == "lets_encrypt":
        door = without(door, "allowed_cidrs")
    if alb:
        door |= draw(
            some(ingress_hosts=st.just(["hub.example.org"]), ingress_annotations=st.dictionaries(st.just("example.org/note"), user_text))
        )
    elif "load_balancer" in door:
        door["load_balancer"] = without(door["load_balancer"], "waf_acl_arn", "shield_advanced", "idle_timeout")
    return door


announcements = user_text.filter(lambda text: bool(text.strip()))
_seconds = st.integers(1, 31_536_000)


def hub_wide(version: str) -> dict[str, Any]:
    """Return the settings that a hub has once, where the chart version has them."""
    admins: dict[str, Any] = {} if version.startswith("1.") else {"admin_users": booleans}
    return {
        "shared_memory": st.one_of(booleans, quantities),
        "pre_pull": some(before_upgrade=booleans, continuous=booleans),
        "culling": some(
            enabled=booleans, timeout=_seconds, every=_seconds, max_age=st.integers(0, 9), concurrency=5, remove_named_servers=booleans,
            users=booleans, kernels=some(timeout=_seconds, every=_seconds, connected=booleans, busy=booleans), **admins,
        ),
        "limits": some(concurrent_spawns=st.integers(0, 9), active_servers=st.integers(1, 9), consecutive_failures=st.integers(0, 9)),
        "announcements": some(
            all=announcements, login=announcements, home=announcements, spawn=announcements, logout=announcements, html=booleans
        ),
        "title": phrases,
    }  # fmt: skip


_byte_amounts = st.one_of(
    st.sampled_from(("4Gi", "4G")), some(guarantee="1Gi", limit=st.sampled_from(("1Gi", "8G", None))), some(guarantee=None, limit="512Mi")
)
resources = some(
    cpu=st.one_of(
        st.sampled_from((2, 0.5, "250m", "1")), some(guarantee=st.sampled_from(("50m", 0.5)), limit=st.sampled_from((1, "2000m", None)))
    ),
    memory=_byte_amounts,
    ephemeral_storage=_byte_amounts,
    gpus=st.integers(0, 8),
    extended=st.dictionaries(st.sampled_from(("aws.amazon.com/neuron", "nvidia.com/mig-1g.5gb")), st.integers(0, 2), max_size=2),
)
_commands = st.lists(user_text, min_size=1, max_size=2)
#: Keys of a server, except for its image.
server_settings: dict[str, Any] = {
    "image_pull_policy": st.sampled_from(("Always", "ifnotpresent")),
    "resources": resources,
    "node_selector": st.dictionaries(st.sampled_from(("a", "example.org/b")), st.sampled_from(("", "x", "A_b.c")), max_size=2),
    "tolerations": st.lists(
        some({"key": st.sampled_from(("a", "example.org/b"))}, value=st.sampled_from(("x", "")), effect="NoSchedule"), max_size=2
    ),
    "extra_env": environment,
    "default_url": st.sampled_from(("lab", "/rstudio", "/tree/{username}")),
    "start_timeout": st.integers(60, 3600),
    "lifecycle_hooks": some(post_start=_commands, pre_stop=_commands),
}


_schedulings = some(
    user_placeholders=st.one_of(st.integers(0, 3), some({"replicas": 1}, resources=st.just({"memory": "2Gi"}))),
    dedicated_nodes=st.one_of(st.sampled_from(("ignore", "Prefer", "require")), some(users="require", core="ignore")),
    core=some(
        node_selector=st.just({"example.org/a": "b"}),
        tolerations=st.just([{"key": "a"}]),
        resources=some(cpu=st.just({"limit": 2}), memory=st.just({"guarantee": "1Gi"}), hub=st.just({"memory": "2Gi"})),
    ),
    avoid_disruption=st.sampled_from(("users", "all", "none")),
    user_scheduler=False,
)


def _fit_security(data: Data) -> Data:
    """Use levels that admit the servers, and quotas that the hub and a server fit into."""
    if data.get("instance_metadata", "iptables") == "iptables":
        return without(data, "pod_security", "resource_quota")
    if "resource_quota" in data:  # the pod of lets_encrypt has no requests itself
        data = {**data, "limit_range": {"default_request": {"cpu": "50m", "memory": "64Mi"}}}
    return {**data, "nfs_isolation": "none"} if "pod_security" in data else data


securities = compatible(
    _fit_security,
    some(
        instance_metadata=st.sampled_from(("iptables", "network_policy", "Nodes")),
        network_policy=some(private_addresses=False, allowed_cidrs=st.just([{"cidr": "10.0.4.0/24", "ports": [5432]}])),
        pod_security=some(enforce="baseline", audit="restricted", warn="privileged"),
        resource_quota=some({"servers": 9}, cpu="90", memory="900Gi", gpus=99, claims=99),
        limit_range=st.just({"default_request": {"cpu": "50m", "memory": "64Mi"}}),
        scheduling=_schedulings,
    ),
)


@st.composite
def hubs(draw: Draw, namespace: str, *, makes_classes: bool = True) -> Data:
    """Return one hub in a namespace."""
    version = draw(st.sampled_from(VERSIONS))
    storage = draw(st.sampled_from(("ebs_config", "efs_config")))
    homes = draw(ebs_configs if storage == "ebs_config" else efs_configs)
    if not makes_classes and storage == "ebs_config":
        homes["storage_class"] = "gp3"
    hub = {"namespace": namespace, "release": namespace[:40], "version": version, storage: homes, **draw(exposures())}
    login = draw(st.sampled_from(("oidc_config", "shared_password", "none")))
    if login == "oidc_config":
        hub[login] = draw(oidc_configs(version))
        if {"google", "github"} & set(hub[login]) and hub[login].get("allow_all"):  # everyone in the world may log in
            hub["allow_any_login"] = True
    elif login == "shared_password":
        hub[login] = draw(secrets)
    else:
        hub["allow_any_login"] = True
    hub |= draw(
        some(
            name="hub", chart="jupyterhub", repository="https://charts.example.org/", create_namespace=booleans, values=free,
            timeout=600, atomic=booleans, wait=True, notebook_stack=st.sampled_from(("jupyter/scipy-notebook", "registry.example.org:5000/a/b")),
            notebook_tag=st.sampled_from(("2026-01-05", f"2026-01-05@sha256:{'0a' * 32}")), run_as_root=booleans, **server_settings,
            hub_database=databases(storage), nfs_isolation=st.sampled_from(("iptables", "network_policy", "none")),
            image_pull_secrets=st.just(["registry"]), unsafe_plain_text=st.just(["values.custom"]),
            service_api_tokens=st.dictionaries(st.sampled_from(("grader", "x-y")), secrets, max_size=2),
            **hub_wide(version),
        )
    )  # fmt: skip
    hub |= without(draw(securities), *([] if hub.get("create_namespace", True) else ["pod_security"]))
    if not makes_classes:  # the second hub: names and databases that the first one may have
        hub.pop("dns", None)
        if "lets_encrypt" in hub:
            hub["lets_encrypt"]["hosts"] = ["second.example.org"]
            if "oidc_config" in hub:
                hub["oidc_config"] = without(hub["oidc_config"], "callback_url") | {"hub_url": "https://second.example.org"}
    if not makes_classes and "existing_file_system_id" in homes:
        homes["existing_file_system_id"] = "fs-fedcba9876543210f"
    if hub.get("run_as_root") and "access_point" in homes:
        homes["access_point"] = without(homes["access_point"], "uid", "gid")
    return hub


_certificates = {
    "imported": {"arn": _CERTIFICATE},
    "found": {"domain_name": "hub.example.org"},
    "made": {"domain_name": "*.example.org", "hosted_zone": "example.org", "subject_alternative_names": ["hub.example.org"]},
}


@st.composite
def hub_files(draw: Draw, stack: str = "test") -> Data:
    """Return valid hub files, with one hub or two."""
    namespaces = draw(
        st.lists(
            st.sampled_from(("jupyterhub", "a", "b-c", "2024", "backend", "constructor", "n" * 63)), min_size=1, max_size=2, unique=True
        )
    )
    cluster = some(
        {"name": "c", "region": "us-west-2"},
        authentication=st.sampled_from(("exec", "token")),
        assume_role_arn="arn:aws:iam::111122223333:role/deployer",
        pod_identity_agent=st.sampled_from(("managed", "existing", "built_in")),
    )
    cli = st.sampled_from(({}, {"terraform_version": "1.11"}, {"terraform_version": "1.16"}, {"opentofu_version": "1.12"}))
    return {
        "stack": stack,
        "cluster": draw(cluster),
        **draw(cli),
        **draw(some(tags=st.dictionaries(st.sampled_from(("team", "a b")), tag_values, max_size=2))),
        **draw(some(backend=st.just({"s3": {"bucket": "state", "key": "a/${b}", "region": "us-west-2"}}))),
        "certificates": _certificates,
        "add_ons": [
            {"ebs_csi_driver": draw(csi_drivers)},
            {"efs_csi_driver": draw(csi_drivers)},
            {"aws_load_balancer_controller": draw(controllers)},
            *({"jupyterhub": draw(hubs(namespace, makes_classes=not number))} for number, namespace in enumerate(namespaces)),
        ],
    }


def separate(data: Any, number: int) -> Any:
    """Give a hub file a separate cluster, zone, bucket and file systems, so that it can be used with others in one run."""
    if isinstance(data, dict):
        named = {key: separate(value, number) for key, value in data.items()}
        return named | ({"name": f"c-{number}"} if named.get("name") == "c" else {})
    if isinstance(data, list):
        return [separate(item, number) for item in data]
    if not isinstance(data, str):
        return data
    for shared, own in (
        ("example.org", f"example-{number}.org"),
        ("0123456789abcdef0", f"0123456789{number:07}"),
        ("fedcba9876543210f", f"fedcba9876{number:07}"),
    ):
        data = data.replace(shared, own)
    return f"state-{number}" if data == "state" else data
