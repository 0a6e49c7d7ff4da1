"""The address of the EKS Pod Identity Agent."""

from __future__ import annotations

#: IPv4 and IPv6 addresses of the agent on each node, from which servers fetch their credentials.
#: Source: Amazon EKS user guide, "Learn how EKS Pod Identity grants pods access to AWS services".
AGENT_ADDRESSES = ("169.254.170.23/32", "fd00:ec2::23/128")
#: TCP port of the agent.
AGENT_PORT = 80
