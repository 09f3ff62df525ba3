"""Reads sums and differences: judgements counted over all areas, how many more there are, groups without any."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import (
    ANY_AREA,
    EVERY_AREA,
    CatalogueQuery,
    GroupBy,
    Measure,
    Subject,
)
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_empty", "read_predicate", "read_sums"]

_NONE = (
    r"\b(?:(?:had|have|has|saw|see|with|are|were|is|was|there|got) )*(?:no|zero|without(?: any| an?)?"
    r"|not (?:had |have |any "
    r"|a |see |saw |been )+|lack\w*|free of)\s*(?:full )?(?:re-?)?(?:(?:inspections?|reports?|visits?)\b|(?=\s))"
    r"(?: (?:at all|whatsoever|were published|was published|published|took place|done|carried out))?"
)
_NOBODY = (
    r"\b(?:(?:was|were|is|are|has|have|had|did) )*(?:nobody|no ?one|none(?: of them)?|no (?:single |full )?(?:councils?"
    r"|(?:local )?authorit(?:y|ies)|las?|boroughs?|places?|reports?|inspections?|visits?))\b"
)
_EMPTY = (GroupBy.YEAR, GroupBy.MONTH, GroupBy.REGION)


def read_empty(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read 'in which months were no reports published': the groups without any document."""
    is_plain = (
        r"\b(?:no|zero|without|not|lack\w*|free of)\b.{0,20}\b(?:inspections?|reports?|visits?"
        r"|inspected|published|visited|judgements?|grades?|ratings?|outstandings|inadequates)\b"
    )
    if query.group_by not in _EMPTY:
        return query
    if reader.take(_NOBODY):
        return replace(query, empty=True)
    if not re.search(is_plain, reader.text):
        return query
    reader.take(_NONE)
    reader.take(r"\b(?:not|no)\b")
    return replace(query, empty=True)


_JUDGEMENTS = r"\b(?:grades?|judgements?|ratings?|marks?)\b"
_OF_DOCUMENTS = r"\b(?:councils?|authorit\w+|reports?|inspections?|las|boroughs?|places|inspectors?)\b"
_MORE = (
    r"\b(?:how many more|by how (?:many|much)|(?:what is |what's )?(?:the )?difference (?:between|in)(?:"
    r" the| number| numbers"
    r"| count| of)*|outnumber\w*|how (?:much|far) ahead)\b"
)


def read_sums(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read what is added up, or set against each other, after all else is read."""
    if query.group_by in (GroupBy.GRADE, GroupBy.YEAR, GroupBy.REGION, GroupBy.FRAMEWORK, GroupBy.BODY):
        if re.search(_MORE, reader.original):
            while reader.take(rf"{_MORE}|\b(?:than|more)\b"):
                pass
            return replace(query, with_difference=True, measure=Measure.LIST)
        return query
    is_wide = any(one.area == EVERY_AREA and not one.missing for one in query.conditions)
    counts = query.measure is Measure.COUNT and query.subject is Subject.DOCUMENT and query.group_by is None
    if is_wide and counts and re.search(_JUDGEMENTS, reader.original) and _are_judgements(reader.original):
        conditions = tuple(replace(one, area=ANY_AREA) for one in query.conditions)
        return replace(query, conditions=conditions, group_by=GroupBy.AREA, of_judgements=True)
    return query


def _are_judgements(text: str) -> bool:
    """Whether it is judgements that are counted: they are named before any report or authority."""
    judgement, document = re.search(_JUDGEMENTS, text), re.search(_OF_DOCUMENTS, text)
    return judgement is not None and (document is None or judgement.start() < document.start())


_VERB = (
    r"\b(?:are|is|were|was|came|come|fell|fall|used|took place|happened|have|has|had|been|done|led|published"
    r"|inspected|carried out|belong)\b"
)


def read_predicate(query: CatalogueQuery, text: str, words: CatalogueWords) -> CatalogueQuery:
    """Read which limits a share is of: those said after the verb ('what share of reports were under ILACS')."""
    if query.measure is not Measure.SHARE or query.group_by is not None or query.change or query.legs:
        return query
    verb = re.search(_VERB, text)
    after = text[verb.start() :] if verb else text
    if query.inspectors or query.times or query.never or re.search(alternatives(words.grades), after):
        return query
    said = {
        ("frameworks",): alternatives(words.frameworks) + r"|\bframework\b",
        ("from_day", "to_day", "years", "months"): r"\b(?:19|20)\d\d\b|\b(?:before|since|after|pandemic|covid)\b",
        ("kinds",): alternatives(words.kinds),
        ("regions", "bodies", "members"): alternatives(words.regions)
        + "|"
        + alternatives(words.bodies)
        + r"|\b(?:north|south|midlands)\b",
    }
    held = [
        names
        for names, pattern in said.items()
        if any(getattr(query, name) for name in names) and re.search(pattern, after)
    ]
    return replace(query, predicate=tuple(name for names in held for name in names))
