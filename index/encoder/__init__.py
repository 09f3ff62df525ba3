"""The bundled model fitted to a task, as an encoder in 8 bits."""

from __future__ import annotations

from index.encoder.encoder import BEGIN, END, Encoder, make_tokenizer, numbers_of

__all__ = ["BEGIN", "END", "Encoder", "make_tokenizer", "numbers_of"]
