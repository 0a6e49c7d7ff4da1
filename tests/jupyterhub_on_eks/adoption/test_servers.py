"""Settings of users' servers, as keys."""

from __future__ import annotations

from jupyterhub_on_eks.adoption import servers
from tests.jupyterhub_on_eks.adoption.drafts import accepted, draft, proposed


def test_image() -> None:
    """From the values, the available chart, or the chart by its version; Docker Hub's is not treated as quay.io's."""
    assert [{"notebook_stack": "docker.io/jupyter/r-notebook", "notebook_tag": "latest"}] == proposed(
        servers.image, "singleuser: {image: {name: jupyter/r-notebook, tag: latest}}"
    )
    assert [{"notebook_stack": "quay.io/jupyterhub/k8s-singleuser-sample", "notebook_tag": "3.3.8"}] == proposed(servers.image, {}, "3.3.8")
    assert [] == proposed(servers.image, "singleuser: {image: {name: 5}}")


def test_root() -> None:
    """EKS Blueprints' four values are one key, with the chart version's command; three are none."""
    values = '{singleuser: {uid: 0, fsGid: 0, cmd: [jupyterhub-singleuser, --allow-root], extraEnv: {CHOWN_HOME: "yes"}}}'

    assert {"run_as_root": True, "values": {}} == accepted(servers.root, values, "2.0.0")
    assert [] == proposed(servers.root, values, "1.2.0")
    assert [] == proposed(servers.root, values.replace("uid: 0, ", "uid: 1000, "), "2.0.0")


def test_same() -> None:
    """One key each; empty ones are none."""
    values = "singleuser: {nodeSelector: {team: a}, defaultUrl: /lab, startTimeout: 600, image: {pullPolicy: Always}}"
    keys = {"node_selector": {"team": "a"}, "default_url": "/lab", "start_timeout": 600, "image_pull_policy": "Always"}

    assert {**keys, "values": {}} == accepted(servers.same, values)
    assert [] == proposed(servers.same, "singleuser: {nodeSelector: {}, defaultUrl: null}")


def test_environment() -> None:
    """Text and references; what the chart fills in stays a value, since the key keeps braces."""
    reference = "{valueFrom: {secretKeyRef: {name: s, key: k}}}"
    found = accepted(servers.environment, f"singleuser: {{extraEnv: {{A: a, B: {reference}, C: '{{username}}'}}}}")

    assert {"A": "a", "B": {"value_from": {"secret": "s", "key": "k"}}} == found["extra_env"]
    assert {"singleuser": {"extraEnv": {"C": "{username}"}}} == found["values"]
    assert "C" in accepted(servers.environment, "singleuser: {extraEnv: {C: '{username}'}}", "2.0.0")["extra_env"]


def test_resources() -> None:
    """KubeSpawner's units are those of Kubernetes with an i; a limit alone stays a reservation."""
    found = accepted(servers.resources, "singleuser: {memory: {limit: 2G, guarantee: 512M}, cpu: {limit: 0.5}}")

    assert {"memory": {"limit": "2Gi", "guarantee": "512Mi"}, "cpu": {"limit": 0.5, "guarantee": 0.5}} == found["resources"]
    assert {} == found["values"]
    assert {"memory": {"limit": "1024Mi"}} == proposed(servers.resources, f"singleuser: {{memory: {{limit: {2**30}}}}}")[0]["resources"]


def test_pull_secrets() -> None:
    """Names, in the two forms of the chart."""
    assert [{"image_pull_secrets": ["a", "b"]}] == proposed(servers.pull_secrets, "imagePullSecrets: [a, {name: b}]")
    assert draft({}).given("imagePullSecrets") is None
