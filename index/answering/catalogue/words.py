"""The words in which people ask about the corpus as a whole, made of the frameworks' data and of its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.framework import Frameworks
from corpus.model import Document, Publisher
from corpus.register import load_register
from index.answering.catalogue.facts import NOT_JUDGED, by_authority
from index.answering.catalogue.misspelt import ByInitials, by_initials, with_names_mended
from index.understanding.english import is_common, is_inflected

__all__ = ["CatalogueWords", "make_words"]

_ORDINARY = (
    "authority authorities council councils borough boroughs county counties inspection inspections inspected"
    " inspector "
    "inspectors report reports letter letters region regions framework frameworks judged rated graded"
    " currently latest "
    "declined improved leadership overall effectiveness number percentage proportion average published"
    " which many different "
    "january february march april june july august september october november december autumn earliest newest oldest "
    "visited percentages inspecting publication "
    "requires improvement inadequate outstanding highest lowest longest shortest previous grades between judgement"
).split()
"""Words of which questions about the corpus are made besides names; misspelt ones are put right."""


@dataclass(frozen=True)
class CatalogueWords:
    """Names of grades, areas, kinds, frameworks, regions, authorities and inspectors, longest first.

    Each maps the form that people write, in lower case, to the name that documents carry. `scale` ranks
    the grades, 0 the worst. `full_kinds` are the kinds of full inspections. `bodies` are sorts of authority with the
    names of all authorities of each, whether a document is about them or not; `regions` are all there are. `joint` are
    areas judged together, by the first of them. `framework_order` are the frameworks that documents were judged under,
    the one that came first first, and `newest` is the day of the newest document; `latest_grades` are those of each
    authority's latest full inspection by area.
    """

    scale: Mapping[str, int]
    grades: Mapping[str, str]
    areas: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]
    frameworks: Mapping[str, str]
    regions: Mapping[str, str]
    authorities: Mapping[str, str]
    inspectors: Mapping[str, str]
    full_kinds: tuple[str, ...]
    bodies: Mapping[str, tuple[str, frozenset[str]]]
    joint: Mapping[str, str]
    framework_order: tuple[str, ...] = ()
    newest: date | None = None
    latest_grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def mended(self, text: str) -> str:
        """Return a question, in lower case, with words that are no English put right by the words known here."""
        return re.sub(r"[a-z]{4,}", lambda match: self._mended(match[0]), with_names_mended(text, self._by_initials))

    @cached_property
    def _by_initials(self) -> ByInitials:
        return by_initials(self.inspectors)

    def _mended(self, word: str) -> str:
        if word in self._single or is_common(word) or is_inflected(word):
            return word
        allowed = 1 if len(word) < 8 else 2
        found = process.extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed)
        return str(found[0]) if found else word

    @cached_property
    def _single(self) -> frozenset[str]:
        """All single words of these names, of four letters and more."""
        names = (self.grades, self.areas, self.kinds, self.regions, self.authorities, self.inspectors, self.bodies)
        held = {word for names_of in names for name in names_of for word in re.findall(r"[a-z]{4,}", name.lower())}
        return frozenset(held | set(_ORDINARY))

    @cached_property
    def _by_letter(self) -> Mapping[str, tuple[str, ...]]:
        held = sorted(self._single)
        return {letter: tuple(one for one in held if one[0] == letter) for letter in {one[0] for one in held}}

    @cached_property
    def grade_pattern(self) -> re.Pattern[str]:
        """Find a grade in a text, in any of its forms."""
        return re.compile(alternatives(self.grades), re.IGNORECASE)


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern of whole words for any of some names, longest first; it never matches without names."""
    return _pattern(tuple(names))


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> str:
    listed = sorted(names, key=len, reverse=True)
    body = "|".join(re.escape(name).replace(r"\ ", r"(?: ?- ?| )").replace(r"\-", r"[\s-]") for name in listed)
    return rf"\b(?:{body})\b" if listed else r"(?!)"


