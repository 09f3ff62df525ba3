"""Reads the names in a question about the corpus: authorities, regions, frameworks, kinds of document, inspectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.answering.catalogue.parsing.subject import COMPARES
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_inspectors", "read_kinds", "read_names"]

_BUT = (
    r"\b(?:apart from|except(?:ing)?(?: for)?|excluding|other than|besides|without|aside from|leaving out|not counting"
    r"|ignoring|omitting|bar|outside(?: of)?|beyond|(?:all|everyone|everybody|every \w+) but)"
)


def read_names(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read authorities, those left out, sorts of authority, regions and frameworks."""
    name = alternatives(words.authorities)
    council = r"(?:\s+(?:city|county|borough|council))*"
    excluded: list[str] = []
    while match := reader.take(
        rf"{_BUT}\s+(?P<names>{name}{council}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+){name}{council})*)"
    ):
        excluded += [words.authorities[_key(one[0], words.authorities)] for one in re.finditer(name, match["names"])]
    framework = rf"(?:the )?(?P<name>{alternatives(words.frameworks)})(?: framework)?"
    without: list[str] = []
    while match := reader.take(
        rf"\b(?:but |and )?(?:not|n't|never|without|none|nothing)(?: been)?(?: inspected)?(?: under| by| with"
        rf"| in)? {framework}"
    ):
        without.append(words.frameworks[_key(match["name"], words.frameworks)])
    only = _only(reader, framework)
    if only is not None and query.subject is not Subject.DOCUMENT:
        kept = words.frameworks[_key(only, words.frameworks)]
        without += [name for name in dict.fromkeys(words.frameworks.values()) if name != kept]
        query = replace(query, frameworks=(*query.frameworks, kept))
    region = rf"(?:the\s+)?{alternatives(words.regions)}"
    outside: list[str] = []
    while match := reader.take(
        rf"(?:{_BUT}|\b(?:outside|beyond|outwith|elsewhere than in)|(?:\bnot|n't) (?:in|from|part of"
        rf"|within))(?: of)?\s+(?:those in )?(?P<names>{region}(?:(?:,|,? and|,? or)\s+(?:in\s+)?{region})*)"
    ):
        named = re.finditer(alternatives(words.regions), match["names"])
        outside += [words.regions[_key(one[0], words.regions)] for one in named]
    within = {one: held for one, held in words.authorities.items() if any(each in one for each in words.regions)}
    whole = _names(reader, within, r"(?:council)?")
    shorter = _short_regions(reader, words)
    bodies = [words.bodies[one] for one in _taken(reader, words.bodies, r"(?:councils?|authorit(?:y|ies))?")]
    return replace(
        query,
        excluded=(*query.excluded, *excluded),
        without_frameworks=tuple(dict.fromkeys(without)),
        excluded_regions=tuple(outside),
        bodies=tuple(dict.fromkeys(label for label, _ in bodies)),
        members=frozenset(name for _, members in bodies for name in members),
        regions=tuple(dict.fromkeys((*shorter, *_names(reader, words.regions, r"(?:region|area)?")))),
        authorities=(*whole, *_names(reader, words.authorities, r"(?:city |county |borough )*(?:council)?")),
        frameworks=(*query.frameworks, *_names(reader, words.frameworks, r"(?:framework)?s?")),
    )


def _only(reader: Reader, framework: str) -> str | None:
    """Read the framework under which alone something was done ('only ever inspected under X', 'X only')."""
    alone = r"(?:only|exclusively|solely|nothing but|purely)(?: ever)?"
    done = (
        r"(?:(?:been|had|have|has|done|led|worked|inspected|used|inspections?|visited|under|with|in|on|by|using"
        r"|working|a|an) )*"
    )
    match = reader.take(
        rf"\b{alone} {done}{framework}(?! (?:only|alone))(?! inspections? (?:that"
        rf"|which))"
    ) or reader.take(rf"{framework}(?: inspections?)? (?:only|alone|exclusively)\b")
    return match["name"] if match else None


