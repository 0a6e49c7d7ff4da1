"""Chart values of a hub's metrics: of the hub's own chart, and of the chart with ServiceMonitor and dashboard."""
