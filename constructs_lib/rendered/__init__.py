"""The final values of a hub's chart, interpreted as the cluster will: how it is exposed, who can log in, and what is encrypted.

Pure functions from chart values to plain data. They know the chart's own defaults, and how load balancer controllers and
OAuthenticator interpret the values. The rules are in ``checks/``.
"""
