"""Faults that a model might make while it keeps nearly all words of its source: made by rules from true sentences.

`eval.planted_faults` plants coarse ones. These are subtle: each changes one small thing that changes what is said.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Paragraph, Publisher, ReadDocument
from index.sentences import sentences

MIN_WORDS, MAX_WORDS = 8, 45
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True, slots=True)
class True_:
    """A sentence of a document, and where it stands."""

    text: str
    document: Document
    paragraph: Paragraph

    @property
    def year(self) -> int | None:
        return self.document.dated.year if self.document.dated else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that its source does not make."""

    kind: str
    claim: str
    source: True_


Make = Callable[[True_, random.Random], str | None]


def true_sentences(documents: Sequence[ReadDocument]) -> Iterator[True_]:
    for read in documents:
        for paragraph in read.paragraphs:
            if not paragraph.role.is_finding or paragraph.quotations:
                continue
            for start, end in sentences(paragraph.text):
                text = " ".join(paragraph.text[start:end].split())
                if MIN_WORDS <= len(text.split()) <= MAX_WORDS and text.endswith(".") and text[0].isupper():
                    yield True_(text, read.document, paragraph)


def faults(documents: Sequence[ReadDocument], per_kind: int, seed: int = 0) -> Iterator[Fault]:
    """Yield up to `per_kind` claims of each kind; the same seed gives the same ones."""
    dice = random.Random(seed)
    pool = list(true_sentences(documents))
    dice.shuffle(pool)
    for kind, make in KINDS.items():
        made = 0
        for one in pool:
            claim = make(one, dice)
            if claim is not None and claim != one.text and not _says(one.paragraph.text, claim):
                yield Fault(kind, claim, one)
                made += 1
            if made == per_kind:
                break


def _says(text: str, claim: str) -> bool:
    plain = [" ".join(re.findall(r"\w+", one.lower())) for one in (text, claim)]
    return plain[1] in plain[0]


def swaps(table: dict[str, str], after: str = "") -> Make:
    """Return what puts the first word of a table that a sentence has in another's place."""
    keys = sorted(table, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, keys))})\b{after}", re.IGNORECASE)

    def make(one: True_, dice: random.Random) -> str | None:
        match = pattern.search(one.text)
        if match is None:
            return None
        fresh = dice.choice(table[match[0].lower()].split("|"))
        fresh = fresh[:1].upper() + fresh[1:] if match[0][0].isupper() else fresh
        text = " ".join((one.text[: match.start()] + fresh + one.text[match.end() :]).split())
        return text[0].upper() + text[1:]

    return make


def lower_first(text: str) -> str:
    word = text.split()[0]
    plain = {
        "The",
        "A",
        "An",
        "Some",
        "Most",
        "Many",
        "Social",
        "Children",
        "Leaders",
        "Managers",
        "In",
        "When",
        "This",
    }
    return text[0].lower() + text[1:] if word in plain else text


def relative_date(one: True_, dice: random.Random) -> str | None:
    fresh = dice.choice(["last year", "the year before", "six months ago", "last week"])
    found = re.sub(rf"\b[Ii]n (?:(?:{MONTHS}) )?20\d\d\b", fresh, one.text, count=1)
    return None if found == one.text else found[0].upper() + found[1:]


def other_year(one: True_, dice: random.Random) -> str | None:
    if one.year is None or re.search(r"\b20\d\d\b", one.text):
        return None
    year = one.year + dice.choice([-4, -3, -2, 2, 3])
    opening = dice.choice([f"In {year}, ", f"At the {year} inspection, ", f"By {year}, "])
    return opening + lower_first(one.text)


def speaker(one: True_, dice: random.Random) -> str | None:
    openings = {
        Publisher.INSPECTORATE: (
            "The council says that ",
            "According to the council, ",
            "The newspaper reported that ",
        ),
        Publisher.COUNCIL: ("Inspectors found that ", "Ofsted judged that ", "According to inspectors, "),
        Publisher.PRESS: ("Inspectors found that ", "Ofsted says that ", "According to the council's paper, "),
    }.get(one.document.publisher)
    if openings is None or re.search(r"inspector|ofsted|council|say|said", one.text, re.IGNORECASE):
        return None
    return dice.choice(openings) + lower_first(one.text)


def cause_turned(one: True_, _: random.Random) -> str | None:
    match = re.match(r"^(?P<effect>[^,;]{15,}?),? because (?P<cause>[^,;]{15,})\.$", one.text)
    if match and match["cause"].split()[0] not in ("of", "it", "they", "this", "these"):
        cause = match["cause"]
        return f"{cause[0].upper()}{cause[1:]} because {lower_first(match['effect'])}."
    match = re.match(
        r"^(?P<cause>[^,;]{10,}?),? (?P<link>has led to|have led to|led to|means that|results in) "
        r"(?P<effect>[^,;]{10,})\.$",
        one.text,
    )
    if match is None:
        return None
    effect = match["effect"]
    return f"{effect[0].upper()}{effect[1:]} {match['link']} {lower_first(match['cause'])}."


