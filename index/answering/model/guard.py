"""Checks each sentence that a language model wrote against exactly what it cites, before anybody sees it.

A claim is held against the passages it cites, each alone and then together. If none supports it in full, the other
passages are tried one by one: a wrong or missing citation is put right where one of them plainly says the same.
Everything else is marked, or withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from index.answer import Verdict
from index.answering.model.claims import Claim
from index.answering.model.prompt import PUBLISHERS, Passage
from index.answering.model.twins import difference_to_twin
from index.answering.said_by import tells_of, wrong_speaker
from index.answering.statements import Span
from index.answering.wording import say_authorities, say_date
from index.sentences import sentences
from index.support.copied import copied_from
from index.support.likelihood import rank_sentences
from index.support.polarity import count_negations
from index.support.quantity import quantified
from index.support.scorer import Support, content_share, score_support

__all__ = ["Guard", "Judged", "Known", "judge_claims"]

MIN_WORDS = 3
MAX_QUOTED = 3
"""Sentences of a paragraph that are quoted for a claim; a claim that needs more cites the whole paragraph."""
MAX_TOGETHER = 4
REATTACHED = 0.8
"""Share of a claim's content, in its own words, that a passage which it does not cite must have to be cited instead."""
_RANK = {Verdict.VERBATIM: 3, Verdict.SUPPORTED: 2, Verdict.PARTLY: 1, Verdict.UNSUPPORTED: 0}
_FULL = (Verdict.VERBATIM, Verdict.SUPPORTED)
_TO_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instructions?|rules|prompts?|passages|letters?|above)\b"
    r"|^\W*(?:system|assistant|user|developer)\s*:|\b(?:you are|act as|pretend to be) (?:now )?an? (?:ai|assistant)"
    r"|\blanguage model\b|\bas an ai\b|\b(?:respond|reply|answer) (?:only )?(?:with|that)\b|\bnew instructions?\b"
    r"|\b(?:instructions?|note) (?:to|for) (?:the |any )?(?:ai|assistant|model|reader software)",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"^\W*(?:i|i['’]m|i['’]ve|as an ai|sorry|as instructed|as requested|sure|certainly|here (?:is|are))\b"
    r"|\b(?:the passages?|the (?:provided|given) (?:text|context)|my instructions)\b"
    r"|\bI (?:cannot|can['’]t|confirm|am)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:|www\.|\]\(|<\w|!\[", re.IGNORECASE)


def _no_names(_text: str) -> frozenset[str]:
    return frozenset()


def _even(_stem: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the passages.

    `rarity` is the weight of a stem, `authorities_in` which authorities a text names, `likeness` how alike in meaning
    two texts are, -1 to 1; without it a claim in quite other words is marked.
    """

    rarity: Callable[[str], float] = _even
    authorities_in: Callable[[str], frozenset[str]] = _no_names
    likeness: Callable[[str, str], float] | None = None

    def support(self, text: str, source: str, context: str) -> Support:
        """Return how far a source supports a text."""
        return score_support(text, source, context=context, rarity=self.rarity, likeness=self.likeness)


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a claim.

    `spans` are what it rests on, empty where it is withheld; `cited` the numbers of their passages; `reattached`
    says that it named other passages, or none; `reasons` why it is not supported in full.
    """

    claim: Claim
    verdict: Verdict
    spans: tuple[Span, ...] = ()
    cited: tuple[int, ...] = ()
    reattached: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Check:
    verdict: Verdict
    score: float
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, float]:
        return _RANK[self.verdict], self.score


class Guard:
    """Judges the claims of one reply, each once, also while the reply is still being written."""

    def __init__(self, passages: Sequence[Passage], known: Known) -> None:
        """Remember what the claims may rest on."""
        self._passages = passages
        self._known = known
        self._judged: dict[Claim, Judged] = {}

    def judge(self, claims: Sequence[Claim]) -> tuple[Judged, ...]:
        """Return what becomes of each claim, in order; repeats of a claim are left out."""
        kept: dict[str, Claim] = {}
        for claim in claims:
            kept.setdefault(" ".join(claim.text.lower().split()), claim)
        for claim in kept.values():
            if claim not in self._judged:
                self._judged[claim] = _judge(claim, self._passages, self._known)
        return tuple(self._judged[claim] for claim in kept.values())


