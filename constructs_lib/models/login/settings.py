"""Login settings with their rules."""

from __future__ import annotations

from typing import ClassVar

from constructs_lib.models.base import Rule
from constructs_lib.models.login.oidc_settings import OidcSettings
from constructs_lib.models.login.rules import LOGIN_RULES


class OidcConfig(OidcSettings):
    """Login through an OpenID Connect provider, with the option names of EKS Blueprints, and who may log in."""

    RULES: ClassVar[tuple[Rule, ...]] = LOGIN_RULES
