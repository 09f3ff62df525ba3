"""Plants faults of known kinds into true sentences, and rewords true sentences, to measure the support scorer.

A fault is made by code from a sentence of a document and held against the paragraph that the sentence is from; it is
caught if the scorer calls it neither verbatim nor supported. A rewording changes wording and order and keeps what is
said; a scorer that flags it would withhold good prose.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from corpus.model import Publisher, ReadDocument
from eval.fault_kinds import KINDS, Grade, Maker, Planted, TrueSentence
from index.answer import Verdict
from index.sentences import sentences
from index.support.scorer import score_support

__all__ = [
    "KINDS",
    "Planted",
    "Tally",
    "authorities_of",
    "context_of",
    "plant",
    "plant_into",
    "reworded",
    "tally",
    "true_sentences",
]

MIN_WORDS, MAX_WORDS = 8, 45
ELSEWHERE = {"Wiltshire", "Leeds", "Barnsley", "Kent", "Salford", "Norfolk"}
"""Authorities that are put in the place of another, besides those of the documents."""
SAME = {
    "however": "but", "in addition": "also", "children": "young people", "commence": "begin", "purchase": "buy",
    "assist": "help", "sufficient": "enough", "require": "need", "prior to": "before", "numerous": "many",
    "regarding": "about", "obtain": "get", "approximately": "about", "therefore": "so", "consequently": "so",
    "receive": "get", "ensure": "make sure", "additional": "extra", "remain": "stay", "senior leaders": "leaders",
    "swift": "quick", "effectively": "well", "identify": "spot", "respond to": "answer", "frequently": "often",
}  # fmt: skip
LOWERED = frozenset({"the", "a", "most", "some", "many", "social", "children"})
"""First words of sentences that take a small letter after an opening."""
OPENINGS = {
    Publisher.INSPECTORATE: (
        "Inspectors say that {}",
        "According to the letter, {}",
        "The report says that {}",
        "Inspectors found that {}",
    ),
    Publisher.COUNCIL: ("The council's paper says that {}", "According to the council, {}", "The paper notes that {}"),
    Publisher.PRESS: ("The article says that {}", "According to the article, {}"),
    Publisher.UNKNOWN: ("According to the document, {}", "The document says that {}"),
}
"""How a faithful sentence may begin, by whose words it renders."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of a kind there were, how many of them were flagged, and how many of those withheld."""

    kind: str
    claims: int
    flagged: int
    withheld: int

    @property
    def share(self) -> float | None:
        """Share flagged, None without a claim."""
        return self.flagged / self.claims if self.claims else None


def true_sentences(documents: Iterable[ReadDocument]) -> list[Planted]:
    """Return sentences of findings as claims that cite their own paragraph."""
    return [Planted("true", one.sentence, one.paragraph, one.context) for one in _sentences(documents)]


def plant(
    documents: Sequence[ReadDocument], per_kind: int, seed: int = 0, kinds: Mapping[str, Maker] = KINDS
) -> Iterator[Planted]:
    """Yield up to `per_kind` different claims of each kind of fault; the same seed gives the same ones.

    One claim is made of each sentence before a second one is made of any.
    """
    others = authorities_of(documents)
    yield from plant_into(_sentences(documents), others, per_kind, seed, kinds, graded=_graded(documents))


def plant_into(
    true: Iterable[TrueSentence],
    others: Sequence[str],
    per_kind: int,
    seed: int = 0,
    kinds: Mapping[str, Maker] = KINDS,
    *,
    graded: Sequence[TrueSentence] = (),
) -> Iterator[Planted]:
    """Yield up to `per_kind` different claims of each kind of fault, made of true sentences.

    Args:
        true: the sentences, with the paragraphs that say so.
        others: authorities to put in the place of another.
        per_kind: how many claims of each kind are made at most.
        seed: of the choice among sentences and faults.
        kinds: what makes claims, by kind.
        graded: paragraphs that state grades, for the kinds that are about grades.
    """
    dice = random.Random(seed)
    pool = list(true)
    dice.shuffle(pool)
    for kind, make in kinds.items():
        found = [*pool, *graded] if "grade" in kind else pool
        rounds = zip_longest(*([(one, claim) for claim in make(one, dice, others)] for one in found))
        made = (_planted(kind, *pair) for pairs in rounds for pair in pairs if pair is not None)
        different = {(one.claim, one.source): one for one in made if _plain(one.claim) not in _plain(one.source)}
        yield from islice(different.values(), per_kind)


