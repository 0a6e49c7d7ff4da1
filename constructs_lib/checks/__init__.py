"""Checks of a blueprint as a whole: functions from settings to problems."""
