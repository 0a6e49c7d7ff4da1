"""Writes pipelines that check, plan and deploy hub files, and the rule by which Renovate proposes chart versions."""
