"""Chart values that pull all images of the chart from a mirror."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.merge import merged, placed
from constructs_lib.models.chart_version import IMAGES_ON_QUAY, PLACEHOLDER_IMAGE, ChartVersion
from constructs_lib.models.kinds.images import mirrored

#: The chart's images by their path in the values, which is the same in every version. Their tags are the chart's.
#: Source: chart, ``values.yaml`` of all versions.
CHART_IMAGES = {
    "hub": "jupyterhub/k8s-hub",
    "proxy.chp": "jupyterhub/configurable-http-proxy",
    "proxy.traefik": "traefik",
    "proxy.secretSync": "jupyterhub/k8s-secret-sync",
    "singleuser.networkTools": "jupyterhub/k8s-network-tools",
    "scheduling.userScheduler": "kube-scheduler",
    "scheduling.userPlaceholder": "pause",
    "prePuller.hook": "jupyterhub/k8s-image-awaiter",
    "prePuller.pause": "pause",
}


def chart_registry(version: ChartVersion) -> str:
    """Return the registry of the images that the chart's project builds. Docker Hub is docker.io, which the chart omits in their names."""
    return "quay.io" if version.has(IMAGES_ON_QUAY) else "docker.io"


def image_values(registry: str | None, version: ChartVersion) -> dict[str, Any]:
    """Return the names of the chart's images in a mirror. `user_environment_values` sets the image of users' servers.

    Args:
        registry: host and path of the mirror. None: each image is pulled from its own registry.
        version: version of the chart.
    """
    if registry is None:
        return {}
    places = [place for place in CHART_IMAGES if place != "scheduling.userPlaceholder" or version.has(PLACEHOLDER_IMAGE)]
    return merged({}, *(placed(place.split("."), {"image": {"name": mirrored(CHART_IMAGES[place], registry)}}) for place in places))
