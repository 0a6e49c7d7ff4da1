"""The values of the charts: pure functions from typed models to plain dicts."""
