"""Read access to AWS through one session: the caller's credentials, in a hub file's Region and role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any, Self

from constructs_lib.models.eks.cluster import ClusterConfig
from jupyterhub_on_eks.cloud.errors import Cause, CloudError, not_installed

#: Timeouts in seconds for connecting and for an answer, and the number of attempts.
_CONNECT, _READ, _ATTEMPTS = 5, 20, 3

#: Name of the session in the role of ``cluster.assume_role_arn``, which CloudTrail shows.
_SESSION = "jupyterhub-on-eks"


class Aws:
    """A session with AWS. Threads may share it.

    Credentials come from the same sources as for the AWS CLI (environment, AWS_PROFILE, login or SSO session, role of the machine).
    ``AWS_ENDPOINT_URL`` sets another endpoint, as for the CLI.

    Args:
        region: Region of the services. Default: that of the environment or profile.
        assume_role_arn: role to assume first. Default: none.

    Raises:
        CloudError: the extra ``cluster`` is not installed, or the profile doesn't exist.
    """

    def __init__(self, *, region: str | None = None, assume_role_arn: str | None = None) -> None:
        try:
            import boto3  # noqa: PLC0415  # half a second, and only with the extra
            from botocore.config import Config  # noqa: PLC0415
            from botocore.exceptions import BotoCoreError  # noqa: PLC0415
        except ImportError as error:
            raise not_installed(error) from None
        self._lock = Lock()
        self._clients: dict[tuple[str, str | None], Any] = {}
        self._config = Config(connect_timeout=_CONNECT, read_timeout=_READ, retries={"total_max_attempts": _ATTEMPTS, "mode": "standard"})
        try:
            self._session = boto3.Session(region_name=region)
            if assume_role_arn:
                self._session = self._in_role(assume_role_arn)
        except BotoCoreError as error:
            raise self._converted(error, "sts") from None

    @classmethod
    def of(cls, cluster: ClusterConfig) -> Self:
        """Return a session that sees what Terraform will: the cluster's Region, and its ``assume_role_arn``.

        Raises:
            CloudError: the extra ``cluster`` is not installed, or the role can't be assumed.
        """
        return cls(region=cluster.region, assume_role_arn=cluster.assume_role_arn)

    @property
    def region(self) -> str | None:
        """Region of the services; None if neither the caller nor the environment sets one."""
        return str(self._session.region_name) if self._session.region_name else None

    def credentials(self) -> Any:
        """Return the caller's credentials for botocore's signing; they must never be printed.

        Raises:
            CloudError: there are none.
        """
        from botocore.exceptions import BotoCoreError, NoCredentialsError  # noqa: PLC0415  # as in the constructor

        try:
            if found := self._session.get_credentials():
                return found.get_frozen_credentials()
        except BotoCoreError as error:
            raise self._converted(error, "sts") from None
        raise self._converted(NoCredentialsError(), "sts")

    def client(self, service: str, *, region: str | None = None) -> Any:
        """Return boto3's client of a service. Its errors are botocore's, which `ask` and `items` convert.

        Args:
            service: as boto3 names it, such as eks.
            region: Region of the call. Default: the session's Region.

        Raises:
            CloudError: there is no Region.
        """
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415  # as in the constructor

        with self._lock:  # boto3's sessions are not thread-safe, its clients are
            if (service, region) not in self._clients:
                try:
                    self._clients[service, region] = self._session.client(service, region_name=region, config=self._config)
                except BotoCoreError as error:
                    raise self._converted(error, service, region) from None
            return self._clients[service, region]

    def ask(
        self, service: str, operation: str, parameters: Mapping[str, Any] | None = None, *, region: str | None = None
    ) -> dict[str, Any]:
        """Call one operation.

        Args:
            service: as boto3 names it, such as eks.
            operation: the method of its client, such as describe_cluster.
            parameters: those of the operation, as AWS writes them.
            region: Region of the call. Default: the session's Region.

        Raises:
            CloudError: no answer, or a refusal; see ``cause``.
        """
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # as in the constructor

        client = self.client(service, region=region)
        try:
            return dict(getattr(client, operation)(**(parameters or {})))
        except (BotoCoreError, ClientError) as error:
            raise self._converted(error, service, region) from None

    def items(
        self, service: str, operation: str, key: str, parameters: Mapping[str, Any] | None = None, *, region: str | None = None
    ) -> Iterator[Any]:
        """Yield all items of a list, page by page.

        Args:
            service: as for `ask`.
            operation: as for `ask`; one that lists.
            key: key of the list in the answer.
            parameters: as for `ask`.
            region: as for `ask`.

        Raises:
            CloudError: as `ask`.
        """
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # as in the constructor

        client = self.client(service, region=region)
        try:
            for page in client.get_paginator(operation).paginate(**(parameters or {})):
                yield from page[key]
        except (BotoCoreError, ClientError) as error:
            raise self._converted(error, service, region) from None

    def find(
        self, service: str, operation: str, parameters: Mapping[str, Any] | None = None, *, region: str | None = None
    ) -> dict[str, Any] | None:
        """Read one resource; None if it doesn't exist.

        Raises:
            CloudError: as `ask`, for every other cause.
        """
        try:
            return self.ask(service, operation, parameters, region=region)
        except CloudError as error:
            if error.cause is Cause.NOT_THERE:
                return None
            raise

    def _in_role(self, arn: str) -> Any:
        import boto3  # noqa: PLC0415  # as in the constructor

        keys = self.ask("sts", "assume_role", {"RoleArn": arn, "RoleSessionName": _SESSION})["Credentials"]
        self._clients.clear()
        return boto3.Session(
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
            region_name=self._session.region_name,
        )

    def _converted(self, error: Exception, service: str, region: str | None = None) -> CloudError:
        from jupyterhub_on_eks.cloud.aws_errors import in_words  # noqa: PLC0415  # it imports botocore

        session = getattr(self, "_session", None)
        return in_words(error, service=service, region=region or (session.region_name if session else None))
