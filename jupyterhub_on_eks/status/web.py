"""A hub as its users see it: TLS, health, version, login page. Only the standard library, and nothing of a proxy's cache."""

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

#: Seconds until an answer counts as missing, bytes that are read of one, and days of a certificate's end worth a warning.
_PATIENCE, _MOST, _EXPIRES_SOON = 10, 65_536, 14
#: On every answer of JupyterHub's. Source: JupyterHub, ``jupyterhub/handlers/base.py``.
_OF_JUPYTERHUB = "x-jupyterhub-version"


@dataclass(frozen=True)
class Answer:
    """What a web server answered.

    Args:
        status: HTTP status.
        headers: of the answer, by their names in lower case.
        body: the beginning of its text.
    """

    status: int
    headers: Mapping[str, str]
    body: str


class _NoRedirect(HTTPRedirectHandler):
    """An identity provider's page says nothing of the hub."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


def get(url: str) -> Answer:
    """Ask for a page of the hub; a redirect is not followed, a bad status is an answer, and a bad certificate is not minded here.

    Raises:
        OSError: nobody answers, or not in HTTP.
    """
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # `certificate` judges it, and no secret is sent
    opener = build_opener(_NoRedirect, HTTPSHandler(context=context))
    request = Request(url, headers={"Accept": "text/html, application/json", "User-Agent": "jupyterhub-on-eks status"})  # noqa: S310  # http or https, by HubSite.url
    try:
        with opener.open(request, timeout=_PATIENCE) as answer:
            return Answer(answer.status, _headers(answer.headers), answer.read(_MOST).decode(errors="replace"))
    except HTTPError as error:
        with error:
            return Answer(error.code, _headers(error.headers), error.read(_MOST).decode(errors="replace"))
    except HTTPException as error:
        raise OSError(f"no answer in HTTP ({type(error).__name__})") from None


def _headers(message: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in message.items()}


def certificate(site: HubSite) -> Iterator[Finding]:
    """See that browsers accept the certificate: chain, name and end."""
    address = urlsplit(site.url or "")
    if address.scheme != "https" or not address.hostname:
        return
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), timeout=_PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secure,
        ):
            end = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        fix = "Use a certificate for this name, of an authority that browsers know"
        yield failure(f"browsers refuse the certificate of {address.hostname}: {error.verify_message}", fix)
        return
    except OSError:
        return  # `health` tells that nobody answers
    days = int((end - datetime.now(UTC).timestamp()) // 86_400)
    date = datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%d")
    yield ok(f"good until {date}") if days >= _EXPIRES_SOON else warning(f"ends on {date}, in {days} days", "See that ACM renews it")


def health(site: HubSite) -> Iterator[Finding]:
    """See that the hub answers at its URL, and which JupyterHub it is."""
    if site.is_inside:
        return  # the readiness of the hub's pod asks /hub/health
    if site.url is None:
        yield waiting("the hub has no URL yet")
        return
    try:
        answer = get(f"{site.url}/hub/health")
    except OSError as error:
        yield _unreachable(site, error)
        return
    if _of_the_balancer(answer):
        fix = "It takes a minute after a deployment; else pods, security groups or the health check are why"
        yield waiting(f"the load balancer answers {answer.status}: it has no healthy target", fix)
    elif answer.status != HTTPStatus.OK:
        yield failure(f"{site.url}/hub/health answers {answer.status}", f"kubectl logs -n {site.hub.namespace} deployment/hub shows why")
    else:
        yield ok(f"/hub/health answers{_version(site)}")


def _of_the_balancer(answer: Answer) -> bool:
    """Tell whether the load balancer itself answers, since no target does."""
    codes = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
    return answer.status in codes and _OF_JUPYTERHUB not in answer.headers


def _version(site: HubSite) -> str:
    """Return the version that /hub/api tells everyone. Source: JupyterHub REST API."""
    try:
        return f", JupyterHub {json.loads(get(f'{site.url}/hub/api').body)['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _unreachable(site: HubSite, error: OSError) -> Finding:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        return _unresolved(site)
    words = f"{site.url} does not answer ({'timed out' if isinstance(reason, TimeoutError) else reason})"
    if site.hub.scheme is LoadBalancerScheme.INTERNAL:
        return warning(f"{words}; the hub is internal, and not reached from here", "Ask again from its VPC or a network connected to it")
    if site.hub.allowed_cidrs:
        return warning(f"{words}; allowed_cidrs may leave this machine out", "Ask again from one of these ranges")
    return waiting(words, "A new load balancer takes some minutes; else run doctor for subnets and security groups")


def _unresolved(site: HubSite) -> Finding:
    if site.hub.dns and site.hub.dns.private_zone:
        return warning(f"{site.host} is in a private zone, and not known from here", "Ask again from its VPC")
    if site.host == site.address:
        return waiting(f"the name {site.host} is not known yet", "A new load balancer's name takes some minutes")
    target = site.address or "the load balancer"
    fix = (
        "A new record takes some minutes"
        if site.hub.dns
        else f"Let {site.host} lead to {target} (CNAME), or set dns, and the stack does it"
    )
    return (waiting if site.hub.dns else failure)(f"the name {site.host} is not known", fix)


def login_page(site: HubSite) -> Iterator[Finding]:
    """See that users get the hub's login page, or are sent to their identity provider."""
    if site.is_inside or site.url is None:
        return
    try:
        answer = get(f"{site.url}/hub/login")
    except OSError:
        return  # `health` tells
    if _of_the_balancer(answer):
        return  # the same
    if _OF_JUPYTERHUB not in answer.headers:
        yield failure(f"{site.url}/hub/login is not JupyterHub's", f"See where {site.host} leads: another server answers there")
    elif answer.status >= HTTPStatus.BAD_REQUEST:
        yield failure(f"the login page answers {answer.status}", f"kubectl logs -n {site.hub.namespace} deployment/hub shows why")
    elif answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        to = urlsplit(answer.headers.get("location") or "")
        yield ok(f"sends to {to.hostname or to.path}")
    else:
        yield ok("shown")