def judge_claims(claims: Sequence[Claim], passages: Sequence[Passage], known: Known) -> tuple[Judged, ...]:
    """Return what becomes of each claim of a whole reply; see `Guard.judge`."""
    return Guard(passages, known).judge(claims)


def _judge(claim: Claim, passages: Sequence[Passage], known: Known) -> Judged:
    reasons = _not_a_finding(claim.text)
    if reasons:
        return Judged(claim, Verdict.UNSUPPORTED, reasons=reasons)
    cited = [passage for passage in passages if passage.n in claim.passages]
    others = [passage for passage in passages if passage.n not in claim.passages]
    best = _best(claim, cited, known)
    if best.verdict is not Verdict.VERBATIM:
        # Words that stand elsewhere are from there, whatever else comes near to them.
        for passage in [one for one in others if _holds(claim.text, one)]:
            if (check := _check(claim.text, (passage,), known)).verdict is Verdict.VERBATIM:
                return _kept(claim, check, known, reattached=True)
    if best.verdict in _FULL:
        return _kept(claim, best, known)
    in_words = replace(known, likeness=None)
    # What copies a sentence of its own passage and changes it is not excused by another one.
    is_changed = any(_copies(claim.text, passage) for passage in cited)
    likely = [] if is_changed else [one for one in others if _share(claim.text, one, known) >= REATTACHED]
    checks = [_check(claim.text, (passage,), in_words) for passage in likely]
    right = [check for check in checks if check.verdict in _FULL and check.score >= REATTACHED]
    if right:
        return _kept(claim, max(right, key=lambda check: check.rank), known, reattached=True)
    if best.verdict is Verdict.PARTLY:
        return _kept(claim, best, known)
    return Judged(claim, Verdict.UNSUPPORTED, reasons=best.reasons or ("citation",))


def _best(claim: Claim, cited: Sequence[Passage], known: Known) -> _Check:
    """Return what the passages that a claim cites make of it, each alone and, if none does alone, together."""
    alone = [_check(claim.text, (passage,), known) for passage in cited]
    full = [check for check in alone if check.verdict in _FULL]
    if full:
        best = max(full, key=lambda check: check.rank)
        return _Check(best.verdict, best.score, tuple(check.passages[0] for check in full))
    together = [_check(claim.text, group, known) for group in _groups(cited)]
    return max([*alone, *together], key=lambda check: check.rank, default=_Check(Verdict.UNSUPPORTED, 0.0, ()))


def _not_a_finding(text: str) -> tuple[str, ...]:
    """Return why a sentence cannot be shown whatever it cites."""
    if len(text.split()) < MIN_WORDS:
        return ("too short",)
    if text.rstrip().endswith("?"):
        return ("question",)
    if _LINK.search(text):
        return ("link",)
    return ("own voice",) if _OWN_VOICE.search(text) or _TO_MODEL.search(text) else ()


