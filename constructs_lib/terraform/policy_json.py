"""AWS policy documents for Terraform: JSON with policy variables that Terraform doesn't read as templates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

#: An unescaped policy variable: ``${aws:…}``, ``${s3:…}``, or one of the characters ``${*}``, ``${?}``, ``${$}``. None of
#: them is a Terraform expression; provider functions have two colons.
#: Sources: IAM user guide, "IAM policy elements: Variables and tags"; Terraform configuration syntax, string templates.
_VARIABLE = re.compile(r"(?<!\$)\$\{(?=[A-Za-z][\w.-]*:(?!:)|[*?$]\})")


def policy_json(document: Mapping[str, Any]) -> str:
    """Return a policy document as JSON, its policy variables written ``$${…}``.

    References to resources stay references. Escaped text, such as the settings of a hub file, stays as it is.

    Args:
        document: the policy document as data.
    """
    return _VARIABLE.sub("$${", json.dumps(document))
