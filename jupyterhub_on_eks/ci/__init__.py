"""Pipelines that check, plan and deploy hub files, and a Renovate rule for chart versions."""
