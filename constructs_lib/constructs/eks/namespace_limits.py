"""Quota of the hub's namespace, and default requests of its containers."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf_cdktf_provider_kubernetes.limit_range_v1 import LimitRangeV1, LimitRangeV1Metadata, LimitRangeV1Spec, LimitRangeV1SpecLimit
from cdktf_cdktf_provider_kubernetes.resource_quota_v1 import ResourceQuotaV1, ResourceQuotaV1Metadata, ResourceQuotaV1Spec
from constructs import Construct

from constructs_lib.terraform.dependencies import Dependables, waits_for


class NamespaceLimits(Construct):
    """A ResourceQuota and a LimitRange, each only if needed.

    Args:
        name: name of both.
        namespace: the hub's namespace.
        hard: limits by resource, in Kubernetes' format. Empty: no limit.
        default_request: requests of containers that set none. Empty: nothing.
        depends_on: what to wait for. Default: nothing.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        hard: Mapping[str, str],
        default_request: Mapping[str, str],
        depends_on: Dependables = (),
    ) -> None:
        super().__init__(scope, id)

        #: Wait for these before creating pods, because they don't change existing pods.
        self.ready: Dependables = []
        if hard:
            quota = ResourceQuotaV1(
                self,
                "Quota",
                metadata=ResourceQuotaV1Metadata(name=name, namespace=namespace),
                spec=ResourceQuotaV1Spec(hard=dict(hard)),
                depends_on=waits_for(depends_on),
            )
            self.ready = [quota]
        if default_request:
            limit = LimitRangeV1SpecLimit(type="Container", default_request=dict(default_request))
            limit_range = LimitRangeV1(
                self,
                "LimitRange",
                metadata=LimitRangeV1Metadata(name=name, namespace=namespace),
                spec=LimitRangeV1Spec(limit=[limit]),
                depends_on=waits_for(depends_on),
            )
            self.ready = [*self.ready, limit_range]
