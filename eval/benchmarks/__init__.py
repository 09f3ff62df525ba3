"""Public benchmarks for whoever holds their files: a loader each, and the scoring that its authors define."""
