"""Detection of secrets in text by form or name, and hiding them in messages. The only place that decides both."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

#: Replaces a secret in a message.
HIDDEN = "(not shown)"

#: As SQLAlchemy parses a URL: the user ends at the first colon, and the password may contain "/", ":" and, by mistake, "@". The limit
#: keeps the search fast in a long text. Source: sqlalchemy, ``engine/url.py``, ``_parse_url``.
_CREDENTIALS = re.compile(r"://(?P<user>[^:/\s\"'<>]*):(?P<password>[^\s\"'<>]{1,512})@(?P<host>\S{0,16})")
#: The same if the whole text is one URL; then the password may also contain spaces and quotes.
_WHOLE_CREDENTIALS = re.compile(r"\s*[\w+.-]{1,64}://(?P<user>[^:/\s]*):(?P<password>[^\s].{0,512})@(?P<host>\S{0,16})")
#: The same for messages, which hide more: any character in the password, and a URL without a scheme.
_HIDDEN_CREDENTIALS = re.compile(
    r"[\w+.-]{0,64}://[^:/\s]*:(?P<password>\S{1,512})@\S*|(?<![^\s'\"])[^\s:/@'\"]{1,256}:(?!//)(?P<bare>[^\s@]{1,512})@(?!sha256:)[\w.-]+\S*"
)
_URL = re.compile(r"://[^\s\"'<>]+")
_QUERY = re.compile(r"[?&;](?P<name>[\w.-]{1,64})=(?P<value>[^&;#]+)")
_SIGNATURES = {"sig", "signature", "x-amz-signature", "x-goog-signature"}
#: Placeholders for a value that something else fills in. CDKTF's tokens are none: Terraform writes their values into the state.
_PLACEHOLDER = re.compile(r"\$\([\w.-]+\)|\$?\{+(?!TfToken)[^{}]*\}+|%\(\w+\)s|%s|\*+|…|\.\.\.")
#: A host and its port at the position of a user and a password.
_PORT = re.compile(r"[0-9]{1,5}/")

#: Source of the label: RFC 7468; OpenSSH and PGP keys have similar labels.
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY|PuTTY-User-Key-File-")
_HIDDEN_PRIVATE_KEY = re.compile(rf"(?:{_PRIVATE_KEY.pattern}).*?(?:-----END [A-Z0-9 ]*-----|$)", re.DOTALL)
#: ``-----BEGIN`` in Base64, as in ``binaryData`` of a Secret.
_ENCODED_BEGIN = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/=]{16,}")

#: Tokens with a prefix by which scanners recognize them. Sources: GitHub, "About secret scanning" (supported patterns);
#: the documentation of each vendor.
_TOKENS = {
    "an AWS access key": r"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    "a GitHub token": r"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}",
    "a GitLab token": r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|ffct|imt|agent|oas|soat)-[A-Za-z0-9_.=-]{16,}",
    "a Slack token": r"xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T\w+/\w+",
    "a Hugging Face token": r"hf_[A-Za-z0-9]{20,}|api_org_[A-Za-z0-9]{20,}",
    "an OpenAI or Anthropic key": r"sk-(?:proj|svcacct|admin|ant|or)-[A-Za-z0-9_-]{16,}|sk-[A-Za-z0-9]{20,}",
    "a Google key": r"AIza[A-Za-z0-9_-]{30,}|GOCSPX-[A-Za-z0-9_-]{16,}|ya29\.[A-Za-z0-9_-]{20,}",
    "a Stripe key": r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,}",
    "a package registry's token": r"npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{50,}|dckr_[po]at_[A-Za-z0-9_-]{20,}",
    "a HashiCorp token": r"hv[sbr]\.[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}",
    "a Databricks token": r"dapi[0-9a-f]{32}",
    "a SendGrid key": r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    "a Grafana token": r"gl(?:sa|c)_[A-Za-z0-9_=]{20,}",
    "a DigitalOcean token": r"do[opr]_v1_[0-9a-f]{32,}",
    "an age key": r"AGE-SECRET-KEY-1[0-9A-Z]{40,}",
    "a signed token (JWT)": r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
}
_TOKEN = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(f"(?P<t{number}>{pattern})" for number, pattern in enumerate(_TOKENS.values())) + ")")
_AWS_SECRET_KEY = re.compile(r"aws_?(?:secret_?access|secret)_?key$", re.IGNORECASE)

_KEYS_OF = "access|account|api|auth|client|crypt|deploy|encryption|license|master|private|secret|service|shared|signing|ssh|webhook"
_NAME = re.compile(
    rf"(?:password|passwd|passphrase|passcode|secret|token|credential|authorization|(?:{_KEYS_OF})[_.-]?key)s?$|(?:^|[^a-z])pwd?$|(?:^|_)pass$",
    re.IGNORECASE,
)
#: The ``_KEY`` of environment variables; in lower case many settings that aren't secrets end with it, such as ``username_key``.
_CAPITALS = re.compile(r"(?:^|[A-Z0-9_]_)KEYS?$")
#: Names that end like a secret but hold the name of one, or a number.
_NO_SECRET = re.compile(r"(?:existing|pull)_?secrets?$|auth-(?:tls-)?secret$|(?:max|min|num|new|total|n)_?tokens?$", re.IGNORECASE)
#: ``name = "value"`` in a program or a JSON text; ``NAME=value`` between spaces or semicolons, or as a flag; ``name: value`` on a line.
_ASSIGNED = re.compile(
    r"(?<![\w.-])(?P<name>[A-Za-z_][\w.-]{1,80})[\"']?\]?[ \t]*[:=][ \t]*[rbu]?[\"'](?P<quoted>[^\"'\n]+)[\"']"
    r"|(?:^|(?<=[;\s])|(?<=--))(?P<word>[A-Za-z_][\w.-]{1,80})=(?P<given>[^\s\"'()\[\]{},;]+)(?=[;\s]|$)"
    r"|^[ \t]*(?P<line>[A-Za-z_][\w.-]{1,80}):[ \t]+(?P<value>[^\s\"'()\[\]{},]+)[ \t]*$",
    re.MULTILINE,
)
#: ``name = value`` on a line of an INI file, such as my.cnf, .pypirc and AWS' credentials; in a program the same is a variable.
_SETTING = re.compile(
    r"^[ \t]*(?P<name>[A-Za-z_][\w.-]{1,80})(?:[ \t]+=[ \t]*|=[ \t]+)(?P<value>[^\s\"'#<$%{(\[=~>][^\s\"']*)[ \t]*$", re.MULTILINE
)
_PROGRAM = re.compile(
    r"^[ \t]*(?:(?:import|from|def|class|if|for|while|return|with|try|async)\b|c\.\w)|\w\([^()\n]{0,200}\)|^[ \t]*[\w.]{1,80}[ \t]*=[ \t]*[rbfu]?[\"'\[{(]",
    re.MULTILINE,
)
#: Values of an INI file that are no secrets: words with a meaning, and references such as ``var.password``.
_NO_VALUE = re.compile(r"(?i:none|null|nil|true|false|yes|no|on|off|required|optional|prompt|ask|[0-9]{1,3})|[a-z_]+(?:\.[a-z_]+)+")
#: A login of .netrc, a line of .pgpass, and a setting of .npmrc. Sources: Inetutils, "The .netrc file"; PostgreSQL, "The Password File"
#: (``\\`` escapes ":" and itself); npm, "npmrc", "Auth related configuration".
_IN_FILES = re.compile(
    r"(?<!\S)(?:machine[ \t]+\S{1,256}|default)\s+login\s+\S{1,256}\s+(?:account\s+\S{1,256}\s+)?password\s+(?P<netrc>\S{1,512})"
    r"|(?<!\S)machine[ \t]+[\w-]{1,64}(?:\.[\w-]{1,64}){1,16}\s+password\s+(?P<alone>\S{1,512})"
    r"|^[A-Za-z0-9*/][^\s:]{0,255}:(?:[0-9]{1,5}|\*):[^\s:]{1,64}:[^\s:]{1,64}:(?P<pgpass>(?:\\.|[^\s:\\]){1,512})$"
    r"|^//\S{1,256}:_(?:authToken|auth|password)[ \t]*=[ \t]*(?P<npm>\S{1,512})",
    re.MULTILINE,
)


def secret_form(text: str) -> str:
    """Return which secret a text contains by its form: a URL with a password, a private key, a token with a known prefix.

    Args:
        text: any text; placeholders such as ``$(NAME)`` are not passwords.

    Returns:
        A description of the secret, for example ``a GitHub token``; empty if there is none.
    """
    if "://" in text and holds_password(text):
        return "a URL with a password"
    if _PRIVATE_KEY.search(text) or any(map(_is_private_key, _ENCODED_BEGIN.findall(text))):
        return "a private key"
    if found := _TOKEN.search(text):
        return next(words for number, words in enumerate(_TOKENS) if found[f"t{number}"])
    return ""


def holds_password(text: str) -> bool:
    """Return whether a text contains a URL with a password, before the host or in the query; a user alone is not a secret."""
    if "@" in text:
        whole = _WHOLE_CREDENTIALS.match(text)
        if (whole and _is_password(whole)) or any(map(_is_password, _CREDENTIALS.finditer(text))):
            return True
    return any(_query_secrets(text))


def _is_password(found: re.Match[str]) -> bool:
    user, password = found["user"], found["password"]
    if _PLACEHOLDER.fullmatch(password):
        return False
    return not (_PORT.match(password) and ("." in user or user == "localhost" or found["host"].startswith("sha256:")))


def _query_secrets(text: str) -> Iterator[str]:
    for url in _URL.findall(text):
        for name, value in _QUERY.findall(url):
            if (name.lower() in _SIGNATURES or secret_name(name)) and not _PLACEHOLDER.fullmatch(unquote(value)):
                yield value


def _is_private_key(encoded: str) -> bool:
    try:
        begin = base64.b64decode(encoded[: min(len(encoded), 96) // 4 * 4]).decode("ascii", "replace")
    except (binascii.Error, ValueError):
        return False
    return _PRIVATE_KEY.search(begin) is not None


def secret_name(name: str) -> bool:
    """Return whether a value with this name is a secret: ``…password``, ``…secret``, ``…token``, ``…_KEY``, in any spelling."""
    end = name[-64:]
    return bool(_NAME.search(end) or _CAPITALS.search(end)) and not _NO_SECRET.search(end)


def aws_secret_key(name: str, text: str) -> bool:
    """Return whether a text is an AWS secret access key, by its name and its 40 characters, which alone look like any hash."""
    return bool(_AWS_SECRET_KEY.search(name)) and re.fullmatch(r"[A-Za-z0-9/+]{40}", text) is not None


def is_placeholder(text: str) -> bool:
    """Return whether the whole text is a placeholder that something else fills in, such as ``$(NAME)`` or ``{username}``."""
    return _PLACEHOLDER.fullmatch(text) is not None


def assigned_secret(text: str) -> str:
    """Return the name to which a program, an INI file or the like assigns a secret as text; empty if there is none."""
    for name, value in _assigned(text):
        if not is_placeholder(value) and not value.startswith("$"):
            return name
    return ""


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a secret with the text that is assigned to it."""
    for found in _ASSIGNED.finditer(text):
        name = found["name"] or found["word"] or found["line"]
        if secret_name(name):
            yield name, found["quoted"] or found["given"] or found["value"]
    settings = [found for found in _SETTING.finditer(text) if secret_name(found["name"]) and not _NO_VALUE.fullmatch(found["value"])]
    if settings and not _PROGRAM.search(text):
        yield from ((found["name"], found["value"]) for found in settings)
    for found in _IN_FILES.finditer(text):
        yield "password", found["netrc"] or found["alone"] or found["pgpass"] or found["npm"]


