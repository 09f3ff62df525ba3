"""The lines of a text or Markdown file: what each is by its own marks, without its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from corpus.blocks import CELL_GAP
from corpus.cleaning import is_emphasised, plain, without_comments

__all__ = ["Line", "Mark", "scan_lines", "split_number"]


class Mark(Enum):
    """What a line is marked as."""

    TEXT = auto()
    HEADING = auto()
    UNDERLINE = auto()
    ITEM = auto()
    ROW = auto()
    QUOTE = auto()
    PICTURE = auto()
    FOOTNOTE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line without markup; `blanks` are the empty lines before it, `columns` its length as it stands.

    `level` is a heading's level, `indent` the column at which the line (of an item: its bullet) begins and
    `content` the column of an item's text.
    """

    text: str
    mark: Mark = Mark.TEXT
    level: int = 0
    bullet: str = ""
    indent: int = 0
    content: int = 0
    columns: int = 0
    blanks: int = 0
    page_end: bool = False
    hard_break: bool = False
    emphasised: bool = False


BULLETS = "•‣◦▪●○■□◼◻▶►➢➤✓✔❖♦◆·∙⁃§¤\u2212\uf0b7\uf0a7\uf06e\uf02d\uf0be\uf0d8\uf0fc"
_ITEM = re.compile(rf"([{BULLETS}]|[-*+–—─―](?=\s|$)|o(?=\s{{2,}}\S|\t))[ \t\u00a0]*")
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_RULE = re.compile(r"\s*(?:(?:[-–—]\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|<hr\b[^<>]{0,200}>)\s*")
_SETEXT = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*")
_HEADING = re.compile(r"\s{0,3}(?:(#{1,6})[ \t\u00a0]+|(#{2,6})(?=[^\s#]))(.*?)[ \t#]*", re.DOTALL)
_EMPTY_HEADING = re.compile(r"\s*#{1,6}\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_ROW_RULE = re.compile(r"[\s|:+=-]+")
_CELL_END = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"\s{0,3}>(?!=)\s?")
_FENCE = re.compile(r"\s{0,3}(?:```+|~~~+)[\w-]*\s*")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]^]{1,100}\]:\s*\S+(?:\s+[\"'(].*)?\s*")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^([\w-]{1,20})\]:\s*")
_PICTURE = re.compile(r"\s*(?:\[)?!\[[^\]]{0,500}\][(\[][^\n]{0,2000}[)\]]\s*")

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b[^<>]{0,500}>(.{0,20000}?)</tr\s*>", re.IGNORECASE | re.DOTALL)
_HTML_CELL = re.compile(r"</?t[dh]\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_ITEM = re.compile(r"<li\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"</?(?:p|div|section|article|ul|ol|table|tbody|thead|blockquote|center|header|footer|li|h[1-6]|tr)\b[^<>]{0,500}>",
    re.IGNORECASE,
)

_NUMBER = re.compile(
    r"(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})[.)]?\s+(?=\S)"
    r"|(?P<single>\d{1,3})(?P<after>[.)])(?:\s+(?=\S)|(?=[A-Z‘“]))"
    r"|\((?P<bracket>\d{1,3}|[a-z]|[ivx]{1,5})\)\s+(?=\S)"
    r"|(?P<letter>[a-z]|[ivx]{2,5}|[IVX]{2,5})(?P<behind>[.)])\s+(?=\S)"
    r"|(?P<capital>[A-Z])\)\s+(?=\S))"
)


_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)(?=[A-Z][a-z])")


def split_number(text: str, *, sure: bool = False, heading: bool = False) -> tuple[str | None, str, str]:
    """Return the printed number at the head of text, its style ('1.', '(a)', '1.1'), and the rest.

    Args:
        text: clean text.
        sure: a bullet stands before it, so that a decimal before a small letter is no amount.
        heading: it is marked as a heading, so that a number without a stop ('1 Introduction') is one.
    """
    if heading and (bare := _BARE_NUMBER.match(text)):
        return bare[1], "1.", text[bare.end() :]
    match = _NUMBER.match(text)
    if match is None:
        return None, "", text
    rest = text[match.end() :]
    if dotted := match["dotted"]:
        if not sure and rest[:1].islower():
            return None, "", text
        return dotted, "1.1", rest
    if single := match["single"]:
        return single, "1" + match["after"], rest
    if bracket := match["bracket"]:
        return bracket, "(1)" if bracket.isdigit() else "(a)", rest
    number = match["letter"] or match["capital"]
    return number, "a" + (match["behind"] or ")"), rest


