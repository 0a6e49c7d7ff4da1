"""The questions that are asked."""

from __future__ import annotations

from typing import Any

from constructs_lib.hub_files.placeholders import PLACEHOLDER
from jupyterhub_on_eks.init.account import Account
from jupyterhub_on_eks.init.answers import Answers
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage
from jupyterhub_on_eks.init.questions import asked
from tests.jupyterhub_on_eks.init.fakes import ARN, Answering, FakeApi, FakeAws


def _asked(given: dict[str, Any], prompts: Answering, aws: FakeAws | None = None) -> tuple[Answers, list[str]]:
    return asked(given, prompts, lambda _: Account(aws), lambda _, __: FakeApi())


def test_the_account_is_offered() -> None:
    """Clusters, classes, certificates and zones; what exists already is noted."""
    prompts = Answering({
        "EKS cluster": "research", "Storage class of the volumes": "gp2", "How do users reach the hub?": "alb", "From where do users reach it?": "internet-facing",
        "Host name of the hub (hub.example.org)": "hub.example.org", "Certificate": "*.example.org", "How do users log in?": "google",
        "Client id, as registered with the provider": "hub", "Domains whose users may log in, separated by spaces (example.org)": "a.org, b.org",
    })  # fmt: skip
    answers, unknown = _asked({}, prompts, FakeAws())

    assert [] == unknown
    assert ("research", "us-west-2", "gp2", ARN) == (answers.cluster, answers.region, answers.storage_class, answers.certificate_arn)
    assert (Exposure.ALB, Scheme.INTERNET_FACING, Login.GOOGLE, ("a.org", "b.org")) == (
        answers.exposure,
        answers.scheme,
        answers.login,
        answers.allowed,
    )
    assert {"ebs", "agent", "controller"} == answers.on_cluster
    assert "none" not in prompts.offered["How do users log in?"]
    assert "created in the zone example.org" in prompts.offered["Certificate"]


def test_a_certificate_can_be_created() -> None:
    """For the name, in a zone that contains it."""
    prompts = Answering({"Certificate": "created in the zone example.org"})
    answers, _ = _asked({"exposure": Exposure.NLB, "scheme": Scheme.INTERNAL, "host": "hub.example.org"}, prompts, FakeAws())

    assert "example.org" == answers.hosted_zone


def test_given_answers_are_not_asked() -> None:
    """With all of them given: no question."""
    prompts = Answering({})
    given: dict[str, Any] = {
        "cluster": "c",
        "region": "eu-west-1",
        "storage": Storage.EFS,
        "exposure": Exposure.CLUSTER_IP,
        "login": Login.NONE,
    }
    answers, _ = _asked(given, prompts)

    assert [] == prompts.asked
    assert Answers(**given) == answers


def test_empty_answers_stay_open() -> None:
    """Without credentials everything is typed, or left for later."""
    answers, _ = _asked({}, Answering({"Which storage do users' homes use?": "existing", "How do users log in?": "okta"}))

    assert (PLACEHOLDER,) * 4 == (answers.cluster, answers.region, answers.claim, answers.provider)
