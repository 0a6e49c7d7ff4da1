"""Tests of adoption."""