def make_words(frameworks: Frameworks, documents: Sequence[Document]) -> CatalogueWords:
    """Collect the words for a corpus."""
    order = _best_first(frameworks)
    full = [kind.id for framework in frameworks for kind in framework.kinds if kind.full]
    return CatalogueWords(
        scale=_scale(order, frameworks),
        grades=_grades(order),
        areas=_areas(frameworks),
        kinds=_kinds(frameworks) | _letters(documents),
        frameworks=_frameworks(frameworks),
        regions=_regions(documents),
        authorities=_authorities(frameworks, documents),
        inspectors=_inspectors(documents),
        full_kinds=tuple(dict.fromkeys(full)),
        bodies=_bodies(),
        joint={
            name.lower(): area.covers[0]
            for framework in frameworks
            for area in framework.areas
            if area.covers
            for name in (area.id, *area.other_names)
        },
        framework_order=_framework_order(frameworks, documents),
        latest_grades=_latest_grades(documents, full),
        newest=max((one.dated for one in documents if one.dated), default=None),
    )


def _authorities(frameworks: Frameworks, documents: Sequence[Document]) -> dict[str, str]:
    """Return the authorities of documents but for names that are words of an area ('Care', misread from a title)."""
    taken = {word for name in _areas(frameworks) for word in name.split()}
    names = (name for document in documents for name in document.authorities)
    return {name.lower(): name for name in names if name.lower() not in taken}


def _best_first(frameworks: Frameworks) -> list[str]:
    """Return the grades of all frameworks, best first; one that few have stands before the next one they share."""
    order: list[str] = []
    for framework in frameworks:
        own = [grade.id for grade in framework.grades if grade.id != NOT_JUDGED]
        for at, grade in enumerate(own):
            if grade not in order:
                later = next((one for one in own[at:] if one in order), None)
                order.insert(order.index(later) if later else len(order), grade)
    return order


def _scale(order: Sequence[str], frameworks: Frameworks) -> dict[str, int]:
    """Return the rank of each grade, 0 the worst.

    A grade that the first framework has not ranks as the one above it in `order`: what was 'adequate' in an older
    framework is no step between two grades of today.
    """
    first = next((framework for framework in frameworks if framework.grades), None)
    today = {grade.id for grade in first.grades} if first else set()
    ranks: dict[str, int] = {}
    rank = sum(grade in today for grade in order)
    for grade in order:
        rank -= grade in today or not ranks
        ranks[grade] = rank
    return ranks


def _latest_grades(documents: Sequence[Document], full: Sequence[str]) -> dict[str, dict[str, str]]:
    held = by_authority(one for one in documents if one.kind in full and one.judgements)
    return {
        name: {one.area: one.grade for one in found[-1].judgements if one.grade != NOT_JUDGED}
        for name, found in held.items()
    }


