"""The words in which people ask about the corpus as a whole, made of the frameworks' data and of its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.framework import Frameworks
from corpus.model import Document
from corpus.register import load_register

__all__ = ["CatalogueWords", "make_words"]


@dataclass(frozen=True)
class CatalogueWords:
    """Names of grades, areas, kinds, frameworks, regions, authorities and inspectors, longest first.

    Each maps the form that people write, in lower case, to the name that documents carry. `scale` ranks
    the grades, 0 the worst. `full_kinds` are the kinds of full inspections. `bodies` are sorts of authority with the
    names of all authorities of each, whether a document is about them or not; `regions` are all there are. `joint` are
    areas judged together, by the first of them.
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
    body = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]") for name in listed)
    return rf"\b(?:{body})\b" if listed else r"(?!)"


def make_words(frameworks: Frameworks, documents: Sequence[Document]) -> CatalogueWords:
    """Collect the words for a corpus."""
    grades = [grade.id for framework in frameworks for grade in framework.grades if grade.id != "not judged"]
    order = list(dict.fromkeys(grades))
    full = [kind.id for framework in frameworks for kind in framework.kinds if kind.full]
    return CatalogueWords(
        scale={grade: len(order) - 1 - at for at, grade in enumerate(order)},
        grades=_grades(order),
        areas=_areas(frameworks),
        kinds=_kinds(frameworks),
        frameworks=_frameworks(frameworks),
        regions=_regions(documents),
        authorities={name.lower(): name for document in documents for name in document.authorities},
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
    )


def _regions(documents: Sequence[Document]) -> dict[str, str]:
    """Return the regions of the register and those that only documents name."""
    named = {document.region for document in documents if document.region}
    return {region.lower(): region for region in sorted(named.union(load_register().regions))}


_BODIES = {
    "London Borough": ("london borough", "london council", "london authority"),
    "Metropolitan District": ("metropolitan borough", "metropolitan district", "metropolitan council", "met borough"),
    "County": ("county council", "shire county", "county authority"),
    "Unitary Authority": ("unitary authority", "unitary council", "unitary"),
}
"""What people call the sorts of authority of the register, in the singular."""


def _bodies() -> dict[str, tuple[str, frozenset[str]]]:
    forms: dict[str, tuple[str, frozenset[str]]] = {}
    for kind, names in _BODIES.items():
        members = frozenset(one.name for one in load_register() if one.kind == kind)
        for name in names:
            many = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
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
    return forms


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
