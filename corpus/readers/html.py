"""Web pages into blocks: the main text without navigation, adverts and cookie banners; nothing is fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from corpus.blocks import CELL_GAP, Extraction
from corpus.cleaning import without_invisible
from corpus.errors import NotADocumentError, ReadError
from corpus.framework import Frameworks
from corpus.model import Role
from corpus.readers.html_main import (
    error_title,
    is_caption,
    is_unseen,
    leads_elsewhere,
    main_element,
    text_of,
    title_outside,
)
from corpus.readers.lines import split_number
from corpus.readers.pieces import Piece, split_lines, words
from corpus.readers.structure import blocks_of

__all__ = ["read_html"]

MEDIA_TYPE = "text/html"
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset(
    [
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *(
            "figcaption",
            "figure",
            "footer",
            "header",
            "hgroup",
            "hr",
            "html",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
_STRONG = frozenset(["strong", "b", "u"])
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_FOOTNOTE_MARK = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡])\]?\s*")
_MAX_ERROR_WORDS = 150
_MAX_CELL_CHARS = 400
_MAX_DEPTH = 150


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around say of the text within them."""

    role: Role = Role.BODY
    level: int = 0
    number: str | None = None
    marker: str = ""
    speaker: str | None = None
    depth: int = 0


@dataclass(slots=True)
class _Run:
    """Text gathered from inline elements since the last block; `strong` while all of it is bold or underlined."""

    parts: list[str] = field(default_factory=list)
    strong: bool = True

    def add(self, text: str, strong: bool) -> None:
        """Take in the text of one inline element."""
        self.parts.append(text)
        self.strong = self.strong and (strong or not text.strip())

    def taken(self, place: _Place) -> list[Piece]:
        """Return the gathered text as pieces and begin anew."""
        pieces = list(_lines("".join(self.parts), self.strong, place))
        self.parts.clear()
        self.strong = True
        return pieces


def read_html(text: str, name: str, *, frameworks: Frameworks | None = None) -> Extraction:
    """Read a web page into clean blocks.

    Args:
        text: the page, decoded.
        name: the file's name, for messages.
        frameworks: names of sections and formulas; those that come with the product where None.

    Raises:
        NotADocumentError: it is an error page, or holds no words.
        ReadError: it cannot be parsed.
    """
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, encoding="utf-8")
    # As bytes: lxml refuses text that declares an encoding of its own.
    data = _DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
    try:
        page = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        raise ReadError(f"{name}: cannot be read as a web page ({exc}); save it again, or as PDF") from exc
    main = main_element(page)
    title = title_outside(page, main)
    found = [Piece(title, Role.HEADING, level=1)] if title else []
    found += [piece for piece in _pieces(main, _Place()) if piece.text]
    wrong = error_title(page)
    if wrong is not None and sum(words(piece.text) for piece in found) <= _MAX_ERROR_WORDS:
        raise NotADocumentError(f"{name}: is an error page ('{wrong[:80]}'), not a document; download it again")
    if not found:
        raise NotADocumentError(f"{name}: the page holds no text; save the page with its text, or as PDF")
    return Extraction(blocks_of(found, frameworks), MEDIA_TYPE)


def _pieces(element: html.HtmlElement, place: _Place) -> Iterator[Piece]:
    """Yield the pieces of an element's text and of the blocks within it, in order."""
    if place.depth > _MAX_DEPTH:
        yield from _lines(text_of(element), False, place)
        return
    run = _Run()
    broken = False
    for part in _content(element, strong=False):
        if isinstance(part, tuple):
            run.add(*part)
            continue
        found = run.taken(place)
        found += _block(part, replace(place, depth=place.depth + 1))
        if found and place.number is not None:
            # The number belongs to the first text of a list item.
            place = replace(place, number=None)
        if found and broken:
            found[0] = replace(found[0], broken=True)
        broken = part.tag == "hr"
        yield from found
    found = run.taken(place)
    yield from ([replace(found[0], broken=True), *found[1:]] if found and broken else found)


