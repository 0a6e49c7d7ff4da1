"""Names and quantities of Kubernetes and DNS: what each accepts and refuses. The messages are in tests/cases/."""

from __future__ import annotations

import pytest

from constructs_lib.models.kinds import kubernetes
from tests.constructs_lib.models.kinds.allowed import TOKEN, is_refused, pairs, passes

_RIGHT: dict[str, list[object]] = {
    "Quantity": ["10Gi", "4Gi", "500Mi", "1.5Ti", "0.5Gi", "1k", "010Gi", "100G", "8191Pi"],
    "DnsLabel": ["a", "jupyterhub", "hub-2", "0hub", "n" * 63],
    "DnsSubdomain": ["gp3", "efs.csi.aws.com", "a" * 63 + "." + "b" * 63],
    "ReleaseName": ["blueprints-addon-jupyterhub", "a.b", "r" * 53],
    "HubNamespace": ["jupyterhub", "kube", "defaults", "my-kube-system"],
    "EnvName": ["A", "_a1", "lower_Case"],
    "AnnotationKey": ["a", "alb.ingress.kubernetes.io/group.name", "A_b.c-1", "x/" + "n" * 63],
    "LabelKey": ["a", "karpenter.sh/capacity-type", "A_b.c-1", "x/" + "n" * 63],
    "LabelValue": ["", "a", "A_b.c-1", "n" * 63],
    "HostName": ["hub.example.org", "*.example.org", "a.b", "a" * 63 + ".b"],
    "DomainName": ["example.org", "org"],
    "RecordName": ["@", "hub", "hub.teaching"],
    "MountPath": ["/a", "/home/jovyan/data", "/a.b/..c", "/" + "p" * 254],
}

_WRONG: dict[str, list[object]] = {
    "Quantity": [
        "4GB",
        "100",
        "",
        "Gi",
        "0Gi",
        "-1Gi",
        "1,5Gi",
        "10 Gi",
        "10gi",
        "1.5.5Gi",
        "10Gi\n",
        "8192Pi",
        "999999999Ti",
        "999999999999999P",
        100,
        1.5,
        True,
        None,
    ],
    "DnsLabel": ["", "Hub", "a_b", "-a", "a-", "a.b", "n" * 64, "a\n", 7],
    "DnsSubdomain": ["a..b", ".a", "a.", "A.b", "a" * 254],
    "ReleaseName": ["r" * 54, "R", "a_b"],
    "HubNamespace": ["", "Hub", "default", "kube-system", "kube-public", "kube-x"],
    "EnvName": ["", "1A", "A B", "A-B", "A.B", "A=B", "\u00c4", "A\n"],
    "AnnotationKey": ["", "/a", "a/", "a/b/c", "a b", "-a", "a:b", "n" * 64, "x/" + "n" * 64, "A.b/c", "x" * 254 + "/n"],
    "LabelKey": ["", "/a", "a/", "a/b/c", "a b", "-a", "n" * 64, "x/" + "n" * 64, "A.b/c", "x" * 254 + "/n"],
    "LabelValue": ["-a", "a-", "a b", "a/b", "n" * 64, "a\n"],
    "HostName": ["a" * 64 + ".b", "org", "https://a.b", "a.b/x", "*.*.b", "a.*.b", "A.b", "a.b."],
    "DomainName": ["a" * 64 + ".org", "example.org.", "https://example.org", "Example.org", "*.example.org"],
    "RecordName": ["a" * 64, "", "hub.", "@hub", "*"],
    "MountPath": ["", "/", "a", "/a/", "//a", "/a//b", "/a/.", "/a/../b", "/..", "/a:b", "/a\n", "/" + "p" * 255],
}


@pytest.mark.parametrize(("kind", "value"), pairs(_RIGHT))
def test_right_text_passes_unchanged(kind: str, value: object) -> None:
    """Valid text is not changed."""
    assert passes(getattr(kubernetes, kind), value)


@pytest.mark.parametrize(("kind", "value"), pairs(_WRONG))
def test_wrong_text_is_refused(kind: str, value: object) -> None:
    """What AWS, Kubernetes or Helm would refuse minutes later is refused here."""
    assert is_refused(getattr(kubernetes, kind), value)


@pytest.mark.parametrize("kind", sorted(_RIGHT))
def test_token_passes(kind: str) -> None:
    """What Terraform computes can't be checked at synth."""
    assert passes(getattr(kubernetes, kind), TOKEN)


def test_every_kind_is_tested() -> None:
    """A kind without valid and invalid values here might accept anything."""
    kinds = {name for name in vars(kubernetes) if hasattr(getattr(kubernetes, name), "__metadata__")}

    assert kinds == set(_RIGHT) == set(_WRONG)
