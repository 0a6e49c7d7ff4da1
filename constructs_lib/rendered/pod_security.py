"""Violations of Kubernetes' Pod Security Standards, by the parts of a pod's specification.

Source: Kubernetes, "Pod Security Standards"; compared with k8s.io/pod-security-admission 0.34. Windows pods and ephemeral containers,
which no hub creates, and exceptions for pods in user namespaces are omitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.models.namespace.pod_security import PodSecurityLevel

_BASELINE_CAPABILITIES = {
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID",
    "SYS_CHROOT",
}  # fmt: skip
_SELINUX_TYPES = {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}
_SAFE_SYSCTLS = {
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
}  # fmt: skip
_RESTRICTED_VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"}
_CONFINED = {"RuntimeDefault", "Localhost"}


def pod_violations(spec: Mapping[str, Any], level: PodSecurityLevel) -> list[str]:
    """Return a pod's violations of a level, as phrases with the fields' names; nothing if it admits the pod.

    Args:
        spec: the pod's specification, or a part of it.
        level: the level.
    """
    if level is PodSecurityLevel.PRIVILEGED:
        return []
    containers = [each for key in ("initContainers", "containers") for each in _mappings(spec, key)]
    found = [*_baseline_pod(spec), *(words for each in containers for words in _baseline_container(each))]
    if level is PodSecurityLevel.RESTRICTED:
        found += _restricted_volumes(spec)
        pod = _mapping(spec, "securityContext")
        found += [words for each in containers for words in _restricted_container(_mapping(each, "securityContext"), pod)]
        if pod.get("runAsUser") == 0:
            found.append("runAsUser: 0")
    return list(dict.fromkeys(found))


def _baseline_pod(spec: Mapping[str, Any]) -> Iterator[str]:
    for field in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(field) is True:
            yield f"{field}: true"
    if any("hostPath" in each for each in _mappings(spec, "volumes")):
        yield "volumes of the type hostPath"
    context = _mapping(spec, "securityContext")
    yield from _baseline_context(context)
    for sysctl in _mappings(context, "sysctls"):
        if str(sysctl.get("name")) not in _SAFE_SYSCTLS:
            yield f"the sysctl {sysctl.get('name')}"


def _baseline_container(container: Mapping[str, Any]) -> Iterator[str]:
    context = _mapping(container, "securityContext")
    yield from _baseline_context(context)
    if context.get("privileged") is True:
        yield "privileged: true"
    added = _texts(_mapping(context, "capabilities"), "add") - _BASELINE_CAPABILITIES
    if added:
        yield f"the capabilities {', '.join(sorted(added))}"
    if (context.get("procMount") or "Default") != "Default":
        yield f"procMount: {context['procMount']}"
    for port in _mappings(container, "ports"):
        if port.get("hostPort"):
            yield f"hostPort: {port['hostPort']}"
    handlers = [_mapping(container, probe) for probe in ("livenessProbe", "readinessProbe", "startupProbe")]
    handlers += [_mapping(container, "lifecycle", hook) for hook in ("postStart", "preStop")]
    if any(_mapping(each, kind).get("host") for each in handlers for kind in ("httpGet", "tcpSocket")):
        yield "a probe or hook with another host"


def _baseline_context(context: Mapping[str, Any]) -> Iterator[str]:
    """Yield violations in fields that both pods and containers have."""
    if _mapping(context, "seccompProfile").get("type") == "Unconfined":
        yield "seccompProfile: {type: Unconfined}"
    if _mapping(context, "appArmorProfile").get("type") == "Unconfined":
        yield "appArmorProfile: {type: Unconfined}"
    selinux = _mapping(context, "seLinuxOptions")
    if str(selinux.get("type") or "") not in _SELINUX_TYPES or selinux.get("user") or selinux.get("role"):
        yield "custom seLinuxOptions"
    if _mapping(context, "windowsOptions").get("hostProcess"):
        yield "windowsOptions: {hostProcess: true}"


def _restricted_volumes(spec: Mapping[str, Any]) -> Iterator[str]:
    for volume in _mappings(spec, "volumes"):
        for kind in sorted(set(volume) - {"name"} - _RESTRICTED_VOLUMES):
            yield f"volumes of the type {kind}"


def _restricted_container(context: Mapping[str, Any], pod: Mapping[str, Any]) -> Iterator[str]:
    if context.get("allowPrivilegeEscalation") is not False:
        yield "no allowPrivilegeEscalation: false"
    capabilities = _mapping(context, "capabilities")
    if "ALL" not in _texts(capabilities, "drop"):
        yield "no capabilities: {drop: [ALL]}"
    if further := _texts(capabilities, "add") - {"NET_BIND_SERVICE"}:
        yield f"the capabilities {', '.join(sorted(further))}"
    own = context.get("runAsNonRoot")
    if not (pod.get("runAsNonRoot") if own is None else own):
        yield "no runAsNonRoot: true"
    if context.get("runAsUser") == 0:
        yield "runAsUser: 0"
    profile = _mapping(context, "seccompProfile").get("type") or _mapping(pod, "seccompProfile").get("type")
    if str(profile) not in _CONFINED:
        yield "no seccompProfile: {type: RuntimeDefault}"


def _mappings(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the mappings in a list; nothing for a value that Kubernetes doesn't accept there."""
    found = value.get(key)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _texts(value: Mapping[str, Any], key: str) -> set[str]:
    found = value.get(key)
    return set(map(str, found)) if isinstance(found, list) else set()


def _mapping(value: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for key in path:
        found = value.get(key)
        value = found if isinstance(found, Mapping) else {}
    return value
