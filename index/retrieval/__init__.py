"""Questions into ranked paragraphs, a pipeline of pieces that are measurable alone."""