def authorities_of(documents: Iterable[ReadDocument]) -> list[str]:
    """Return authorities to put in the place of another: those of the documents, and a few more."""
    return sorted({name for read in documents for name in read.document.authorities} | ELSEWHERE)


def _planted(kind: str, one: TrueSentence, claim: str) -> Planted:
    """Return a false claim with what it cites: its own paragraph, unless the fault is in the citation."""
    if kind == "citation moved":
        return Planted(kind, claim, one.elsewhere, one.context)
    return Planted(kind, claim, *(("", "") if kind == "no citation" else (one.paragraph, one.context)))


def reworded(documents: Sequence[ReadDocument], count: int, seed: int = 0) -> Iterator[Planted]:
    """Yield up to `count` faithful rewordings."""
    dice = random.Random(seed)
    pool = _sentences(documents)
    dice.shuffle(pool)
    made = 0
    for one in pool:
        text = _reword(one, dice)
        if text is not None and made < count:
            yield Planted("reworded", text, one.paragraph, one.context)
            made += 1


def tally(claims: Iterable[Planted], likeness: Callable[[str, str], float] | None = None) -> list[Tally]:
    """Score claims and count, by kind, how many are flagged: neither verbatim nor supported.

    Args:
        claims: what is scored.
        likeness: how alike in meaning two texts are, as `index.support.scorer.score_support` takes it.
    """
    counts: dict[str, list[int]] = {}
    for one in claims:
        verdict = score_support(one.claim, one.source, context=one.context, likeness=likeness).verdict
        count = counts.setdefault(one.kind, [0, 0, 0])
        count[0] += 1
        count[1] += verdict not in (Verdict.VERBATIM, Verdict.SUPPORTED)
        count[2] += verdict is Verdict.UNSUPPORTED
    return [Tally(kind, *count) for kind, count in counts.items()]


def _sentences(documents: Iterable[ReadDocument]) -> list[TrueSentence]:
    found = []
    for read in documents:
        paragraphs = [one for one in read.paragraphs if one.role.is_finding and not one.quotations]
        context = context_of(read)
        for at, paragraph in enumerate(paragraphs):
            elsewhere = paragraphs[(at + len(paragraphs) // 2) % len(paragraphs)].text
            for start, end in sentences(paragraph.text):
                text = paragraph.text[start:end]
                if MIN_WORDS <= len(text.split()) <= MAX_WORDS and text.endswith("."):
                    found.append(
                        TrueSentence(
                            text,
                            paragraph.text,
                            context,
                            elsewhere,
                            publisher=read.document.publisher,
                        )
                    )
    return found


def _graded(documents: Iterable[ReadDocument]) -> list[TrueSentence]:
    """Return the paragraphs that state grades, in whatever form: a table's row, a heading."""
    return [
        TrueSentence("", paragraph.text, context_of(read), "", grades, read.document.publisher)
        for read in documents
        for paragraph in read.paragraphs
        if (grades := _grades(read).get(paragraph.id))
    ]


def _grades(read: ReadDocument) -> dict[str, tuple[Grade, ...]]:
    """Return the grades that each paragraph of a document states."""
    found: dict[str, tuple[Grade, ...]] = {}
    for one in read.document.judgements:
        others = tuple(sorted({other.grade for other in read.document.judgements if other.area != one.area}))
        found[one.paragraph_id] = (*found.get(one.paragraph_id, ()), Grade(one.area, one.grade, others))
    return found


def context_of(read: ReadDocument | None) -> str:
    """Return what is known of a source besides its text."""
    if read is None:
        return ""
    document = read.document
    known = f"{' '.join(document.authorities)} council authority, {document.kind}, letter report"
    return f"{document.title}\n{known}\n{document.published or ''}"


def _reword(one: TrueSentence, dice: random.Random) -> str | None:
    """Return a faithful rewording: plain words for stiff ones, a clause moved, an opening, or a few of these."""
    changed = one.sentence
    for stiff, plain in SAME.items():
        changed = re.sub(rf"\b{stiff}\b", plain, changed)
    if (match := re.match(r"(When|If|Since|As|Although|While) ([^,]{8,80}), ([^,]+)\.$", changed)) is not None:
        changed = f"{match[3][0].upper()}{match[3][1:]} {match[1].lower()} {match[2]}."
    if changed[:1].isupper() and changed.split()[0].lower() in LOWERED:
        changed = dice.choice(OPENINGS[one.publisher]).format(changed[0].lower() + changed[1:])
    return None if changed == one.sentence else changed


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
