"""Which text is a secret, by its form and by its name, and that messages hide it. No text here is a real secret."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.secret_text import (
    HIDDEN,
    assigned_secret,
    aws_secret_key,
    hidden,
    holds_password,
    may_hold_secret,
    secret_form,
    secret_name,
    secrets_in,
)
from tests.properties.profile import PROFILE

_KEY = f"-----BEGIN OPENSSH PRIVATE {'KEY'}-----\ncanary\n-----END OPENSSH PRIVATE {'KEY'}-----"


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg2://hub:canary@db.example.org/hub",
        "redis://:canary@cache.example.org",
        "postgresql://hub:can/ary@db.example.org/hub",
        "postgresql://hub:can:ary@db.example.org/hub",
        "postgresql://hub:can@ary@db.example.org/hub",
        "postgresql://hub@server:canary@db.example.org/hub",
        "postgresql://hub:@canary@db.example.org/hub",
        "postgresql://hub:1234@db.example.org/hub",
        "postgresql://hub:12/34@db.example.org/hub",
        "postgresql://db.example.org/hub?sslmode=require&password=canary",
        "https://hub.example.org/?access_token=canary",
        "https://bucket.example.org/x?X-Amz-Signature=canary",
        "postgresql://hub:${TfToken[TOKEN.1]}@db.example.org/hub",
        "postgresql://hub:a 'canary'@db.example.org/hub",
        "see https://hub.example.org and https://ada:canary@proxy.example.org",
    ],
)
def test_password_in_a_url(text: str) -> None:
    """Whatever SQLAlchemy would read as one, unencoded ones, and those in the query."""
    assert holds_password(text)
    assert secret_form(text) == "a URL with a password"
    assert may_hold_secret(text)
    assert "canary" not in hidden(text) or " " in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://hub.example.org:8443/hub/oauth_callback",
        "https://hub.example.org:8443/@ada/notes",
        "http://localhost:8000/@ada",
        "https://registry.example.org:5000/image@sha256:0123",
        "postgresql://db.example.org:5432/hub",
        "postgresql://hub@db.example.org/hub",
        "postgresql://hub:@db.example.org/hub",
        "postgresql://hub:$(PGPASSWORD)@db.example.org/hub",
        "postgresql://hub:{password}@db.example.org/hub",
        "postgresql://user:…@host:5432/database",
        "https://login.example.org/authorize?response_type=token&scope=openid",
        "https://login.example.org/?password=$(PASSWORD)",
        "sqlite:///hub.sqlite",
        "ada@example.org",
        "https://hub.example.org: ask ada@example.org",
    ],
)
def test_no_password_in_a_url(text: str) -> None:
    """A port, a user, an empty password or a placeholder is not a secret."""
    assert not holds_password(text)
    assert secret_form(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_KEY, "a private key"),
        (base64.b64encode(_KEY.encode()).decode(), "a private key"),
        ("AKI" + f"A{'C' * 16}", "an AWS access key"),
        ("gh" + f"o_{'c' * 36}", "a GitHub token"),
        ("github" + f"_pat_{'c' * 40}", "a GitHub token"),
        ("gl" + f"pat-{'c' * 20}", "a GitLab token"),
        ("xox" + f"b-{'0' * 12}-{'c' * 12}", "a Slack token"),
        ("h" + f"f_{'c' * 34}", "a Hugging Face token"),
        ("sk" + f"-proj-{'c' * 24}", "an OpenAI or Anthropic key"),
        ("sk" + f"-{'c' * 48}", "an OpenAI or Anthropic key"),
        ("AIz" + f"a{'c' * 35}", "a Google key"),
        ("ey" + f"J{'c' * 12}.ey" + f"J{'c' * 12}.{'c' * 12}", "a signed token (JWT)"),
    ],
)
def test_forms_of_a_secret(text: str, expected: str) -> None:
    """By its label or its issuer's prefix, also within a text; a message hides it."""
    assert expected == secret_form(text) == secret_form(f"see {text} there")
    assert hidden(f"see {text} there") == f"see {HIDDEN} there"
    assert may_hold_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "task-management-of-a-large-team-in-a-school",
        "sk-learn-notebook-image-of-the-course",
        "arn:aws:acm:us-west-2:111122223333:certificate/1234abcd",
        f"-----BEGIN {'CERTIFICATE'}-----\ncanary",
        base64.b64encode(b"-----BEGIN CERTIFICATE-----\ncanary of a certificate").decode(),
        "0123456789abcdef0123456789abcdef01234567",
        "quay.io/jupyter/base-notebook:2026-08-03@sha256:0123",
        "git@example.org:team/notes.git",
    ],
)
def test_forms_that_are_not_a_secret(text: str) -> None:
    """Names, ARNs, certificates, hashes and images are shown as they are."""
    assert secret_form(text) == ""
    assert hidden(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "dbPassword",
        "PGPASSWORD",
        "MYSQL_PWD",
        "pw",
        "db_pw",
        "DB_PASS",
        "apiToken",
        "api-key",
        "clientSecret",
        "client_secret",
        "JUPYTERHUB_CRYPT_KEY",
        "SIGNING_KEYS",
        "privateKey",
        "ssh_key",
        "Authorization",
        "credentials",
        "passphrase",
        "example.org/auth-token",
        "c.JupyterHub.cookie_secret",
    ],
)
def test_names_of_a_secret(name: str) -> None:
    """In every spelling: of Kubernetes, of Python, of the environment."""
    assert secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "key",
        "tls.key",
        "username_key",
        "auth_state_groups_key",
        "existingSecret",
        "imagePullSecrets",
        "pullSecrets",
        "secretName",
        "token_url",
        "tokenTTL",
        "MAX_TOKENS",
        "compass",
        "bypass",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "oauth_token_expires_in",
        "nginx.ingress.kubernetes.io/auth-secret",
    ],
)
def test_names_that_are_not_of_a_secret(name: str) -> None:
    """Names of secrets, files and settings about them."""
    assert not secret_name(name)