_SHORT_REGIONS = (
    (r"\byorks(?:hire)? (?:and|&) (?:the )?humber(?:side)?\b", ("Yorkshire and the Humber",)),
    (r"\bsw\b", ("South West",)),
    (r"\bse\b", ("South East",)),
    (r"\bnw\b", ("North West",)),
    (r"\bne\b", ("North East",)),
    (
        r"(?<!north )(?<!south )(?<!west )(?<!east )(?<!of )\byorkshire\b(?! and the humber)",
        ("Yorkshire and the Humber",),
    ),
    (r"\beast anglia\b|\b(?:in|of|from) the east\b(?! mid| of| rid)", ("East of England",)),
    (r"(?<!east )(?<!west )\b(?:the )?midlands\b", ("East Midlands", "West Midlands")),
    (r"\b(?:the )?west country\b", ("South West",)),
    (r"\bthe capital\b|\bgreater london\b", ("London",)),
    (
        r"\bup north\b|\bnorthern (?=england|councils?|authorit|boroughs?)",
        ("North East", "North West", "Yorkshire and the Humber"),
    ),
    (r"\bdown south\b|\bsouthern (?=england|councils?|authorit)", ("South East", "South West")),
    (
        r"\b(?:in|of|from|across) the north\b(?!-| east"
        r"| west)",
        ("North East", "North West", "Yorkshire and the Humber"),
    ),
    (r"\b(?:in|of|from|across) the south\b(?!-| east| west)", ("South East", "South West")),
)
"""What people call a region, or several, for short."""


def _short_regions(reader: Reader, words: CatalogueWords) -> list[str]:
    """Take away short names of regions, unless documents have a region of just that name."""
    found: list[str] = []
    for pattern, names in _SHORT_REGIONS:
        match = re.search(pattern, reader.text)
        if match is not None and match[0].split()[-1] not in words.regions:
            reader.blank(match.start(), match.end())
            found += names
    return found


def _taken(reader: Reader, names: Iterable[str], after: str) -> list[str]:
    """Take all of some names away, each with what may follow it, and return the forms under which they are listed."""
    found: list[str] = []
    while match := reader.take(rf"(?P<name>{alternatives(names)})(?:'s?)?\s*{after}"):
        found.append(_key(match["name"], names))
    return found


def _names(reader: Reader, names: Mapping[str, str], after: str) -> tuple[str, ...]:
    """Take all of some names away, each with what may follow it, and return what documents call them."""
    return tuple(dict.fromkeys(names[form] for form in _taken(reader, names, after)))


def _key(written: str, names: Iterable[str]) -> str:
    """Return the form under which a name is listed, however its spaces and hyphens are written."""
    plain = re.sub(r"[\s-]+", " ", written)
    return next(form for form in names if form == written or re.sub(r"[\s-]+", " ", form) == plain)


def read_kinds(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read kinds of document; grades, and inspections of no other kind, are those of full inspections."""
    found: list[str] = []
    without: set[str] = set()
    while match := reader.take(rf"{_BUT} (?:the |any )?(?P<name>{alternatives(words.kinds)})"):
        without.update(words.kinds[_key(match["name"], words.kinds)])
    while match := reader.take(rf"(?P<name>{alternatives(words.kinds)})"):
        found += words.kinds[_key(match["name"], words.kinds)]
    if without and not found:
        found = sorted({kind for kinds in words.kinds.values() for kind in kinds})
    kinds = tuple(one for one in dict.fromkeys(found) if one not in without)
    if kinds and query.change is not None and set(kinds) <= set(words.full_kinds):
        return replace(query, kinds=words.full_kinds, later_kinds=kinds)
    if found:
        return replace(query, kinds=kinds)
    about_grades = (
        query.conditions
        or query.with_grades
        or query.change
        or query.legs
        or query.in_pages
        or query.orders
        or query.group_by is GroupBy.GRADE
        or query.scope is not Scope.EVERY
        or query.quantity is not None
        or query.least_days is not None
        or query.most_days is not None
        or query.together is not None
        or query.of_same
        or query.extreme in ("longest", "shortest")
    )
    says_inspection = re.search(r"\b(?:inspect\w*|reports?|led|lead inspectors?)\b", reader.original)
    if about_grades or query.extreme in ("best", "worst") or says_inspection:
        return replace(query, kinds=words.full_kinds)
    return query


def read_inspectors(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read the inspectors that a question names."""
    found = _names(reader, words.inspectors, "")
    if len(found) > 1 and query.subject is Subject.INSPECTOR:
        reader.take(r"\bmore\b")
    of_documents = query.subject is Subject.DOCUMENT and query.measure is Measure.COUNT
    if len(found) > 1 and of_documents and query.group_by is None:
        while reader.take(COMPARES) or reader.take(r"\bboth\b"):
            pass
        query = replace(query, group_by=GroupBy.INSPECTOR)
    is_each = len(found) > 1 and re.search(r"\bboth\b", reader.original) is not None
    if is_each and query.subject is Subject.AUTHORITY and query.times is None:
        query = replace(query, times=len(found), distinct=GroupBy.INSPECTOR)
    return replace(query, inspectors=found)
