"""The bytes of a text file into text: UTF-8, UTF-16, UTF-32 and Windows-1252; anything binary is refused."""

from __future__ import annotations

import codecs
import re

from corpus.errors import NotADocumentError

__all__ = ["decode"]

# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 64 * 1024
# Text in Western languages as UTF-16 has a zero in nearly every second byte, binary data has not.
_UTF16_ZEROS = 0.7
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Conversions leave a stray control character now and then; more than this is no text.
_MAX_CONTROL_SHARE = 0.005
_LINE_ENDS = re.compile("\r\n?|\x0b|\x85|\u2028|\u2029")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of `data` and the name of the encoding it was read as.

    Line ends come out as newlines and page ends as form feeds; stray control characters are dropped.

    Args:
        data: the whole file.
        name: the file's name, for the message.

    Raises:
        NotADocumentError: the bytes are no text.
    """
    encoding = _encoding(data)
    body = data
    for mark, marked in _MARKS:
        if encoding == marked and data.startswith(mark):
            body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as exc:
        text = _decode_western(body, name, exc)
        encoding = "windows-1252"
    controls = len(_CONTROL.findall(text))
    if controls > max(2, len(text) * _MAX_CONTROL_SHARE):
        raise NotADocumentError(
            f"{name}: is binary data, not text ({controls} control characters); "
            "open it in the program that made it and save it as PDF, DOCX or text"
        )
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text)), encoding


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[0::2], sample[1::2]
    if odd and odd.count(0) >= _UTF16_ZEROS * len(odd) and even.count(0) < len(even) // 10 + 1:
        return "utf-16-le"
    if even and even.count(0) >= _UTF16_ZEROS * len(even) and odd.count(0) < len(odd) // 10 + 1:
        return "utf-16-be"
    return "utf-8"


def _decode_western(data: bytes, name: str, cause: UnicodeDecodeError) -> str:
    """Decode text that is not UTF-8 as Windows-1252, which is what British offices write otherwise."""
    if b"\0" not in data:
        try:
            return data.decode("windows-1252")
        except UnicodeDecodeError:
            pass
    raise NotADocumentError(
        f"{name}: is neither UTF-8, UTF-16 nor Windows-1252 text (byte {cause.start} is "
        f"0x{data[cause.start]:02x}); save it as UTF-8 text, PDF or DOCX"
    ) from cause