def numbers_swapped(one: True_, _: random.Random) -> str | None:
    if "paragraph" in one.text:
        return None  # which of two paragraphs is named first changes nothing
    found = list(re.finditer(r"(?<![\d.,£])\b\d{1,3}(?:\.\d+)?\b(?!\d|,\d| (?:" + MONTHS + "))", one.text))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    first, second = found[:2]
    text = one.text
    return text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]


def hedge_dropped(one: True_, _: random.Random) -> str | None:
    table = (
        (r"\bshould (be)\b", r"has been"),
        (r"\b(?:is|are) (?:beginning|starting) to (\w+)", r"fully \1"),
        (r"\b(is|are) not yet\b", r"\1 now"),
        (r"\b(has|have) not yet\b", r"\1 now"),
        (r"\bplans? to (\w+)", r"managed to \1"),
        (r"\b(?:intends?|aims?) to (\w+)", r"managed to \1"),
        (r"\bmay (be|have)\b", r"must \1"),
        (r"\b(?:too early|not possible) to (?:say|judge|see|evaluate) (?:whether|if)\b", "clear that"),
        (r"\b(is|are) likely to be\b", r"\1"),
    )
    for pattern, fresh in table:
        changed = re.sub(pattern, fresh, one.text, count=1)
        if changed != one.text:
            return changed
    return None


def other_area(one: True_, _: random.Random) -> str | None:
    given = {judgement.area: judgement.grade for judgement in one.document.judgements}
    for area, grade in given.items():
        others = [other for name, other in given.items() if other != grade and name != area]
        if others and one.paragraph.id in {judgement.paragraph_id for judgement in one.document.judgements}:
            return f"{area[0].upper()}{area[1:]} was judged {others[0]}."
    return None


def table(rows: str) -> dict[str, str]:
    """Return 'word > what may stand for it' by the word."""
    pairs = (row.partition(">") for row in rows.replace("\n", ";").split(";") if row.strip())
    return {word.strip(): other.strip() for word, _, other in pairs}


KINDS: dict[str, Make] = {
    "relative date": relative_date,
    "other year": other_year,
    "speaker": speaker,
    "cause turned": cause_turned,
    "numbers swapped": numbers_swapped,
    "hedge dropped": hedge_dropped,
    "fraction": swaps(
        table(
            """
            two thirds > a third; two-thirds > one third; a third > two thirds; half > a quarter|three quarters
            a quarter > half; three quarters > a quarter; one third > two thirds
            """
        ),
        r"(?= of\b)",
    ),
    "most to all": swaps(
        table(
            """
            most > all; some > most|all; many > all|most; often > always; several > most; usually > always
            sometimes > always|usually; a few > many; a small number of > a large number of|most
            a minority of > a majority of; not all > no|none of the; the majority of > all
            """
        ),
        r"(?= \w)",
    ),
    "quantifier dropped": swaps(
        table(
            """
            some >; a few >; a small number of >; a minority of >; not all >; in some cases >; sometimes >
            too few >
            """
        ),
        r"(?= \w)",
    ),
    "not yet": swaps(
        table(
            """
            has > has not yet; have > have not yet; had > had not yet; is > is no longer|is rarely
            are > are no longer|are seldom; was > was never; were > were hardly; can > cannot; do not > do
            does not > does; is not > is; are not > are
            """
        ),
        r"(?= (?!not|no\b|been|never)\w)",
    ),
    "unit": swaps(
        table(
            """
            days > weeks|months; weeks > days|months; months > weeks|years; years > months|weeks; hours > days
            million > thousand|billion; working days > weeks
            """
        ),
    ),
    "comparative": swaps(
        table(
            """
            more > fewer|less; better > worse; fewer > more; increased > decreased|fallen; increase > decrease
            improved > deteriorated|worsened; reduced > increased|grown; before > after; after > before
            above > below; lower > higher; higher > lower; strong > weak; early > late; timely > late
            good > poor; effective > ineffective; too long > too short; stable > unstable; well > badly
            strengthened > weakened; rising > falling; declined > risen
            """
        ),
    ),
    "who": swaps(
        table(
            """
            social workers > foster carers|managers; managers > parents|social workers; parents > social workers
            foster carers > social workers; children > managers|parents; care leavers > social workers
            senior leaders > care leavers; police > schools; schools > police
            """
        ),
    ),
    "other area": other_area,
}