def _content(element: html.HtmlElement, *, strong: bool) -> Iterator[tuple[str, bool] | html.HtmlElement]:
    """Yield text with whether it is bold, and block elements, going through inline elements."""
    if element.text:
        yield element.text.replace("\n", " "), strong
    for child in element:
        tag = child.tag
        if is_unseen(child):
            pass
        elif tag == "br":
            yield "\n", strong
        elif tag in _BLOCKS:
            yield child
        elif tag == "q":
            yield f"“{text_of(child)}”", strong
        elif tag != "sup" or _FOOTNOTE_MARK.fullmatch("".join(child.itertext())) is None:
            yield from _content(child, strong=strong or tag in _STRONG)
        if child.tail:
            yield child.tail.replace("\n", " "), strong


def _block(element: html.HtmlElement, place: _Place) -> Iterator[Piece]:
    tag = element.tag
    if tag in _HEADINGS:
        number, style, text = split_number(text_of(element), heading=True)
        yield Piece(text, Role.HEADING, int(tag[1]), number, style)
    elif tag in ("ul", "ol"):
        yield from _list(element, place)
    elif tag == "table":
        yield from _table(element, place)
    elif tag == "dl":
        yield from _definitions(element)
    elif tag == "blockquote":
        yield from _quote(element, place)
    elif is_caption(element):
        yield Piece(text_of(element), Role.BOILERPLATE)
    elif tag != "hr":
        yield from _pieces(element, place)


def _list(element: html.HtmlElement, place: _Place) -> Iterator[Piece]:
    if leads_elsewhere(element):
        return
    level = place.level + 2 if place.role is Role.LIST_ITEM else 0
    start = element.get("start") or ""
    is_lettered = (element.get("type") or "") in ("a", "A")
    items = [child for child in element if child.tag == "li" and not is_unseen(child)]
    for at, item in enumerate(items, int(start) if start.isdecimal() and len(start) < 5 else 1):
        number, marker = None, "•"
        if element.tag == "ol":
            number, marker = (chr(ord("a") + (at - 1) % 26), "a.") if is_lettered else (str(at), "1.")
        yield from _pieces(item, _Place(Role.LIST_ITEM, level, number, marker, depth=place.depth + 1))


def _table(element: html.HtmlElement, place: _Place) -> Iterator[Piece]:
    """Yield each row of a table as one piece; the cells of a table that only lays out the page are text."""
    for row in element.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr | ./caption"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts = [text_of(cell) for cell in cells]
        if row.tag == "caption":
            yield Piece(text_of(row), Role.BOILERPLATE)
        elif len(cells) < 2 or any(len(text) > _MAX_CELL_CHARS for text in texts):
            for cell in cells:
                yield from _pieces(cell, replace(place, depth=place.depth + 1))
        else:
            yield Piece(CELL_GAP.join(text for text in texts if text), Role.TABLE_CELL)


def _definitions(element: html.HtmlElement) -> Iterator[Piece]:
    label = ""
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            label = f"{label} {text_of(child)}".strip()
        else:
            yield Piece(CELL_GAP.join(part for part in (label, text_of(child)) if part), Role.TABLE_CELL)
            label = ""
    yield Piece(label)


def _quote(element: html.HtmlElement, place: _Place) -> Iterator[Piece]:
    """Yield a quotation that the markup shows, with the speaker whom it names."""
    names = [text_of(cite).strip(" –—-―") for cite in element.iter("cite", "footer")]
    speaker = next((name for name in names if name), None)
    yield from _pieces(element, _Place(Role.QUOTE, speaker=speaker, depth=place.depth + 1))


def _lines(text: str, emphasised: bool, place: _Place) -> Iterator[Piece]:
    """Yield the lines of a paragraph that <br> broke."""
    number = place.number
    for at, line in enumerate(split_lines(without_invisible(line) for line in text.split("\n"))):
        printed, style, rest = number, place.marker, line
        if printed is None and place.role in (Role.BODY, Role.LIST_ITEM):
            printed, style, rest = split_number(line, sure=place.role is Role.LIST_ITEM)
        number = None
        yield Piece(
            text=rest,
            role=place.role,
            level=place.level,
            number=printed,
            marker=style or place.marker,
            attached=at > 0,
            emphasised=emphasised,
            speaker=place.speaker,
        )
