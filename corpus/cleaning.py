"""Takes inline markup and invisible characters out of text and leaves the words as a reader sees them."""

from __future__ import annotations

import html
import re

__all__ = ["is_emphasised", "plain", "without_comments", "without_invisible"]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        0x0B,
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,
        0xFEFF,
        0x2060,
        0xFFFE,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2061, 0x2065),
    ]
)
_SPACES = dict.fromkeys(
    [0xA0, 0x202F, 0x205F, 0x3000, 0x1680, *range(0x2000, 0x200B), 0x09, 0x0A, 0x0C, 0x0D, 0x85], " "
)
_TRANSLATION = str.maketrans(_LIGATURES) | _INVISIBLE | _SPACES

_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
# Only names of HTML: '<18 months' and '<name of child>' are text.
_TAG = re.compile(
    r"</?(?:a|abbr|acronym|address|article|aside|b|big|blockquote|body|br|center|cite|code|col|colgroup|dd|del|details"
    r"|dfn|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label"
    r"|li|link|main|mark|meta|nav|object|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|sub|summary"
    r"|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|wbr)\b(?:\s[^<>]{0,2000}|\s*/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# A raised number is the mark of a footnote, a raised 'th' belongs to its date.
_RAISED_MARK = re.compile(r"(?<=\S)<sup>\s*(?:\[?\d{1,3}\]?|[*†‡])\s*</sup>|\[\^[\w-]{1,20}\](?!:)", re.IGNORECASE)
_RAISED = re.compile(r"<(/?)su[pb]\b[^<>]{0,200}>", re.IGNORECASE)

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile("[\ue021-\ue07e]")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,1000})\](?:\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s[^()]{0,300})?\)|\[[^\[\]]{0,100}\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~)(?=[^\s*_~])((?:(?!\1).){0,2000}?[^\s*_~])\1(?!\w(?<=_\w))")
_LONE_STARS = re.compile(r"\*\*+|(?<!\w)__+(?!\w)")
# Finding pairs costs too much in a line that is no paragraph.
_MAX_EMPHASIS_CHARS = 100_000
_CODE = re.compile(r"`{1,2}([^`]{1,500})`{1,2}")
_RUNS_OF_SPACE = re.compile(r" {2,}")
_SPACE_BEFORE = re.compile(r"(?<=\w) (?=[,;](?:\s|$))")
# After a full stop, what cleaning leaves of an empty sentence.
_STRAY_STOP = re.compile(r"(?<=[.!?]) \.(?=\s|$)")

_WHOLE_EMPHASIS = (
    re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).){1,500}(?<=\S)\1[\s:]*"),
    re.compile(r"\s*<(b|strong|u)\b[^<>]{0,200}>.{1,500}</\1\s*>[\s:]*", re.IGNORECASE),
)


def without_comments(text: str) -> str:
    """Return text without HTML comments, scripts and style sheets, which no reader sees."""
    for start, end in _UNSEEN:
        if start not in text:
            continue
        kept: list[str] = []
        position = 0
        while (opens := text.find(start, position)) >= 0 and (closes := text.find(end, opens)) >= 0:
            kept.append(text[position:opens])
            position = closes + len(end)
        text = "".join(kept) + text[position:]
    return text


def without_invisible(text: str) -> str:
    """Return text with plain spaces and letters: no ligatures, soft hyphens or zero-width characters.

    Runs of spaces become one; the ends are stripped.
    """
    return _RUNS_OF_SPACE.sub(" ", text.translate(_TRANSLATION)).strip()


def plain(text: str) -> str:
    """Return one line or paragraph without Markdown and HTML markup: its words, in order, single-spaced.

    Links and pictures keep their text and lose their address; marks of footnotes go.
    """
    if "<" in text:
        text = _RAISED.sub("", _RAISED_MARK.sub("", text))
        text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(0xE000 + ord(match[1])), text)
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", _RAISED_MARK.sub("", text)))
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "*" in text or "_" in text or "~~" in text:
        text = _without_emphasis(text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = _KEPT.sub(lambda match: chr(ord(match[0]) - 0xE000), text)
    text = without_invisible(text)
    return _STRAY_STOP.sub("", _SPACE_BEFORE.sub("", text))


def is_emphasised(raw: str) -> bool:
    """Tell whether a line stands in bold, underlined or capitals as a whole, as headings do."""
    if any(pattern.fullmatch(raw) for pattern in _WHOLE_EMPHASIS):
        return True
    letters = [character for character in plain(raw) if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def _without_emphasis(text: str) -> str:
    if len(text) > _MAX_EMPHASIS_CHARS:
        return text
    for _ in range(3):
        shorter = _STRONG.sub(r"\2", text)
        if shorter == text:
            break
        text = shorter
    return _LONE_STARS.sub("", text)