def _framework_order(frameworks: Frameworks, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the frameworks that give grades by the middle of the days of their documents, the oldest first."""
    days: dict[str, list[date]] = {framework.id: [] for framework in frameworks if framework.areas}
    for document in documents:
        if document.framework in days and document.dated and document.judgements:
            days[document.framework].append(document.dated)
    return tuple(
        sorted((name for name, held in days.items() if held), key=lambda name: sorted(days[name])[len(days[name]) // 2])
    )


def _regions(documents: Sequence[Document]) -> dict[str, str]:
    """Return the regions of the register and those that only documents name."""
    named = {document.region for document in documents if document.region}
    return {region.lower(): region for region in sorted(named.union(load_register().regions))}


_BODIES = {
    "London Borough": ("london borough", "london council", "london authority"),
    "Metropolitan District": (
        "metropolitan borough",
        "metropolitan district",
        "metropolitan council",
        "met borough",
        "met district",
        "met",
    ),
    "County": ("county council", "shire county", "county authority", "counties"),
    "Unitary Authority": ("unitary authority", "unitary council", "unitary"),
}
"""What people call the sorts of authority of the register, in the singular."""


def _bodies() -> dict[str, tuple[str, frozenset[str]]]:
    forms: dict[str, tuple[str, frozenset[str]]] = {}
    for kind, names in _BODIES.items():
        members = frozenset(one.name for one in load_register() if one.kind == kind)
        for name in names:
            many = name if name.endswith("ies") else f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
            forms[name] = forms[many] = (kind.capitalize() if kind != "London Borough" else kind, members)
    return forms


def _grades(names: Sequence[str]) -> dict[str, str]:
    forms = {name: name for name in names}
    for name in names:
        verb, _, rest = name.partition(" ")
        if verb.endswith("s") and rest:
            root = verb[:-1]
            forms |= {f"{root} {rest}": name, f"{root[:-1] if root.endswith('e') else root}ing {rest}": name}
            forms |= {f"{name} to be good": name, f"{root} {rest} to be good": name, f"{root}d {rest}": name}
            forms["".join(word[0] for word in name.split())] = name
    return forms


def _areas(frameworks: Frameworks) -> dict[str, str]:
    forms: dict[str, str] = {}
    for framework in frameworks:
        for area in framework.areas:
            if area.covers:
                continue
            for name in (area.id, *area.other_names):
                plain = name.lower().replace("-", " ")
                forms.setdefault(plain, area.id)
                forms.setdefault(re.sub(r"(?<=[a-z]r)s$", "", plain), area.id)
    return forms | {name: area for name, area in _SAID_OF_AREAS.items() if area in forms.values()}


_SAID_OF_AREAS = {
    "leaders": "leadership",
    "leaders and managers": "leadership",
    "service as a whole": "overall",
    "services as a whole": "overall",
    "council as a whole": "overall",
    "authority as a whole": "overall",
}
"""What else people call areas of judgement."""


def _kinds(frameworks: Frameworks) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    full = {kind.id for framework in frameworks for kind in framework.kinds if kind.full}
    for identity, others in frameworks.kind_names.items():
        for name in (identity, *others):
            plain = name.lower().replace("-", " ")
            forms[plain] = tuple(dict.fromkeys((*forms.get(plain, ()), identity)))
            forms[f"{plain}s"] = forms[plain]
    for name in ("full inspection", "full inspection report", "graded inspection"):
        forms[name] = forms[f"{name}s"] = tuple(sorted(full))
    return forms


def _letters(documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    """Return what 'letters' are where there are any: the inspectorate's documents without grades."""
    of_inspectors = [one for one in documents if one.publisher is Publisher.INSPECTORATE]
    graded = {one.kind for one in of_inspectors if one.judgements}
    kinds = tuple(sorted({one.kind for one in of_inspectors if one.kind not in graded}))
    papers = {
        "press": tuple(sorted({one.kind for one in documents if one.publisher is Publisher.PRESS})),
        "council": tuple(sorted({one.kind for one in documents if one.publisher is Publisher.COUNCIL})),
    }
    forms = {name: kinds for name in ("letter", "letters") if kinds and graded}
    for name in ("newspaper article", "news article", "news story", "press report", "article", "press cutting"):
        many = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
        forms |= {name: papers["press"], many: papers["press"]} if papers["press"] else {}
    for name in (
        "council paper",
        "cabinet paper",
        "cabinet report",
        "committee paper",
        "committee report",
        "council report",
    ):
        forms |= {name: papers["council"], f"{name}s": papers["council"]} if papers["council"] else {}
    return forms


def _frameworks(frameworks: Frameworks) -> dict[str, str]:
    graded = [framework for framework in frameworks if framework.areas]
    forms = {framework.id.lower(): framework.id for framework in graded}
    return forms | {framework.name.lower(): framework.id for framework in graded}


def _inspectors(documents: Sequence[Document]) -> dict[str, str]:
    """Return full names, and surnames that only one inspector has."""
    names = {person.name for document in documents for person in document.people if "inspector" in person.role}
    forms = {name.lower(): name for name in names}
    surnames = [name.split()[-1].lower() for name in names]
    return forms | {name.split()[-1].lower(): name for name in names if surnames.count(name.split()[-1].lower()) == 1}
