"""Answers with a whole list: every item under the heading or the line that introduces it, nothing left out or added."""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.framework import Frameworks
from corpus.model import Document, Paragraph, Publisher, Role
from corpus.wording import fold
from index.answer import Verdict
from index.answering.asked import Asked, Corpus
from index.answering.conversation.resolve import ITEM_MARK
from index.answering.list_items import LIST_WORDS, items_on_topic, say_items
from index.answering.statements import Draft, RowDraft, Span, Statement, whole
from index.answering.topic import coverage_of
from index.answering.wording import dated_name, join_words, plural, quoted, say_date, say_statements
from index.sentences import sentences
from index.support.terms import content_stems, stems_of
from index.understanding import SectionWish
from index.understanding.tense import speaks_of_past

__all__ = [
    "MAX_LISTS",
    "answer_list",
    "findings_under",
    "heading_key",
    "headings_of",
    "items_of",
    "say_lists",
    "section_items",
]

MAX_LISTS = 6
MATCH = 0.6
"""Share of a heading's or lead-in line's content words that the question must have for its list to be meant."""


def answer_list(asked: Asked) -> Draft | None:
    """Return the lists that a question asks for, by document; None where no document has such a list."""
    targets = asked.targets
    documents = list(targets.documents or asked.documents)
    if re.search(r"\b(?:cabinet|committee|councillors)\b", asked.question, re.IGNORECASE):
        documents = [one for one in documents if one.publisher is Publisher.COUNCIL] or documents
    found = [(document, items) for document in documents if (items := section_items(asked, document))]
    if not found:
        return _introduced(asked)
    if (match := re.search(ITEM_MARK, asked.question)) is not None:
        return _one_item(found[-1], match[1])
    wordings = [wording for wish in asked.understanding.sections for wording in wish.wordings]
    chosen = items_on_topic(asked, found, wordings, LIST_WORDS)
    if chosen is None:
        return None
    wholes = {document.id: len(items) for document, items in found}
    latest, found = found[-1][0], chosen
    silent = [] if latest in _of(found) else [f"The list of {dated_name(latest)} has nothing on this."]
    earlier: Sequence[tuple[Document, Sequence[Paragraph]]] = ()
    if _asks_of_today(asked):
        earlier, found = found[:-1], found[-1:]
    if len(found) > MAX_LISTS:
        return _too_many(found)
    missing = [
        document
        for document in documents
        if targets.is_named and document not in _of(found, earlier) and document.id not in wholes
    ]
    names = join_words([dated_name(document) for document in missing[:MAX_LISTS]], "or")
    notes = [f"There is no such list in {names}.", *silent] if missing else silent
    if earlier:
        names = join_words([dated_name(document) for document in _of(earlier)[-MAX_LISTS:]])
        notes.append(f"Earlier lists are in {names}.")
    return replace(say_lists(found, wholes), notes=tuple(notes))


def _of(*lists: Sequence[tuple[Document, Sequence[Paragraph]]]) -> list[Document]:
    return [document for held in lists for document, _ in held]


def _asks_of_today(asked: Asked) -> bool:
    """Whether a question asks what one authority has to do, not what it had to, and names no time."""
    understanding = asked.understanding
    if len(understanding.named) != 1 or understanding.times or understanding.order is not None:
        return False
    return not understanding.publishers and not speaks_of_past(asked.question)


def say_lists(found: Sequence[tuple[Document, Sequence[Paragraph]]], wholes: Mapping[str, int] | None = None) -> Draft:
    """Return the lists of documents, latest first, each under a line that says whose it is.

    `wholes` are how many items each document's list has, of which only those on the topic are given.
    """
    several = len(found) > 1
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document, items in reversed(found):
        whole_list = wholes.get(document.id, len(items)) if wholes else len(items)
        statements.append(_opening(document, items, several=several, of=whole_list))
        statements += say_items(document, items)
        rows += [
            RowDraft(item.number or str(at), item.text, whole(document, item), _group(document, item, several))
            for at, item in enumerate(items, 1)
        ]
    return Draft("list", tuple(statements), tuple(rows))


def _one_item(found: tuple[Document, Sequence[Paragraph]], which: str) -> Draft:
    """Return one item of a list, by its number from 1 or 'last'."""
    document, items = found
    at = len(items) if which == "last" else int(which)
    if not 1 <= at <= len(items):
        reason = f"The list has only {plural(len(items), 'item')}."
        return Draft(
            "list", (Statement(reason, (), Verdict.SUPPORTED),), reason=reason, nearest=(whole(document, items[-1]),)
        )
    item = items[at - 1]
    return Draft(
        "list", (_said(document, item),), (RowDraft(item.number or str(at), item.text, whole(document, item)),)
    )


def section_items(asked: Asked, document: Document) -> tuple[Paragraph, ...]:
    """Return the items of the section of a document that a question asks for, in order; empty if it has none.

    Where the section holds list items these are its items; otherwise its numbered paragraphs are, else all.
    Where the question's words fit no section better than another, all that are meant are given.
    """
    found: list[Paragraph] = []
    best = 0.0
    for wish, fit in _by_fit(asked):
        if found and fit < best:
            break
        items = items_of(asked, document, wish.id)
        if items:
            found += [item for item in items if item not in found]
            best = fit
            if fit > 0:
                break
    return tuple(sorted(found, key=lambda item: item.ordinal))


def _by_fit(asked: Asked) -> list[tuple[SectionWish, float]]:
    """Return the sections meant with the share of a heading's words that the question has, best first."""
    own = stems_of([asked.question])
    fits: list[tuple[SectionWish, float]] = []
    for wish in asked.understanding.sections:
        shares = [len(own & stems) / len(stems) for wording in wish.wordings if (stems := stems_of([wording]))]
        fits.append((wish, max(shares, default=0.0)))
    return sorted(fits, key=lambda pair: -pair[1])


