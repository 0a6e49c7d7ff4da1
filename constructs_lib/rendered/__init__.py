"""Tests of what is read from the chart's final values.

Pure functions from chart values to plain data. They know the chart's own defaults, and how the controllers of load balancers and
OAuthenticator read what is written. The rules about it are in ``checks/``.
"""
