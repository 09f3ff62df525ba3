"""What the catalogue says of one document or authority: grades, who led, days on site, which inspection came first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from corpus.model import Document, Judgement, Person

__all__ = [
    "NOT_JUDGED",
    "by_authority",
    "by_lead",
    "days_between",
    "days_on_site",
    "days_until_published",
    "is_same_person",
    "judgement_of",
    "lead_inspector",
    "name_of",
    "order_of",
    "pairs_of",
]

NOT_JUDGED = "not judged"


def judgement_of(document: Document, area: str) -> Judgement | None:
    """Return the document's judgement of an area, None where it gives none.

    An area that is judged together with another stands under the first of them ('in care and care
    leavers' under 'in care'): the joint grade is no grade of the second alone.
    """
    graded = [judgement for judgement in document.judgements if judgement.grade != NOT_JUDGED]
    return next((one for one in graded if one.area == area), None) or next(
        (one for one in graded if one.area.startswith(f"{area} and ")), None
    )


def lead_inspector(document: Document) -> Person | None:
    """Return who led, None where the document names nobody as lead."""
    return next((person for person in document.people if person.role == "lead inspector"), None)


def days_on_site(document: Document) -> int | None:
    """Return the days from the first on site to the last, both included; None where the document states none."""
    if document.visit_start is None or document.visit_end is None:
        return None
    return (document.visit_end - document.visit_start).days + 1


def days_until_published(document: Document) -> int | None:
    """Return the days from the last on site to publication; None where the document states one of them not."""
    if document.visit_end is None or document.published is None:
        return None
    return (document.published - document.visit_end).days


def days_between(one: Document, next_one: Document) -> int | None:
    """Return the days from the end of an inspection to the start of the next; None where one is not stated."""
    end, start = one.visit_end or one.dated, next_one.visit_start or next_one.dated
    return None if end is None or start is None else (start - end).days


def by_authority(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Return the documents of each authority, oldest first; undated ones first of all."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for name in document.authorities or (name_of(document),):
            found[name].append(document)
    return {name: sorted(held, key=order_of) for name, held in sorted(found.items())}


def name_of(document: Document) -> str:
    """Return the authorities of a document, else its title and day, so that reports of one title are told apart."""
    day = f" ({document.dated.isoformat()})" if document.dated else ""
    return ", ".join(document.authorities) or f"{document.title}{day}"


def order_of(document: Document) -> tuple[date, str]:
    """Return by what the documents of an authority are ordered: the end of the visit, else publication."""
    return (document.visit_end or document.dated or date.min, document.id)


def pairs_of(documents: Iterable[Document]) -> list[tuple[str, Document, Document]]:
    """Return each inspection with the one of the same authority that follows it, and the authority's name."""
    return [(name, one, two) for name, held in by_authority(documents).items() for one, two in pairwise(held)]


_SHORT = (
    "andrew andy drew|anthony tony|robert bob rob bobby|william bill will|elizabeth liz beth lizzie"
    "|catherine kate cathy"
    "|katherine kate kathy|jennifer jenny jen|michael mike mick|stephen steve|steven steve|david dave|susan sue"
    "|joanne jo"
    "|joanna jo|josephine jo|pamela pam|patricia pat|patrick pat|nicholas nick|nicola nicky|christopher chris"
    "|christine chris|rebecca becky|deborah debbie deb|margaret maggie peggy|richard dick rick|james jim|john jack"
    "|edward ted ed|alexander alex|alexandra alex|amanda mandy|philip phil|gregory greg|thomas tom|daniel dan"
    "|samantha sam|samuel sam|victoria vicky|kimberley kim|jacqueline jackie|gerald gerry|lawrence larry|peter pete"
)
"""First names, each with its short forms."""


def is_same_person(one: str, other: str) -> bool:
    """Whether two names agree in the surname and their first names are the same, short forms or initials of another."""
    first, second = _words_of(one), _words_of(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return _is_same_first(first[0], second[0])


def _words_of(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name.lower())


def _is_same_first(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or (len(short) == 1 and long.startswith(short)):
        return True
    return any({one, other} <= set(names.split()) for names in _SHORT.split("|"))


def by_lead(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the documents that each lead inspector led, oldest first, under the form of the name used most.

    'Andy Waugh' and 'Andrew Waugh' are one person.
    """
    led: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if (lead := lead_inspector(document)) is not None:
            led[lead.name].append(document)
    names = _people(Counter({name: len(held) for name, held in led.items()}))
    found: dict[str, list[Document]] = defaultdict(list)
    for name, held in led.items():
        found[names[name]] += held
    return {name: sorted(held, key=order_of) for name, held in sorted(found.items())}


def _people(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the form of each name that stands for the person, the one used most."""
    forms: dict[str, str] = {}
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda one: (-counts[one], one)):
        namesakes = by_surname["".join(_words_of(name)[-1:])]
        forms[name] = next((known for known in namesakes if is_same_person(known, name)), name)
        namesakes.append(forms[name])
    return forms
