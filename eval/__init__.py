"""Measures: question sets, metrics, runs, reports, speed."""
