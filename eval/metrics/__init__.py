"""Metrics, one subject to a module; each gives a figure for one question, or None where it does not apply."""
