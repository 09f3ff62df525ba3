"""Says a question or follow-up in plain words, those of the form that it most likely means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from index.intent.forms import Form, form_of
from index.intent.kept import is_kept
from index.intent.mentions import SMALL, Masked, Names, masked
from index.intent.model import PLACES, Guess, IntentModel, values_of

__all__ = ["Plain", "plain_wordings"]

TRIED = 6
"""Likeliest forms that are tried."""
LEAST = 0.02
"""Probability below which a form is not."""
KEPT = 0.9
"""How likely it is that what is kept of a question as it is limits the rest and no more."""
_LIMITING = {
    "region": r"\b(?:in|across|within|from|of|among) (?:{0})(?=\W|$)",
    "year": r"\b(?:between|from) (?:[a-z]+ )?(?:{0}) (?:and|to|until) (?:[a-z]+ )?(?:{0})\b"
    r"|\b(?:in|during|since|before|after|until|up to|from) (?:{0})(?: onwards?| or (?:later|earlier))?\b",
    "inspector": r"\b(?:led |headed |done |carried out )?by (?:{0})\b",
}
"""How a question is limited by what it mentions, with the preposition; '{0}' stands for what is mentioned."""
_FIRM = frozenset(
    {"outstanding", "inadequate", "requires improvement"}
    | {"leadership", "help and protection", "children in care", "care leavers", "adoption"}
)
"""Values that mean nothing else where a text has them; 'good' and 'overall' may."""
_NO_NAMES = Names({}, {}, {})
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        ("most(?! recent)|highest|largest|greatest", "fewest|lowest|smallest|least(?<!at least)"),
        ("longest|slowest", "shortest|quickest|fastest|briefest"),
        ("newest|newer|most recently", "oldest|older|earliest|longest ago"),
        (
            "better|improved|improving|up|upwards?|rose|rise|risen|climbed|climbing",
            "worse|declined|down|downwards?|fell|fall|fallen|dropped|slipped|slid",
        ),
        ("before|prior to|until|up to", "since|after|later than|onwards"),
        ("more than|over|above|longer than|exceed\\w*", "less than|fewer than|under|below|within|shorter than"),
    )
)
"""Words of which a text and its plain wording must not have one side each; a small model confuses them."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain wording, and how likely it means what was asked."""

    text: str
    probability: float


def plain_wordings(text: str, task: str, names: Names, model: IntentModel) -> list[Plain]:
    """Return plain wordings of a text that mention all that it mentions and nothing else, likeliest first.

    What limits a question to regions, days or inspectors ('in London since 2019') may also be kept as it is, and the
    rest said in plain words.

    Args:
        text: a question or follow-up.
        task: 'catalogue' for a question about all documents, 'turn' for a follow-up.
        names: names that documents have.
        model: tells the intent.
    """
    found = list(_said(text, "", task, names, model))
    if task == "catalogue":
        for kept in _limits(text, names):
            rest = " ".join(f"{text[: kept.start()]} {text[kept.end() :]}".split())
            found += _said(rest, f" {kept[0].strip()}", task, names, model)
    likeliest: dict[str, Plain] = {}
    for one in sorted(found, key=lambda one: -one.probability):
        if not _is_opposite(text, one.text) and _keeps_values(text, one.text) and is_kept(text, one.text):
            likeliest.setdefault(one.text, one)
    return list(likeliest.values())


def _said(text: str, kept: str, task: str, names: Names, model: IntentModel) -> Iterator[Plain]:
    """Yield the plain wordings of a text, each with what is kept of the question behind it."""
    asked = masked(text, names)
    guess = model.read(asked.text, task)
    forms = model.forms[task]
    for at in np.argsort(-guess.forms)[:TRIED]:
        plain = _wording(forms[at], float(guess.forms[at]), asked, guess) if guess.forms[at] >= LEAST else None
        if plain is not None:
            yield Plain(plain.text + kept, plain.probability * (KEPT if kept else 1))


def _limits(text: str, names: Names) -> Iterator[re.Match[str]]:
    """Yield what limits a question to a region, to days or to what somebody led, each alone."""
    held = names.find(text)
    of_kind = {kind: [text[one.start : one.end] for one in held if one.kind == kind] for kind in _LIMITING}
    for kind, opening in _LIMITING.items():
        said = "|".join(map(re.escape, of_kind[kind]))
        if said and (match := re.search(opening.format(said), text, re.IGNORECASE)) is not None:
            yield match


def _is_opposite(text: str, plain: str) -> bool:
    """Whether one of two texts says only 'most', 'before' or the like where the other says only the contrary."""
    return any(
        (one.search(text) and not other.search(text) and other.search(plain) and not one.search(plain))
        or (other.search(text) and not one.search(text) and one.search(plain) and not other.search(plain))
        for one, other in _OPPOSITES
    )


def _keeps_values(text: str, plain: str) -> bool:
    """Whether a plain wording has the areas and grades that a text names in the documents' own words."""
    said, held = (set(form_of(one, _NO_NAMES)[1].values()) for one in (text, plain))
    lost = (said & _FIRM) - held
    return (
        not lost
        or (lost <= {"inadequate", "requires improvement"} and "less than good" in held)
        or (lost == {"outstanding"} and "good or better" in held)
    )


def _wording(form: Form, probability: float, asked: Masked, guess: Guess) -> Plain | None:
    mentioned = _mentioned(form, asked)
    if mentioned is None:
        return None
    values = dict(mentioned)
    for kind in sorted({place[:-1] for place in form.places if place in PLACES}):
        places = [place for place in form.places if place[:-1] == kind]
        if any(place not in PLACES for place in places):
            return None
        told, share = max(_told(places, guess), key=lambda one: one[1])
        values |= told
        probability *= share
    return Plain(form.filled(values), probability)


def _mentioned(form: Form, asked: Masked) -> dict[str, str] | None:
    """Return what a text mentions by the places of a form; None where these are not the same in number."""
    values: dict[str, str] = {}
    for kind in {*asked.values, *form.mentioned}:
        held = asked.values.get(kind, ())
        if kind == "number":
            held = tuple(one for one in held if int(one) > SMALL and one not in form.text.split())
        if len(held) != form.mentioned.get(kind, 0):
            return None
        values |= {f"{kind}{at + 1}": value for at, value in enumerate(held)}
    return values


def _told(places: list[str], guess: Guess) -> Iterator[tuple[Mapping[str, str], float]]:
    """Yield the ways to give places of one kind different values, each with its probability."""
    options = values_of(places[0])
    for chosen in permutations(range(len(options)), len(places)):
        share = float(np.prod([guess.places[place][at] for place, at in zip(places, chosen, strict=True)]))
        yield {place: options[at] for place, at in zip(places, chosen, strict=True)}, share
