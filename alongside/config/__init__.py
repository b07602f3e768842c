"""Settings, addresses of pages, and the wiring: the one place that lists the contexts."""
