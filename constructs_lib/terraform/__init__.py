"""What CDKTF lacks of Terraform: escapes, dependencies, lifecycles, guards."""

from __future__ import annotations

import fast_start

fast_start.activate()  # before the modules beside this one import CDKTF
