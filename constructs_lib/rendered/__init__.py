"""What a hub's chart is finally given, read as the cluster will: its doors, who gets in, and what is encrypted.

Pure functions from chart values to plain data. They know the chart's own defaults, and how the controllers of load balancers and
OAuthenticator read what is written. The rules about it are in ``checks/``.
"""
