"""Allowed mount paths of shared directories. Wrong paths are in tests/cases/."""

from __future__ import annotations

import pytest

from constructs_lib.models.storage.mount_paths import HOME, mount_path_problems
from constructs_lib.models.storage.settings import HubStorageProps


def _message(*paths: str, home: str = HOME) -> list[str]:
    shared = [{"name": f"d{position}", "mount_path": path} for position, path in enumerate(paths)]
    efs = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", "shared_directories": shared}
    return [problem.message for problem in mount_path_problems(HubStorageProps.model_validate({"efs_config": efs}), home=home)]


@pytest.mark.parametrize(
    "path", ["/home/jovyan/shared", "/home/shared", "/data", "/srv/x", "/mnt", "/opt/data", "/var/data", "/root/x", "/usrlocal"]
)
def test_accepted(path: str) -> None:
    """In the home, or beside everything that an image has."""
    assert [] == _message(path)


@pytest.mark.parametrize("path", ["/home/jovyan", "/home"])
def test_home_stays_visible(path: str) -> None:
    """The message shows an allowed path."""
    assert [f"{path!r} hides the users' homes, /home/jovyan; use a separate path, for example /home/jovyan/shared"] == _message(path)


@pytest.mark.parametrize(
    "path", ["/usr", "/usr/local/bin", "/etc", "/etc/jupyter", "/opt/conda/share", "/opt", "/var", "/var/run/secrets", "/root", "/bin"]
)
def test_image_stays_visible(path: str) -> None:
    """The system's own directories as a whole; others may contain a mount, but not be one."""
    (message,) = _message(path)

    assert message.startswith(f"{path!r} hides files of the image in /")


def test_another_home() -> None:
    """Values may mount the home elsewhere: then that path must stay visible, and /home/jovyan is a directory like others."""
    assert [] == _message("/home/jovyan", home="/home/users")
    assert ["'/srv' hides the users' homes, /srv/me; use a separate path, for example /srv/me/shared"] == _message("/srv", home="/srv/me")


def test_one_in_another() -> None:
    """Whichever comes first; a name with the same prefix is another."""
    assert ["'/a/b' is inside /a, where another shared directory is mounted; use a path outside it"] == _message("/a/b", "/a")
    assert [] == _message("/a", "/ab")


def test_nothing_without_efs() -> None:
    """Other storages have no shared directories."""
    assert [] == list(
        mount_path_problems(HubStorageProps.model_validate({"ebs_config": {"storage_class": "a", "capacity": "1Gi"}}), home=HOME)
    )
