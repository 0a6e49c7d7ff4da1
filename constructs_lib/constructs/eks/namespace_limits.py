"""What may be in the hub's namespace altogether, and what its containers get by default."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf_cdktf_provider_kubernetes.limit_range_v1 import LimitRangeV1, LimitRangeV1Metadata, LimitRangeV1Spec, LimitRangeV1SpecLimit
from cdktf_cdktf_provider_kubernetes.resource_quota_v1 import ResourceQuotaV1, ResourceQuotaV1Metadata, ResourceQuotaV1Spec
from constructs import Construct

from constructs_lib.terraform.dependencies import Dependables, waits_for


class NamespaceLimits(Construct):
    """A ResourceQuota and a LimitRange, each only if there is something to say.

    Args:
        name: name of both.
        namespace: the hub's namespace.
        hard: bounds by resource, as Kubernetes writes them. Empty: no bound.
        default_request: what containers are guaranteed that say nothing themselves. Empty: nothing.
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

        #: Wait for these before pods are made, since none of them changes a pod that is there.
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
