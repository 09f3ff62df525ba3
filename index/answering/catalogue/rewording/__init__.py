"""Puts what people say about the corpus as a whole in the words that are parsed."""
