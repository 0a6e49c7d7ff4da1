"""Policy documents of AWS as Terraform takes them: JSON in which policy variables are no template of Terraform's."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

#: A policy variable that isn't escaped yet: ``${aws:…}``, ``${s3:…}``, or one of the characters ``${*}``, ``${?}``, ``${$}``. None of
#: them is an expression of Terraform, whose own functions of providers have two colons.
#: Sources: IAM user guide, "IAM policy elements: Variables and tags"; Terraform configuration syntax, string templates.
_VARIABLE = re.compile(r"(?<!\$)\$\{(?=[A-Za-z][\w.-]*:(?!:)|[*?$]\})")


def policy_json(document: Mapping[str, Any]) -> str:
    """Return a policy document as JSON, its policy variables written ``$${…}``.

    References to resources stay references. What is escaped already, as the settings of a hub file are, stays as it is.

    Args:
        document: the policy document as data.
    """
    return _VARIABLE.sub("$${", json.dumps(document))
