"""Checks: functions from facts to messages, and the adapter that makes them CDKTF validations."""