def secrets_in(text: str) -> Iterator[str]:
    """Yield the secrets in a text, such as a program: values assigned to secret names, passwords in URLs, tokens."""
    yield from (value for _, value in _assigned(text))
    yield from (found["password"] for found in _CREDENTIALS.finditer(text) if _is_password(found))
    yield from _query_secrets(text)
    yield from (found[0] for found in _TOKEN.finditer(text))


def hidden(text: str) -> str:
    """Return a text for people, with everything that looks like a secret hidden."""
    if "@" in text:
        text = _HIDDEN_CREDENTIALS.sub(_unless_placeholder, text)
    if "://" in text:
        for value in set(_query_secrets(text)):
            text = text.replace(value, HIDDEN)
    if "KEY" in text or "PuTTY" in text:
        text = _HIDDEN_PRIVATE_KEY.sub(HIDDEN, text)
    text = _ENCODED_BEGIN.sub(lambda found: HIDDEN if _is_private_key(found[0]) else found[0], text)
    return _TOKEN.sub(HIDDEN, text)


def may_hold_secret(text: str) -> bool:
    """Return whether a value should not be repeated at all, even in doubt: a password may contain spaces and quotes."""
    return hidden(text) != text or re.search(r"://[^:/\s]*:.{1,512}@", text, re.DOTALL) is not None


def _unless_placeholder(found: re.Match[str]) -> str:
    password = found["password"] or found["bare"]
    return found[0] if _PLACEHOLDER.fullmatch(password) else HIDDEN
