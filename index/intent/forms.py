"""Plain wordings with places for names, years, numbers, grades, areas, frameworks and sorts of authority."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from index.intent.mentions import KINDS, SMALL, Names

__all__ = ["LEARNED", "Form", "form_of"]

LEARNED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "body": (
        (r"london boroughs?|london councils?", "London boroughs"),
        (r"met(?:ropolitan)? (?:boroughs?|districts?|councils?|authorities)", "metropolitan districts"),
        (r"count(?:y councils?|ies)", "county councils"),
        (r"unitar(?:y authorit(?:y|ies)|y councils?|ies|y)", "unitary authorities"),
    ),
    "grade": (
        (r"good or outstanding|outstanding or good|good or (?:better|above)|at least good", "good or better"),
        (
            r"(?:less|worse) than good|below good|requir\w+ improvement or (?:inadequate|worse)"
            r"|inadequate or requir\w+ improvement",
            "less than good",
        ),
        (r"outstanding", "outstanding"),
        (r"requir\w+ improvement(?: to be good)?|ri", "requires improvement"),
        (r"inadequate", "inadequate"),
        (r"good(?! at| enough)", "good"),
    ),
    "framework": (
        (r"sif|single inspection framework|old(?:er)? framework", "SIF"),
        (r"ilacs|new(?:er)? framework|current framework", "ILACS"),
    ),
    "area": (
        (r"overall effectiveness|overall", "overall"),
        (r"leadership", "leadership"),
        (r"help and protection", "help and protection"),
        (r"children in care|in care", "children in care"),
        (r"care leavers?", "care leavers"),
        (r"adoption(?: performance)?", "adoption"),
    ),
}
"""What people say in words of their own, so that the model has to tell it: patterns of plain wordings, and values."""
_FINDERS = {
    kind: [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), value) for pattern, value in values]
    for kind, values in LEARNED.items()
}
_PLACE = re.compile(r"\{([a-z]+)(\d)\}")


@dataclass(frozen=True)
class Form:
    """A plain wording with places: 'Which authorities in {region1} are {grade1} for {area1}?'."""

    text: str

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places, once each, in their order."""
        return tuple(dict.fromkeys(f"{kind}{number}" for kind, number in _PLACE.findall(self.text)))

    @cached_property
    def mentioned(self) -> dict[str, int]:
        """How many different mentions of each kind it has places for."""
        kinds = [place[:-1] for place in self.places]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the wording with values by place; raises KeyError where one is missing."""
        return _PLACE.sub(lambda match: values[match[1] + match[2]], self.text)


def form_of(text: str, names: Names, numbers: Iterable[str] = ()) -> tuple[Form, dict[str, str]]:
    """Return the form of a plain wording, and what stands in its places.

    Args:
        text: the wording.
        names: names that documents have.
        numbers: those that become places; others, and small ones, stay as they are.
    """
    wanted = set(numbers)
    spans = [
        (one.start, one.end, one.kind, one.value)
        for one in names.find(text)
        if one.kind != "number" or (one.value in wanted and int(one.value) > SMALL)
    ]
    for kind, finders in _FINDERS.items():
        for pattern, value in finders:
            for match in pattern.finditer(text):
                if all(match.end() <= start or end <= match.start() for start, end, _, _ in spans):
                    spans.append((match.start(), match.end(), kind, value))
    return _with_places(text, sorted(spans))


def _with_places(text: str, spans: list[tuple[int, int, str, str]]) -> tuple[Form, dict[str, str]]:
    values: dict[str, str] = {}
    order: dict[str, Callable[[list[str]], list[str]]] = {"year": sorted}
    of_kind = {kind: list(dict.fromkeys(value for *_, other, value in spans if other == kind)) for *_, kind, _ in spans}
    of_kind = {kind: order.get(kind, list)(held) for kind, held in of_kind.items()}
    pieces, at = [], 0
    for start, end, kind, value in spans:
        place = f"{kind}{of_kind[kind].index(value) + 1}"
        values[place] = value
        pieces += [text[at:start], f"{{{place}}}"]
        at = end
    return Form("".join(pieces) + text[at:]), values
