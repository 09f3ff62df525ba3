"""Questions about all documents as a whole: read into a typed query, computed, and said with what counts."""
