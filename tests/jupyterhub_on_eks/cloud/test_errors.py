"""Messages for errors of AWS and clusters."""

from __future__ import annotations

from jupyterhub_on_eks.cloud.errors import Cause, CloudError, not_installed
from jupyterhub_on_eks.installation import installation


def test_message_and_fix_make_one_text() -> None:
    """The fix is a separate sentence."""
    assert "no answer. Check the network." == str(CloudError("no answer", fix="Check the network"))
    assert "no answer" == str(CloudError("no answer"))
    assert "no answer. Wait." == str(CloudError("no answer.", fix="Wait"))


def test_a_secret_is_hidden() -> None:
    """AWS's own messages are included."""
    assert "canary" not in str(CloudError("https://ada:canary@example.org failed"))


def test_missing_extra() -> None:
    """One message, with the command that installs it."""
    error = not_installed(ModuleNotFoundError("No module named 'boto3'", name="boto3"))

    assert (Cause.NOT_INSTALLED, f"boto3 is not installed. Run: {installation().command('cluster')}.") == (error.cause, str(error))
