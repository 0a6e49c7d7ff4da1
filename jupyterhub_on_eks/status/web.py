"""Checks of a hub as its users see it: TLS, health, version, login page. Standard library only, without a proxy's cache."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from constructs_lib.models.exposure.load_balancer import LoadBalancerScheme
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, waiting, warning
from jupyterhub_on_eks.status.hub_site import HubSite

#: Timeout in seconds, maximum bytes read of an answer, and days before a certificate's expiry at which there is a warning.
_TIMEOUT, _MAX_BYTES, _EXPIRES_SOON = 10, 65_536, 14
#: Header of every answer of JupyterHub. Source: JupyterHub, ``jupyterhub/handlers/base.py``.
_OF_JUPYTERHUB = "x-jupyterhub-version"


@dataclass(frozen=True)
class Answer:
    """Answer of a web server.

    Args:
        status: HTTP status.
        headers: headers of the answer, by their names in lower case.
        body: beginning of the text.
    """

    status: int
    headers: Mapping[str, str]
    body: str


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirects: an identity provider's page says nothing about the hub."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirect."""


def get(url: str) -> Answer:
    """Request a page of the hub. Redirects are not followed, an error status is an answer, and the certificate is not verified here.

    Raises:
        OSError: there is no answer, or it is not HTTP.
    """
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # `certificate` verifies it, and no secret is sent
    opener = build_opener(_NoRedirect, HTTPSHandler(context=context))
    request = Request(url, headers={"Accept": "text/html, application/json", "User-Agent": "jupyterhub-on-eks status"})  # noqa: S310  # http or https, by HubSite.url
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer:
            return Answer(answer.status, _headers(answer.headers), answer.read(_MAX_BYTES).decode(errors="replace"))
    except HTTPError as error:
        with error:
            return Answer(error.code, _headers(error.headers), error.read(_MAX_BYTES).decode(errors="replace"))
    except HTTPException as error:
        raise OSError(f"the answer is not HTTP ({type(error).__name__})") from None


def _headers(message: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in message.items()}


def certificate(site: HubSite) -> Iterator[Finding]:
    """Check that browsers accept the certificate: chain, name and expiry."""
    address = urlsplit(site.url or "")
    if address.scheme != "https" or not address.hostname:
        return
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), timeout=_TIMEOUT) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secure,
        ):
            end = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        fix = "Use a certificate for this name, from an authority that browsers trust"
        yield failure(f"browsers reject the certificate of {address.hostname}: {error.verify_message}", fix)
        return
    except OSError:
        return  # `health` reports the missing answer
    days = int((end - datetime.now(UTC).timestamp()) // 86_400)
    date = datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%d")
    yield (
        ok(f"valid until {date}")
        if days >= _EXPIRES_SOON
        else warning(f"expires on {date}, in {days} days", "Make sure that ACM renews it")
    )


def health(site: HubSite) -> Iterator[Finding]:
    """Check that the hub answers at its URL, and report its version."""
    if site.is_inside:
        return  # the readiness probe of the hub's pod requests /hub/health
    if site.url is None:
        yield waiting("the hub has no URL yet")
        return
    try:
        answer = get(f"{site.url}/hub/health")
    except OSError as error:
        yield _unreachable(site, error)
        return
    if _of_the_balancer(answer):
        fix = "This takes a minute after a deployment; otherwise check pods, security groups and the health check"
        yield waiting(f"the load balancer returns {answer.status}: it has no healthy target", fix)
    elif answer.status != HTTPStatus.OK:
        yield failure(f"{site.url}/hub/health returns {answer.status}", f"kubectl logs -n {site.hub.namespace} deployment/hub shows why")
    else:
        yield ok(f"/hub/health answers{_version(site)}")


def _of_the_balancer(answer: Answer) -> bool:
    """Return whether the load balancer itself answers, since no target does."""
    codes = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
    return answer.status in codes and _OF_JUPYTERHUB not in answer.headers


def _version(site: HubSite) -> str:
    """Return the version from /hub/api, which needs no login. Source: JupyterHub REST API."""
    try:
        return f", JupyterHub {json.loads(get(f'{site.url}/hub/api').body)['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _unreachable(site: HubSite, error: OSError) -> Finding:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        return _unresolved(site)
    message = f"{site.url} does not answer ({'timed out' if isinstance(reason, TimeoutError) else reason})"
    if site.hub.scheme is LoadBalancerScheme.INTERNAL:
        return warning(
            f"{message}; the hub is internal, and can't be reached from here", "Run this again from its VPC or a network connected to it"
        )
    if site.hub.allowed_cidrs:
        return warning(f"{message}; allowed_cidrs may exclude this machine", "Run this again from one of these ranges")
    return waiting(message, "A new load balancer takes a few minutes; otherwise run doctor to check subnets and security groups")


def _unresolved(site: HubSite) -> Finding:
    if site.hub.dns and site.hub.dns.private_zone:
        return warning(f"{site.host} is in a private zone, and can't be resolved from here", "Run this again from its VPC")
    if site.host == site.address:
        return waiting(f"the name {site.host} can't be resolved yet", "A new load balancer's name takes a few minutes")
    target = site.address or "the load balancer"
    fix = (
        "A new record takes a few minutes" if site.hub.dns else f"Point {site.host} to {target} (CNAME), or set dns so that the stack does"
    )
    return (waiting if site.hub.dns else failure)(f"the name {site.host} can't be resolved", fix)


def login_page(site: HubSite) -> Iterator[Finding]:
    """Check that users get the hub's login page, or are redirected to their identity provider."""
    if site.is_inside or site.url is None:
        return
    try:
        answer = get(f"{site.url}/hub/login")
    except OSError:
        return  # `health` reports it
    if _of_the_balancer(answer):
        return  # the same
    if _OF_JUPYTERHUB not in answer.headers:
        yield failure(f"{site.url}/hub/login is not a page of JupyterHub", f"Check where {site.host} points: another server answers there")
    elif answer.status >= HTTPStatus.BAD_REQUEST:
        yield failure(f"the login page returns {answer.status}", f"kubectl logs -n {site.hub.namespace} deployment/hub shows why")
    elif answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        to = urlsplit(answer.headers.get("location") or "")
        yield ok(f"redirects to {to.hostname or to.path}")
    else:
        yield ok("shown")
