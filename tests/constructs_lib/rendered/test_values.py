"""Paths in the chart's values, the origin of each value, and what is known of a hub with mistakes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.values import CERTIFICATE, HubReading, at, section, text

_NLB = "service.beta.kubernetes.io/aws-load-balancer-"


def reading(**settings: Any) -> HubReading:
    """Return the parsed values of a hub."""
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, **settings}
    return HubReading(JupyterHubAddOnProps.model_validate(hub))


def test_null_removes_the_charts_default() -> None:
    """What isn't set has the chart's default; null, also above it, has none."""
    values: dict[str, Any] = {"a": {"b": None, "c": 0, "d": {}}}

    assert ["x", None, 0, "x", None] == [
        at(values, "a", "z", default="x"),
        at(values, "a", "b", default="x"),
        at(values, "a", "c", default="x"),
        at(values, "a", "d", "e", default="x"),
        at(values, "a", "b", "e", default="x"),
    ]


def test_mappings_and_text() -> None:
    """Anything else counts as empty."""
    assert [{"b": 1}, {}, {}] == [section({"a": {"b": 1}}, "a"), section({"a": [1]}, "a"), section(None, "a")]
    assert ["x", "", ""] == [text(" x "), text(None), text(True)]  # noqa: FBT003  # the value is the point


def test_values_are_those_of_the_chart() -> None:
    """The user's over this library's, with a placeholder for the certificate that only Terraform knows."""
    hub = reading(certificate_resource_name="c", values={"proxy": {"service": {"type": "NodePort"}}})

    assert ("NodePort", "LoadBalancer") == (hub.final["proxy"]["service"]["type"], hub.own["proxy"]["service"]["type"])
    assert CERTIFICATE == hub.final["proxy"]["service"]["annotations"][f"{_NLB}ssl-cert"]
    assert {"cpu", "image"} & set(hub.final["singleuser"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("proxy", "service", "type"), ("values", "proxy", "service", "type")),
        (("proxy", "service", "annotations", "x"), ("values", "proxy", "service", "annotations")),
        (("proxy", "https", "enabled"), None),
        (("ingress", "annotations", "a"), ("ingress_annotations", "a")),
        (("ingress", "annotations", "b"), ("values", "ingress", "annotations", "b")),
        (("ingress", "annotations"), ("values", "ingress", "annotations")),
        (("ingress", "hosts"), None),
    ],
)
def test_the_deciding_key(path: tuple[str, ...], expected: tuple[str, ...] | None) -> None:
    """It is the user's value, a null above it, an annotation, or none of the user's."""
    values = {"proxy": {"service": {"type": "NodePort", "annotations": None}}, "ingress": {"annotations": {"b": "c"}}}
    hub = reading(service_type="alb", ingress_annotations={"a": "b", "b": "x"}, values=values)

    assert expected == hub.user_key(path)
    assert expected == hub.first_user_key((("hub", "db"), path))


def test_mistake_in_the_code_is_not_hidden() -> None:
    """Everything is known of a right hub, so a failure is our own mistake."""
    with pytest.raises(ZeroDivisionError):
        reading().known(lambda: 1 // 0)


def test_wrong_hub_is_checked_where_possible() -> None:
    """Without a storage not all values exist, but those of login and exposure are known."""
    wrong = JupyterHubAddOnProps.model_construct(
        service_type=JupyterHubServiceType.NLB, values={"proxy": {"service": {"type": "NodePort"}}}
    )
    hub = HubReading(wrong)

    assert hub.known(lambda: 1 // 0) is None
    assert hub.final["proxy"]["service"]["type"] == "NodePort"