def headings_of(frameworks: Frameworks, section: str, document: Document) -> frozenset[str]:
    """Return the headings that a section has in documents of this sort, as `heading_key` makes them."""
    of_kind = [one for one in frameworks if one.publisher is document.publisher]
    wordings = [wording for one in of_kind for held in one.sections if held.id == section for wording in held.wordings]
    return frozenset(heading_key(wording) for wording in wordings)


def findings_under(held: Sequence[Paragraph], headings: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs that may answer a question and stand under one of some headings, with a grade or not."""
    return [
        one for one in held if one.role.is_finding and any(_is_one_of(title, headings) for title in one.section[-2:])
    ]


def _is_one_of(title: str, headings: frozenset[str]) -> bool:
    """Whether a title, without the grade that may follow its colon, is among headings."""
    return heading_key(title) in headings or heading_key(title.rpartition(":")[0]) in headings


_items: weakref.WeakKeyDictionary[Corpus, dict[tuple[str, frozenset[str]], tuple[Paragraph, ...]]] = (
    weakref.WeakKeyDictionary()
)
_turn = threading.Lock()


def items_of(asked: Asked, document: Document, section: str) -> tuple[Paragraph, ...]:
    """Return the items of a section of a document, in order; empty where it has no such section.

    They are kept as long as the index version is open: to read hundreds of documents for one list takes seconds.
    """
    headings = headings_of(asked.frameworks, section, document)
    with _turn:
        known = _items.setdefault(asked.corpus, {})
    key = (document.id, headings)
    if key not in known:
        known[key] = tuple(_items_under(asked.corpus.paragraphs_of(document.id), headings))
    return known[key]


def _items_under(held: Sequence[Paragraph], headings: frozenset[str]) -> list[Paragraph]:
    """Return the list items under headings, with numbered paragraphs that they are parts of; else these, else all."""
    under = findings_under(held, headings)
    items = [one for one in under if one.role is Role.LIST_ITEM]
    leads = {one.id for one in under if one.number and one.role is not Role.LIST_ITEM}
    if items and all(one.lead_in in leads for one in items):
        return [one for one in under if one.number or one.role is Role.LIST_ITEM]
    return items or [one for one in under if one.number] or under


def _introduced(asked: Asked) -> Draft | None:
    """Return the items under the line among the paragraphs found that the question's words fit best."""
    wanted = coverage_of(asked)
    best: tuple[float, Document, Paragraph] | None = None
    for result in asked.results:
        lead = asked.corpus.paragraph(result.paragraph.lead_in) if result.paragraph.lead_in else result.paragraph
        if lead is None:
            continue
        share = wanted.share(content_stems(_last_sentence(lead.text)))
        if share >= MATCH and (best is None or share > best[0]):
            best = (share, result.document, lead)
    if best is None:
        return None
    _, document, lead = best
    items = [one for one in asked.corpus.paragraphs_of(document.id) if one.lead_in == lead.id]
    if len(items) < 2:
        return None
    start = len(lead.text) - len(_last_sentence(lead.text))
    opening = Span(document, lead, start, len(lead.text))
    statements = (*say_statements([opening]), *(_said(document, item) for item in items))
    rows = tuple(RowDraft(item.number or str(at), item.text, whole(document, item)) for at, item in enumerate(items, 1))
    return Draft("list", statements, rows)


def _opening(document: Document, items: Sequence[Paragraph], *, several: bool, of: int = 0) -> Statement:
    """Return the line above a list: how many items, under which heading, of which document."""
    titles = list(dict.fromkeys(item.section[-1] for item in items if item.section))
    under = f" under {join_words([quoted(title) for title in titles])}" if titles else ""
    where = (
        f"{dated_name(document)}: "
        if several or document.authorities
        else f"{document.title}, {say_date(document.dated)}: "
    )
    spans = tuple(whole(document, item) for item in items)
    count = plural(len(items), "item")
    if of > len(items):
        count = f"{len(items)} of {plural(of, 'item')}, on what is asked"
    return Statement(f"{where}{count}{under}.", spans, Verdict.SUPPORTED, computed=True)


def _said(document: Document, item: Paragraph) -> Statement:
    return Statement(item.text, (whole(document, item),))


def _group(document: Document, item: Paragraph, several: bool) -> str:
    title = item.section[-1] if item.section else document.title
    return f"{dated_name(document)}: {title}" if several else title


def _too_many(found: Sequence[tuple[Document, Sequence[Paragraph]]]) -> Draft:
    """Say which documents hold such lists where there are too many to show them all, and show the latest."""
    shown = found[-MAX_LISTS:]
    head = (
        f"{len(found)} documents hold such a list; these are the latest {len(shown)}. Name an authority or "
        f"a year for others."
    )
    spans = tuple(whole(document, items[0]) for document, items in shown)
    statements = [Statement(head, spans, Verdict.SUPPORTED)]
    rows: list[RowDraft] = []
    for document, items in reversed(shown):
        statements.append(_opening(document, items, several=True))
        statements += say_items(document, items)
        rows += [
            RowDraft(item.number or str(at), item.text, whole(document, item), _group(document, item, True))
            for at, item in enumerate(items, 1)
        ]
    return Draft("list", tuple(statements), tuple(rows))


def _last_sentence(text: str) -> str:
    start, end = sentences(text)[-1]
    return text[start:end]


def heading_key(heading: str) -> str:
    """Return a heading's words in lower case, as headings are compared."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading).replace("'", "").lower()))
