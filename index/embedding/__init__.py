"""Text into vectors, one module for each provider."""