def test_aws_secret_key() -> None:
    """By name and length together: 40 characters alone are any hash."""
    assert aws_secret_key("AWS_SECRET_ACCESS_KEY", "c" * 40)
    assert aws_secret_key("aws_secret_access_key", "c/+" + "c" * 37)
    assert not aws_secret_key("AWS_SECRET_ACCESS_KEY", "c" * 39)
    assert not aws_secret_key("COMMIT", "c" * 40)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c.LDAPAuthenticator.lookup_dn_search_password = 'canary'", "c.LDAPAuthenticator.lookup_dn_search_password"),
        ('{"auths": {"registry": {"password": "canary"}}}', "password"),
        ("[a]\nuser=ada\nPGPASSWORD=canary\n", "PGPASSWORD"),
        ("machine: x\napi_token: canary\n", "api_token"),
        ("headers['Authorization'] = 'Bearer canary'", "Authorization"),
        ("c.X.client_secret = os.environ['OAUTH_CLIENT_SECRET']", ""),
        ("password = getpass()\nlogin(password=password)", ""),
        ("Server=db;User=hub;Password=canary;", "Password"),
        ("--auth-token=canary", "auth-token"),
        ("export TOKEN=canary", "TOKEN"),
        ("export TOKEN=$OTHER", ""),
        ("call(user, token=given, other=1)", ""),
        ("token: {token}", ""),
        ("[client]\nuser = hub\npassword = canary1234\n", "password"),
        ("password = canary1234", "password"),
        ("password= canary(1,2;3", "password"),
        ("[default]\naws_secret_access_key = canary/1+", "aws_secret_access_key"),
        ("pw = 'canary'", "pw"),
        ("machine api.example.org login ada password canary", "password"),
        ("machine api.example.org\n  login ada\n  account x\n  password canary\n", "password"),
        ("default login ada password canary", "password"),
        ("machine api.example.org password canary", "password"),
        ("# host:port:db:user:password\ndb.example.org:5432:*:hub:canary\\:x\n", "password"),
        ("*:*:*:hub:canary", "password"),
        ("//registry.example.org/:_authToken=canary", "password"),
        ("import os\npassword = other\n", ""),
        ("c.A.b = 1\ntoken = given\n", ""),
        ("token = given\nlogin(token)", ""),
        ("key = 'a'\ntoken = key", ""),
        ("password = var.password", ""),
        ("password = <yours>", ""),
        ("password = required\ntoken = None", ""),
        ("; password = canary\n# token = canary", ""),
        ("password == canary", ""),
        ("Set password = your birthday", ""),
        ("The machine learning password reset is at noon; machine rooms login password", ""),
        ("quay.io:443:a:b", ""),
        ("2001:0:0:1:1:1:1:1", ""),
        ("arn:aws:iam:us-west-2:role/hub", ""),
        ("", ""),
    ],
)
def test_assigned(text: str, name: str) -> None:
    """In programs, JSON, INI and environment files; what is read from elsewhere is not text."""
    assert name == assigned_secret(text)


def test_messages_hide_more() -> None:
    """A URL without its scheme; the rest of a sentence stays; in doubt the whole value is hidden."""
    assert hidden("'ada:canary@charts.example.org' is not a URL; write it like https://charts.example.org/") == (
        f"'{HIDDEN} is not a URL; write it like https://charts.example.org/"
    )
    assert hidden("hub.yaml:3:4: tags: write admin@example.org") == "hub.yaml:3:4: tags: write admin@example.org"
    assert may_hold_secret("postgresql://hub:can ary@db.example.org")
    assert not may_hold_secret("postgresql://db.example.org")


@pytest.mark.property
@settings(PROFILE, max_examples=200)
@given(st.text(), st.text())
def test_every_known_form_is_hidden(before: str, after: str) -> None:
    """Whatever text surrounds it, a secret is removed from a message."""
    secret = "h" + f"f_{'c' * 34}"
    text = f"{before} {secret} {after}"

    assert secret_form(text)
    assert secret not in hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "://a:" * 20_000,
        "a=b\n" * 50_000,
        "password = f(\n" * 20_000,
        "machine " * 20_000,
        "machine a login b " * 9_000,
        "a:1:" * 20_000,
        "//" * 20_000,
        "password" * 20_000,
        "[?&" * 20_000,
        "://" * 20_000,
        "x:" * 20_000 + "@",
    ],
)
def test_long_text_is_read_quickly(text: str) -> None:
    """A hostile value can't delay the synth."""
    start = time.process_time()

    secret_form(text), hidden(text), secret_name(text), assigned_secret(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c.A.password = 'abc'\nc.A.name = 'n'", ["abc"]),
        ("A_TOKEN=abc B=c", ["abc"]),
        ("postgresql://u:abc@h/d", ["abc"]),
        ("https://h/x?sig=abc", ["abc"]),
        (f"ghp_{'a' * 30}", [f"ghp_{'a' * 30}"]),
        ("nothing: here", []),
        ("password = abcdefgh1234", ["abcdefgh1234"]),
        ("machine h login u password abc", ["abc"]),
        ("h:5432:d:u:abc", ["abc"]),
    ],
)
def test_secrets_inside_a_text(text: str, expected: list[str]) -> None:
    """Values assigned to a secret's name, passwords of URLs, tokens; and nothing else."""
    assert expected == list(secrets_in(text))
