"""A model that is imported later validates like one imported before: the same values, the same mistakes, the same description."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.base import Model
from constructs_lib.models.later import Later, later
from constructs_lib.models.metrics.settings import DashboardConfig, MetricsConfig
from tests.conftest import ROOT

_MODULE = "constructs_lib.models.metrics.settings"
_LATER: Any = later(_MODULE, "MetricsConfig")


class _Now(Model):
    """With the model."""

    metrics: MetricsConfig | None = None
    """Metrics."""


class _Later(Model):
    """With the model."""

    metrics: _LATER | None = None
    """Metrics."""


@pytest.mark.parametrize("settings", [{}, {"metrics": None}, {"metrics": {}}, {"metrics": {"dashboard": {"namespace": "x"}}}])
def test_values(settings: dict[str, Any]) -> None:
    """They are the model's own, and instances stay the same objects."""
    now, then = _Now.model_validate(settings), _Later.model_validate(settings)

    assert (now.metrics, now.model_dump()) == (then.metrics, then.model_dump())
    assert then.metrics is None or _Later(metrics=then.metrics).metrics is then.metrics


@pytest.mark.parametrize("metrics", ["yes", 1, [], {"dashboards": {}}, {"dashboard": {"namespace": "A B"}, "service_monitor": {"x": 1}}])
def test_mistakes(metrics: object) -> None:
    """The same messages at the same key paths."""
    found = []
    for model in (_Now, _Later):
        with pytest.raises(ValidationError) as raised:
            model.model_validate({"metrics": metrics})
        found.append([(line["loc"], line["msg"]) for line in raised.value.errors()])

    assert found[0] == found[1] != []


def test_description() -> None:
    """JSON Schema refers to the model's description, which exists once."""
    now, then = _Now.model_json_schema(), _Later.model_json_schema()

    assert now["$defs"] == then["$defs"]
    assert {DashboardConfig.__name__, MetricsConfig.__name__} <= set(then["$defs"])
    assert now["properties"]["metrics"]["anyOf"] == then["properties"]["metrics"]["anyOf"]


def test_model() -> None:
    """It represents the model itself."""
    assert issubclass(_LATER, Later)
    assert _LATER.model() is MetricsConfig


#: What is not imported without each key that a quickstart doesn't have.
_OF_KEYS = {
    "oidc_config": ("models.login.settings", "models.login.identity_providers", "models.login.rules", "chart_values.login.authenticators"),
    "profiles": ("models.singleuser.profiles.profile", "models.singleuser.profiles.presets", "chart_values.singleuser.profiles"),
    "metrics": ("models.metrics.settings",),
    "user_identity": ("models.user_identity.settings", "models.user_identity.s3", "models.user_identity.document"),
}


def test_a_quickstart_imports_no_models_of_unused_keys() -> None:
    """A whole synth, in a separate process; and each of the names is that of a module."""
    program = (
        "import sys, main, pathlib, tempfile\n"
        "main.synthesize(['bench/hub.yaml'], pathlib.Path(tempfile.mkdtemp(), 'out'))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('constructs_lib.')))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {name.removeprefix("constructs_lib.") for name in run.stdout.split()}

    assert {"models.jupyterhub", "constructs.jupyterhub.hub"} <= imported
    assert {} == {key: sorted(imported & set(modules)) for key, modules in _OF_KEYS.items() if imported & set(modules)}
    paths = [ROOT / "constructs_lib" / f"{module.replace('.', '/')}.py" for modules in _OF_KEYS.values() for module in modules]
    assert [] == [path for path in paths if not path.is_file()]