def _groups(cited: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    few = cited[:MAX_TOGETHER]
    return [group for size in range(2, len(few) + 1) for group in combinations(few, size)]


def _check(text: str, passages: tuple[Passage, ...], known: Known) -> _Check:
    """Hold a claim against passages as one source."""
    source = "\n\n".join(_evidence(passage) for passage in passages)
    context = "\n".join(_context(passage) for passage in passages)
    found = known.support(text, source, context)
    verdict, reasons = found.verdict, found.reasons
    if found.said:
        reasons = (*reasons, f"the source says: {found.said}")
    if verdict is Verdict.VERBATIM:
        verdict, reasons = _fragment(text, source)
    if verdict is Verdict.VERBATIM and not any(_holds(text, passage) for passage in passages):
        verdict = Verdict.SUPPORTED
    if strangers := known.authorities_in(text) - known.authorities_in(f"{source}\n{context}"):
        return _Check(Verdict.UNSUPPORTED, found.score, passages, (*reasons, f"authority {min(strangers)}"))
    if verdict is Verdict.SUPPORTED and (other := difference_to_twin(text, source, context)) is not None:
        verdict = Verdict.UNSUPPORTED if other.is_grave else Verdict.PARTLY
        reasons = (*reasons, other.sort)
        if other.is_grave:
            return _Check(verdict, found.score, passages, reasons)
    if verdict is not Verdict.VERBATIM and (speaker := wrong_speaker(text, passages)) is not None:
        # Words of the paper itself about what inspectors found are shown as the paper's, marked.
        is_told = verdict is not Verdict.UNSUPPORTED and tells_of(speaker, text, passages)
        verdict = Verdict.PARTLY if is_told else Verdict.UNSUPPORTED
        return _Check(verdict, found.score, passages, (*reasons, f"not published by the {speaker.value}"))
    if verdict in _FULL and len({passage.document.id for passage in passages}) > 1:
        # Which document says what of a claim is not told apart by words alone.
        return _Check(Verdict.PARTLY, found.score, passages, ("several documents",))
    return _Check(verdict, found.score, passages, reasons)


def _fragment(text: str, source: str) -> tuple[Verdict, tuple[str, ...]]:
    """Return what words of a source are worth that may be cut out of a sentence: '(not all) plans are good'."""
    words = _plain(text)
    for start, end in sentences(source):
        sentence = source[start:end]
        plain = _plain(sentence)
        if words == plain:
            return Verdict.VERBATIM, ()
        if f" {words} " in f" {plain} ":
            if count_negations(sentence.split(":")[0]) > count_negations(text):
                return Verdict.UNSUPPORTED, ("negation",)
            mine = quantified(text)
            lost = [word for word, kind in quantified(sentence).items() if kind in ("few", "none") and word not in mine]
            if lost and not plain.startswith(words):
                return Verdict.PARTLY, ("quantifier",)
            return Verdict.VERBATIM, ()
    return Verdict.VERBATIM, ()


def _share(text: str, passage: Passage, known: Known) -> float:
    """Return the share of a claim's content that a passage has in the claim's words."""
    return content_share(text, f"{_evidence(passage)}\n{_context(passage)}", known.rarity)


def _copies(text: str, passage: Passage) -> bool:
    source = _evidence(passage)
    return copied_from(text, [source[start:end] for start, end in sentences(source)]) is not None


def _holds(text: str, passage: Passage) -> bool:
    return " ".join(text.split()) in " ".join(passage.paragraph.text.split())


def _evidence(passage: Passage) -> str:
    """Return a paragraph's text in which words to a model, and what follows them, are blank; offsets stay."""
    text = passage.paragraph.text
    for start, end in sentences(text):
        if _TO_MODEL.search(text[start:end]):
            return text[:start] + " " * (len(text) - start)
    return text


def _context(passage: Passage) -> str:
    """Return what may be taken as known beside a paragraph's own words."""
    document = passage.document
    days = [day for day in (document.published, document.visit_start, document.visit_end) if day is not None]
    return "\n".join(
        (
            f"{say_authorities(document)} council authority, {document.kind}, letter report",
            PUBLISHERS[document.publisher],
            "; ".join(say_date(day) for day in days),
            " ".join(passage.paragraph.section[-1:]),
            "" if _TO_MODEL.search(passage.lead_in) else passage.lead_in,
        )
    )


def _kept(claim: Claim, check: _Check, known: Known, *, reattached: bool = False) -> Judged:
    spans = tuple(span for passage in check.passages for span in _best_spans(claim.text, passage, check, known))
    numbers = tuple(passage.n for passage in check.passages)
    return Judged(claim, check.verdict, spans, numbers, reattached, check.reasons)


def _best_spans(text: str, passage: Passage, check: _Check, known: Known) -> list[Span]:
    """Return the fewest sentences of a paragraph that support a claim as far as all of it does."""
    evidence = _evidence(passage)
    ranges = sentences(evidence)
    ranked = rank_sentences(text, [evidence[start:end] for start, end in ranges])
    aim = _check(text, (passage,), known) if len(check.passages) > 1 else check
    for count in range(1, min(MAX_QUOTED, len(ranges)) + 1):
        chosen = sorted(ranked[:count])
        source = " ".join(evidence[slice(*ranges[at])] for at in chosen)
        found = known.support(text, source, _context(passage))
        if _RANK[found.verdict] >= min(_RANK[aim.verdict], _RANK[Verdict.SUPPORTED]) and found.score >= 0.9 * aim.score:
            return [Span(passage.document, passage.paragraph, *ranges[at]) for at in chosen]
    return [Span(passage.document, passage.paragraph, 0, len(evidence.rstrip()))] if ranges else []


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'", "")))
