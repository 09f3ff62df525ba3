"""The bundled model, and the encoder in 8 bits that it is when fitted to a task."""

from __future__ import annotations

from index.encoder.encoder import BEGIN, END, Encoder, make_tokenizer, numbers_of

__all__ = ["BEGIN", "END", "Encoder", "make_tokenizer", "numbers_of"]
