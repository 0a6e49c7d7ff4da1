"""Settings of a hub's metrics."""
