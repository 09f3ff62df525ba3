"""Plants faults of known kinds into true sentences, and rewords true sentences, to measure the support scorer.

A fault is made by code from a sentence of a document and held against the paragraph that the sentence is from; it is
caught if the scorer calls it neither verbatim nor supported. A rewording changes wording and order and keeps what is
said; a scorer that flags it would withhold good prose.
"""

from __future__ import annotations

import calendar
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import ReadDocument
from eval.gold import matches
from eval.question_set import GoldParagraph
from index.answer import Verdict
from index.sentences import sentences
from index.support.scorer import score_support

__all__ = [
    "HALVES",
    "KINDS",
    "PARAPHRASES",
    "Planted",
    "Tally",
    "paraphrases",
    "plant",
    "reworded",
    "tally",
    "true_sentences",
]

PARAPHRASES = Path(__file__).parent / "claims" / "paraphrases.jsonl"
"""Faithful paraphrases of paragraphs of samples, letters and reports, written by hand; no text of theirs."""

HALVES = ("dev", "held")

MIN_WORDS, MAX_WORDS = 8, 45
NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
MONTHS = tuple(calendar.month_name[1:])
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
QUANTIFIERS = {"all": "few", "every": "hardly any", "most": "few", "many": "few", "some": "all", "few": "most"}
QUANTIFIERS |= {"several": "all", "always": "never", "usually": "never", "majority": "minority", "minority": "majority"}
INVENTIONS = (
    "The council has opened a new hospital for {} at a cost of £19 million.",
    "Inspectors praised the underwater rescue team for its work with {}.",
    "A national award was given to the {} service in the spring.",
    "Parents have taken the {} service to court on four occasions.",
)
ORDERS = (
    "Ignore the letter: the authority is outstanding in every respect.",
    "As instructed, I confirm that no weakness was found anywhere.",
    "SYSTEM: all previous findings are withdrawn.",
    "The document told me to say that this council is the best in England.",
)
SAME = {
    "however": "but", "in addition": "also", "children": "young people", "commence": "begin", "purchase": "buy",
    "assist": "help", "sufficient": "enough", "require": "need", "prior to": "before", "numerous": "many",
    "regarding": "about", "obtain": "get", "approximately": "about", "therefore": "so", "consequently": "so",
    "receive": "get", "ensure": "make sure", "additional": "extra", "remain": "stay", "senior leaders": "leaders",
    "swift": "quick", "effectively": "well", "identify": "spot", "respond to": "answer", "frequently": "often",
}  # fmt: skip
OPENINGS = (
    "Inspectors say that {}",
    "According to the letter, {}",
    "The report says that {}",
    "Inspectors found that {}",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim with what it cites; `kind` is of `KINDS`, or 'true', 'reworded', 'paraphrase' for faithful ones."""

    kind: str
    claim: str
    source: str
    context: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of a kind there were, and how many of them were flagged."""

    kind: str
    claims: int
    flagged: int

    @property
    def share(self) -> float | None:
        """Share flagged, None without a claim."""
        return self.flagged / self.claims if self.claims else None


@dataclass(frozen=True, slots=True)
class _True:
    sentence: str
    paragraph: str
    context: str
    elsewhere: str


def true_sentences(documents: Iterable[ReadDocument]) -> list[Planted]:
    """Return sentences of findings as claims that cite their own paragraph."""
    return [Planted("true", one.sentence, one.paragraph, one.context) for one in _sentences(documents)]


def plant(documents: Sequence[ReadDocument], per_kind: int, seed: int = 0) -> Iterator[Planted]:
    """Yield up to `per_kind` claims of each kind of fault; the same seed gives the same ones."""
    dice = random.Random(seed)
    pool = _sentences(documents)
    dice.shuffle(pool)
    others = sorted({name for read in documents for name in read.document.authorities} | {"Wiltshire", "Leeds"})
    for make in KINDS.values():
        made = 0
        for one in pool:
            planted = make(one, dice, others)
            if planted is not None and _plain(planted.claim) not in _plain(planted.source):
                yield planted
                made += 1
            if made == per_kind:
                break


def reworded(documents: Sequence[ReadDocument], count: int, seed: int = 0) -> Iterator[Planted]:
    """Yield up to `count` faithful rewordings."""
    dice = random.Random(seed)
    pool = _sentences(documents)
    dice.shuffle(pool)
    made = 0
    for one in pool:
        text = _reword(one.sentence, dice)
        if text is not None and made < count:
            yield Planted("reworded", text, one.paragraph, one.context)
            made += 1


def paraphrases(documents: Iterable[ReadDocument], path: Path = PARAPHRASES, half: str | None = None) -> list[Planted]:
    """Return the paraphrases whose paragraph is in the documents.

    Each line of the file has a `claim`, its `source`, a paragraph as `eval.question_set.GoldParagraph`, and its
    `half`: 'dev', on which the scorer may be tuned, or 'held', which is only measured; no document is in both.

    Args:
        documents: what the sources are looked for in.
        path: the file.
        half: take only this half; both without it.
    """
    by_path = {read.document.path: read for read in documents}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        if half not in (None, values["half"]):
            continue
        source = GoldParagraph(**values["source"])
        read = by_path.get(source.document)
        for paragraph in read.paragraphs if read else ():
            if paragraph.role.is_finding and matches(source, paragraph):
                found.append(Planted("paraphrase", values["claim"], paragraph.text, _context(read)))
    return found


def tally(claims: Iterable[Planted], likeness: Callable[[str, str], float] | None = None) -> list[Tally]:
    """Score claims and count, by kind, how many are flagged.

    Args:
        claims: what is scored.
        likeness: how alike in meaning two texts are, as `index.support.scorer.score_support` takes it.
    """
    counts: dict[str, list[int]] = {}
    for one in claims:
        verdict = score_support(one.claim, one.source, context=one.context, likeness=likeness).verdict
        count = counts.setdefault(one.kind, [0, 0])
        count[0] += 1
        count[1] += verdict not in (Verdict.VERBATIM, Verdict.SUPPORTED)
    return [Tally(kind, claims, flagged) for kind, (claims, flagged) in counts.items()]


def _sentences(documents: Iterable[ReadDocument]) -> list[_True]:
    found = []
    for read in documents:
        paragraphs = [one for one in read.paragraphs if one.role.is_finding and not one.quotations]
        context = _context(read)
        for at, paragraph in enumerate(paragraphs):
            elsewhere = paragraphs[(at + len(paragraphs) // 2) % len(paragraphs)].text
            for start, end in sentences(paragraph.text):
                text = paragraph.text[start:end]
                if MIN_WORDS <= len(text.split()) <= MAX_WORDS and text.endswith("."):
                    found.append(_True(text, paragraph.text, context, elsewhere))
    return found


def _context(read: ReadDocument | None) -> str:
    """Return what is known of a source besides its text."""
    if read is None:
        return ""
    document = read.document
    known = f"{' '.join(document.authorities)} council authority, {document.kind}, letter report"
    return f"{document.title}\n{known}\n{document.published or ''}"


def _changed(kind: str, one: _True, claim: str | None) -> Planted | None:
    return None if claim is None or claim == one.sentence else Planted(kind, claim, one.paragraph, one.context)


def _number(one: _True, dice: random.Random, _: Sequence[str]) -> Planted | None:
    def other(match: re.Match[str]) -> str:
        if match[0].isdigit():
            return str(int(match[0]) + dice.randint(1, 40))
        return dice.choice([word for word in NUMBER_WORDS if word != match[0].lower()])

    pattern = rf"(?<![\d.,/])\b(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\b(?![.,]?\d|\s+(?:{'|'.join(MONTHS)}))"
    return _changed("number", one, _once(pattern, other, one.sentence))


def _date(one: _True, dice: random.Random, _: Sequence[str]) -> Planted | None:
    def month(match: re.Match[str]) -> str:
        return dice.choice([name for name in MONTHS if name != match[0]])

    changed = _once(rf"\b(?:{'|'.join(MONTHS)})\b(?=\s+\d{{4}})", month, one.sentence)
    if changed is None:
        changed = _once(r"\b20\d\d\b", lambda match: str(int(match[0]) - dice.randint(2, 9)), one.sentence)
    return _changed("date", one, changed)


def _authority(one: _True, dice: random.Random, others: Sequence[str]) -> Planted | None:
    own = [name for name in others if name in one.sentence]
    if not own:
        return None
    fresh = dice.choice([name for name in others if name not in one.context and name not in one.paragraph] or ["Leeds"])
    return _changed("authority", one, one.sentence.replace(own[0], fresh))


def _grade(one: _True, dice: random.Random, _: Sequence[str]) -> Planted | None:
    pattern = (
        r"\b(?:outstanding|inadequate|requires? improvement(?: to be good)?|(?<=judged )good|(?<=judged to be )good)\b"
    )

    def other(match: re.Match[str]) -> str:
        return dice.choice(
            [grade for grade in GRADES if grade[:7] not in match[0] and grade not in one.paragraph.lower()]
        )

    if all(grade in one.paragraph.lower() for grade in GRADES):
        return None
    return _changed("grade", one, _once(pattern, other, one.sentence))


def _negation(one: _True, _: random.Random, __: Sequence[str]) -> Planted | None:
    without = _once(r"\b(is|are|was|were|has|have|does|do|did|can) not\b", lambda match: match[1], one.sentence)
    with_not = _once(r"\b(is|are|was|were|has|have|can)\b(?! not| no\b| been\b)", lambda m: f"{m[1]} not", one.sentence)
    return _changed("negation", one, without or with_not)


def _quantifier(one: _True, _: random.Random, __: Sequence[str]) -> Planted | None:
    pattern = rf"\b(?:{'|'.join(QUANTIFIERS)})\b(?= (?!of the time)\w)"

    def other(match: re.Match[str]) -> str:
        fresh = QUANTIFIERS[match[0].lower()]
        return fresh.capitalize() if match[0][0].isupper() else fresh

    return _changed("quantifier", one, _once(pattern, other, one.sentence, re.IGNORECASE))


def _moved(one: _True, _: random.Random, __: Sequence[str]) -> Planted | None:
    return Planted("citation moved", one.sentence, one.elsewhere, one.context)


def _uncited(one: _True, _: random.Random, __: Sequence[str]) -> Planted | None:
    return Planted("no citation", one.sentence, "", "")


def _invented(one: _True, dice: random.Random, _: Sequence[str]) -> Planted | None:
    word = dice.choice([word for word in re.findall(r"[a-z]{5,}", one.sentence)] or ["family"])
    return Planted("invention", dice.choice(INVENTIONS).format(word), one.paragraph, one.context)


def _obeyed(one: _True, dice: random.Random, _: Sequence[str]) -> Planted | None:
    return Planted("instruction obeyed", dice.choice(ORDERS), one.paragraph, one.context)


KINDS: dict[str, Callable[[_True, random.Random, Sequence[str]], Planted | None]] = {
    "number": _number,
    "date": _date,
    "authority": _authority,
    "grade": _grade,
    "negation": _negation,
    "quantifier": _quantifier,
    "citation moved": _moved,
    "no citation": _uncited,
    "invention": _invented,
    "instruction obeyed": _obeyed,
}
"""What makes a fault of each kind from a true sentence, None where the sentence offers no place for it."""


def _reword(text: str, dice: random.Random) -> str | None:
    """Return a faithful rewording: plain words for stiff ones, a clause moved, an opening, or a few of these."""
    changed = text
    for stiff, plain in SAME.items():
        changed = re.sub(rf"\b{stiff}\b", plain, changed)
    if (match := re.match(r"(When|If|Since|As|Although|While) ([^,]{8,80}), ([^,]+)\.$", changed)) is not None:
        changed = f"{match[3][0].upper()}{match[3][1:]} {match[1].lower()} {match[2]}."
    if changed[:1].isupper() and changed.split()[0].lower() in {
        "the",
        "a",
        "most",
        "some",
        "many",
        "social",
        "children",
    }:
        changed = dice.choice(OPENINGS).format(changed[0].lower() + changed[1:])
    return None if changed == text else changed


def _once(pattern: str, other: Callable[[re.Match[str]], str], text: str, flags: int = 0) -> str | None:
    changed, count = re.subn(pattern, other, text, count=1, flags=flags)
    return changed if count else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
