"""Parses a question about the corpus as a whole into typed queries: one module for each thing that it may ask."""
