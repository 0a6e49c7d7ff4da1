"""The charts of a folder, for tests that compare with them."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml


def values_of_charts() -> Iterator[tuple[str, Any]]:
    """Yield each chart's version and its own values.yaml; skip the test if there are no charts."""
    folder = os.environ.get("CHART_REPOSITORY", "")
    charts = sorted(Path(folder).glob("jupyterhub-*.tgz")) if folder else []
    if not charts:
        pytest.skip("CHART_REPOSITORY is not a folder with charts")
    for path in charts:
        with tarfile.open(path) as chart:
            content = chart.extractfile("jupyterhub/values.yaml")
            assert content
            yield path.stem.removeprefix("jupyterhub-"), yaml.safe_load(content)
