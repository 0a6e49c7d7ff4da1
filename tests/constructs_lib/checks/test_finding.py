"""A finding is an error until a setting of the hub accepts it."""

from __future__ import annotations

from typing import Any

from constructs_lib.checks.finding import Finding
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, **settings})


def test_a_setting_accepts_it() -> None:
    """The setting in the hub makes it a warning, which names key, fact and setting."""
    finding = Finding(fact="exposes it.", advice=" Remove it", path=("values", "a"), accepted_with=("allow_any_login", "allow_plain_http"))

    assert (True, None) == (finding.is_error(_hub()), finding.accepted_by(_hub()))
    assert "values.a: exposes it. Remove it" == str(finding.problem)
    accepting = _hub(allow_plain_http=True)
    assert (False, "values.a: exposes it (allow_plain_http: true)") == (finding.is_error(accepting), finding.warned(accepting))


def test_no_setting_accepts_it() -> None:
    """Without such a setting it stays an error."""
    assert Finding(fact="a", advice="b").is_error(_hub(allow_any_login=True, allow_plain_http=True))


def test_what_only_warns() -> None:
    """It states what to do, if no setting accepts it."""
    finding = Finding(fact="a", advice="; b", only_warns=True)

    assert (False, "a; b") == (finding.is_error(_hub()), finding.warned(_hub()))


def test_its_own_text() -> None:
    """A warning may have its own text."""
    assert "c" == Finding(fact="a", advice="b", warning="c").warned(_hub())
