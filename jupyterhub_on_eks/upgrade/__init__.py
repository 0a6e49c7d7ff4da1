"""Changes for a hub between its chart version and another one."""