def scan_lines(text: str) -> Iterator[Line]:
    """Yield the lines that hold words, in order, each with what stands before it."""
    blanks = 0
    page_end = False
    bullet = None
    for raw in _normalised(text).replace("\f", "\n\f").split("\n"):
        if "\f" in raw:
            page_end = True
            raw = raw.replace("\f", "")
        if _is_nothing(raw):
            page_end = page_end or _RULE.fullmatch(raw) is not None
            if _SETEXT.fullmatch(raw) and not blanks:
                yield Line("", Mark.UNDERLINE, level=1 if "=" in raw else 2)
            blanks += not raw.strip(" \t\u00a0\u200b\ufeff")
            continue
        line = _line(raw.expandtabs(4))
        if line.mark is Mark.ITEM and not line.text:
            bullet = line
            blanks += 1
            continue
        if not line.text:
            continue
        if bullet is not None and line.mark is Mark.TEXT and blanks <= 2:
            line = replace(line, mark=Mark.ITEM, bullet=bullet.bullet, indent=bullet.indent, content=bullet.content)
        bullet = None
        yield replace(line, blanks=blanks, page_end=page_end)
        blanks = 0
        page_end = False


def _is_nothing(raw: str) -> bool:
    """Tell whether a line holds no words: empty, a rule, a fence, an address of a link."""
    return (
        not raw.strip(" \t\u00a0\u200b\ufeff")
        or any(pattern.fullmatch(raw) for pattern in (_RULE, _SETEXT, _FENCE, _EMPTY_HEADING, _REFERENCE))
        or ("|" in raw and _ROW_RULE.fullmatch(raw) is not None)
    )


def _normalised(text: str) -> str:
    """Bring HTML blocks to Markdown, so that there is one kind of line."""
    if "<" not in text:
        return text
    text = without_comments(text)
    if "<tr" in text.lower():
        text = _HTML_ROW.sub(_row_of_html, text)
    text = _HTML_ITEM.sub("\n- ", text)
    text = _HTML_HEADING.sub(lambda match: "\n\n" + "#" * int(match[1]) + " ", text)
    text = _HTML_BLOCK.sub("\n\n", text)
    return _BREAK.sub("\\\\\n", text) if "<br" in text.lower() else text


def _row_of_html(match: re.Match[str]) -> str:
    cells = [" ".join(cell.split()) for cell in _HTML_CELL.split(match[1])]
    return "\n| " + " | ".join(cell for cell in cells if cell) + " |\n"


def _line(raw: str) -> Line:
    body = raw.rstrip()
    indent = len(raw) - len(raw.lstrip())
    columns = len(body)
    hard = raw.endswith("  ") or body.endswith("\\")
    body = body.rstrip("\\")
    if heading := _HEADING.fullmatch(body):
        return Line(plain(heading[3]), Mark.HEADING, len(heading[1] or heading[2]), columns=columns)
    if _ROW.fullmatch(body):
        return Line(_row(body), Mark.ROW, columns=columns)
    if _PICTURE.fullmatch(body):
        return Line(plain(body), Mark.PICTURE, columns=columns)
    if note := _FOOTNOTE.match(body):
        return Line(plain(body[note.end() :]), Mark.FOOTNOTE, bullet=note[1], columns=columns)
    if (quote := _QUOTE.match(body)) and not body.lstrip().startswith(">>>"):
        return Line(plain(body[quote.end() :].lstrip("> ")), Mark.QUOTE, columns=columns)
    stripped = body.lstrip(" \u00a0")
    if item := _ITEM.match(stripped):
        rest = _CHECKBOX.sub("", stripped[item.end() :], count=1)
        text = plain(rest)
        # '-- ' and '* * *' inside a line are ornaments, '- 5' in a column of numbers is a figure.
        return Line(text, Mark.ITEM, 0, item[1], indent, indent + item.end(), columns, hard_break=hard)
    text = plain(body)
    return Line(text, Mark.TEXT, 0, "", indent, indent, columns, hard_break=hard, emphasised=is_emphasised(body))


def _row(body: str) -> str:
    cells = [plain(cell.replace("\\|", "|")) for cell in _CELL_END.split(body.strip()[1:-1])]
    return CELL_GAP.join(cell for cell in cells if cell)
