"""Who logs in to a hub, through which identity provider, and who may enter."""

from __future__ import annotations

from typing import ClassVar

from constructs_lib.models.base import Rule
from constructs_lib.models.login.oidc_settings import OidcSettings
from constructs_lib.models.login.rules import LOGIN_RULES


class OidcConfig(OidcSettings):
    """Log-in by an OpenID Connect provider, in EKS Blueprints' words, and who may enter."""

    RULES: ClassVar[tuple[Rule, ...]] = LOGIN_RULES
