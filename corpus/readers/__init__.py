"""Files into blocks of clean text, one module for each format."""
