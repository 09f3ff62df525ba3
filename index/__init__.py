"""Paragraphs into something that can be searched and asked: embedding, stores, retrieval, answers, checks."""
