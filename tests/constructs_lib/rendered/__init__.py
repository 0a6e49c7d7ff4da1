"""Tests of what is read from the chart's final values."""
