"""Adding a file to a corpus folder: only what can be read as a document gets in, under a harmless name."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, ReadError, TooLargeError

if TYPE_CHECKING:
    from corpus.model import ReadDocument

__all__ = ["MAX_BYTES", "add_file", "safe_folder", "safe_name"]

MAX_BYTES = 50 * 2**20
_MAX_STEM = 120
_RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)})


def safe_name(name: str) -> str:
    """Return a file name that stays in its folder on every system: no path, no control or reserved characters.

    Raises:
        CorpusError: nothing is left of it, or its type is not one that is read.
    """
    from corpus.folder import SUFFIXES

    clean = _clean(re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1])
    stem, suffix = os.path.splitext(clean)
    if suffix.casefold() not in SUFFIXES:
        kinds = ", ".join(sorted(SUFFIXES))
        raise CorpusError(f"{clean or 'the file'}: files of this type are not read; those that are: {kinds}")
    stem = stem.lstrip("~$.")[:_MAX_STEM].strip()
    if not stem or stem.casefold() in _RESERVED:
        raise CorpusError(f"{clean}: cannot be the name of a file; rename it")
    return stem + suffix.casefold()


def safe_folder(path: str) -> str:
    """Return a relative folder made of harmless names, '' for none; parts that lead elsewhere are dropped."""
    parts = [_clean(part).lstrip("~$.")[:_MAX_STEM].strip() for part in unicodedata.normalize("NFC", path).split("/")]
    return "/".join(f"{part}_" if part.casefold() in _RESERVED else part for part in parts if part)


def add_file(
    name: str,
    content: bytes,
    folder: Path,
    *,
    under: str = "",
    before: Callable[[ReadDocument], None] = lambda read: None,
) -> ReadDocument:
    """Read a file as a document and, if that succeeds, put it into the folder.

    Args:
        name: its name as given; only the last part counts.
        content: its bytes.
        folder: the corpus folder, made if it is missing.
        under: a folder in it, as `safe_folder` returns it.
        before: called with the document before it is put there; what it raises keeps the file out.

    Returns:
        The document and its paragraphs as the index will hold them.

    Raises:
        CorpusError: it cannot be read, is too large, has no usable name, or the folder has another file so named.
    """
    from corpus.reading import read_document

    if len(content) > MAX_BYTES:
        raise CorpusError(f"{name}: is larger than {MAX_BYTES // 2**20} MB, the most that is read")
    safe = safe_name(name)
    target = folder / under / safe
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.read_bytes() != content:
            raise CorpusError(f"{safe}: the folder already holds another file of this name; rename one of the two")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".adding-") as place:
            trial = Path(place) / under / safe
            trial.parent.mkdir(parents=True, exist_ok=True)
            trial.write_bytes(content)
            document = read_document(Path(place), f"{under}/{safe}" if under else safe)
            before(document)
            trial.replace(target)
    except (ReadError, TooLargeError) as exc:
        raise CorpusError(str(exc)) from exc
    except OSError as exc:
        raise CorpusError(f"{target}: cannot be written ({exc.strerror}); check the folder's permissions") from exc
    return document


def _clean(name: str) -> str:
    return "".join(c if c.isprintable() and c not in '<>:"|?*\\' else "_" for c in name).strip(" .")
