"""What a PDF may cost: refuses files that would unpack to gigabytes before PDFium opens them.

PDFium unpacks a page's content whole, up to a gigabyte for each stream, and cannot be interrupted.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.folder import shown

__all__ = ["MAX_BYTES", "check_file"]

MAX_BYTES = 300_000_000
MAX_UNPACKED = 8_000_000
"""Bytes that a page's content may unpack to: PDFium needs up to 50 times as much memory for it."""

MAX_UNPACKED_OTHER = 400_000_000
"""Bytes that a picture, a font or a stream of objects may unpack to."""

MIN_PACKED = 7_000
"""Smaller streams unpack to less: deflate shrinks by no more than 1,032 times."""

_HEADER_BYTES = 1024
_DICTIONARY_BYTES = 600
_CHUNK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_OTHER = re.compile(rb"/(?:Image|Length1|FontFile|Type1C|CIDFontType0C|OpenType|ObjStm|XRef|Metadata|EmbeddedFile)\b")
_DEFLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")


def check_file(path: Path) -> None:
    """Refuse a file that is no PDF, or would unpack to more than a document needs.

    Raises:
        ReadError: the file cannot be opened.
        NotADocumentError: it is empty or has no PDF header.
        TooLargeError: the file, or what is packed in it, is too large.
    """
    name = shown(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
            if size > MAX_BYTES:
                raise TooLargeError(
                    f"{name}: {size / 1e6:.0f} MB, and a PDF may have {MAX_BYTES / 1e6:.0f} MB; split it or "
                    "save it with smaller pictures"
                )
            _check_head(name, head)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                _check_streams(name, data)
    except OSError as exc:
        raise ReadError(
            f"{name}: cannot be opened ({exc.strerror or exc}); check the file and its permissions"
        ) from exc


def _check_head(name: str, head: bytes) -> None:
    if not head:
        raise NotADocumentError(f"{name}: the file is empty; download the document again")
    if b"%PDF-" not in head:
        lower = head.lower()
        found = "a web page, probably an error page" if b"<html" in lower or b"<!doctype" in lower else "something else"
        raise NotADocumentError(f"{name}: is not a PDF but {found}; download the document again")


def _check_streams(name: str, data: mmap.mmap) -> None:
    for match in _STREAM.finditer(data):
        start = match.end()
        # The dictionary stands before the stream; a stream of another object before it is cut off.
        dictionary = data[max(0, match.start() - _DICTIONARY_BYTES) : match.start()].rpartition(b" obj")[2]
        layers = len(_DEFLATE.findall(dictionary))
        if not layers:
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if end - start < MIN_PACKED and layers == 1:
            continue
        limit = MAX_UNPACKED_OTHER if _OTHER.search(dictionary) else MAX_UNPACKED
        if _unpacks_beyond(data, start, end, layers, limit):
            raise TooLargeError(
                f"{name}: a stream of {end - start} bytes at byte {start} unpacks to more than "
                f"{limit / 1e6:.0f} MB; this is no ordinary document, print it to a new PDF or leave it out"
            )


def _unpacks_beyond(data: mmap.mmap, start: int, end: int, layers: int, limit: int) -> bool:
    unpackers = [zlib.decompressobj() for _ in range(layers)]
    totals = [0] * layers
    for place in range(start, end, _CHUNK):
        try:
            if _pour(unpackers, totals, data[place : min(place + _CHUNK, end)], 0, limit):
                return True
        except zlib.error:
            # PDFium reads a damaged stream up to the damage, and so did this.
            return False
    return False


def _pour(unpackers: list[zlib._Decompress], totals: list[int], packed: bytes, layer: int, limit: int) -> bool:
    """Unpack bytes through the layers of a stream; True as soon as one has given more than `limit`."""
    while packed:
        unpacked = unpackers[layer].decompress(packed, _CHUNK)
        totals[layer] += len(unpacked)
        if totals[layer] > limit:
            return True
        if layer + 1 < len(unpackers) and _pour(unpackers, totals, unpacked, layer + 1, limit):
            return True
        packed = b"" if unpackers[layer].eof else unpackers[layer].unconsumed_tail
    return False
