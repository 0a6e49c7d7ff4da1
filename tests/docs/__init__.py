"""Tests of what pages show: commands, and the screens of commands."""
