"""Where the EKS Pod Identity Agent is."""

from __future__ import annotations

#: Addresses of the agent on each node, of both address families, from which servers fetch their credentials.
#: Source: Amazon EKS user guide, "Learn how EKS Pod Identity grants pods access to AWS services".
AGENT_ADDRESSES = ("169.254.170.23/32", "fd00:ec2::23/128")
#: Its port, of TCP.
AGENT_PORT = 80
