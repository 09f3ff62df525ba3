"""Metrics, one to a module; a case that a metric does not apply to is None and counted."""
