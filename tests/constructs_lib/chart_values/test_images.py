"""The chart's images from a mirror."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.images import CHART_IMAGES, chart_registry, image_values
from constructs_lib.models.chart_version import ChartVersion
from tests.chart_schema import schema_errors
from tests.conftest import ROOT

_MIRROR = "registry.example.org/mirror"


def test_every_image_comes_from_the_mirror() -> None:
    """Each by its path, with the chart's tag, since none is set."""
    values = image_values(_MIRROR, ChartVersion.of("4.4.0"))

    assert {"image": {"name": "registry.example.org/mirror/jupyterhub/k8s-hub"}} == values["hub"]
    assert {"chp", "traefik", "secretSync"} == set(values["proxy"])
    assert {"name": "registry.example.org/mirror/pause"} == values["scheduling"]["userPlaceholder"]["image"]
    assert 9 == len(CHART_IMAGES)


@pytest.mark.parametrize(
    ("version", "registry"), [("1.0.0", "docker.io"), ("3.1.0", "docker.io"), ("3.2.0", "quay.io"), ("4.4.0", "quay.io")]
)
def test_registry_of_the_chart(version: str, registry: str) -> None:
    """The project moved its images to quay.io."""
    assert registry == chart_registry(ChartVersion.of(version))


def test_no_mirror() -> None:
    """Nothing is written."""
    assert {} == image_values(None, ChartVersion.of("4.4.0"))


def test_every_image_is_in_the_docs() -> None:
    """Whoever fills a mirror reads there what to copy."""
    page = (ROOT / "docs/private-clusters.md").read_text(encoding="utf-8")

    assert [] == [path for path in CHART_IMAGES.values() if f"`<mirror>/{path}`" not in page]


@pytest.mark.schema
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.3.8", "4.4.0"])
def test_charts_accept_the_names(version: str) -> None:
    """All paths are the charts' own."""
    assert [] == schema_errors(version, image_values(_MIRROR, ChartVersion.of(version)))


def test_the_first_charts_have_one_image_less() -> None:
    """1.0.x has no separate image for placeholders, and its schema refuses the key."""
    assert "userPlaceholder" not in image_values(_MIRROR, ChartVersion.of("1.0.0"))["scheduling"]
    assert "userPlaceholder" in image_values(_MIRROR, ChartVersion.of("1.1.0"))["scheduling"]
