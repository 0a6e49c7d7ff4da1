"""Settings for a hub's metrics."""
