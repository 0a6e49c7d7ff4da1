"""Checks across a whole blueprint: functions that turn settings into problems."""
