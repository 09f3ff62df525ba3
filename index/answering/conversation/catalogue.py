"""Reads a follow-up to a question about the corpus: 'which of those are in the South East?', 'who led them?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document
from index.answering.catalogue.measure import Item
from index.answering.catalogue.parse import parse_query
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.wording import join_words
from index.understanding import Understanding

__all__ = ["follow_catalogue"]

MOST_NAMED = 8
"""Authorities that a follow-up names in the place of 'those' at most."""
MOST_LISTED = 40
"""Authorities of which a follow-up asks for the latest at most."""
_OF_THOSE = re.compile(
    r"^\W*(?:and |so |but |ok |okay )*(?P<asks>which|who|what|how many|what share|what proportion) (?:of|among"
    r"|amongst|out of) "
    r"(?:these|those|them|the (?:ones|authorities|councils|reports|inspections))\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ARE_IN = re.compile(
    r"^\W*(?:and |so |but |ok |okay )*(?P<asks>how many|which)(?: ones)? (?P<rest>(?:are|were|is|was|have|has"
    r"|had|got) "
    r"(?:(?:in|from|under|outside|with|led|also) .+|been .+))$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^\W*(?:and |so |ok )*how many (?:is|are|was|were) (?:that|those|these|they|there|it)\b", re.IGNORECASE
)
_LISTS = re.compile(r"^\W*(?:which|what|list|name|show(?: me)?)\b", re.IGNORECASE)
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last")
_ONE = re.compile(
    rf"\bthe (?P<nth>{'|'.join(_NTH)})(?: (?:one|authority|council|of (?:them|these|those)))?\b", re.IGNORECASE
)
_THAT = re.compile(
    r"\b(?:that|this|the|its) (?:authority|council|one|place|inspection|report|visit)(?:'s)?\b|\b(?:they|them"
    r"|those|these|it"
    r"|its|their|there|that)\b(?: (?:inspections?|reports?|authorities|councils|ones|places|visits?))?",
    re.IGNORECASE,
)


def follow_catalogue(
    question: str,
    base: str,
    now: Understanding,
    before: Understanding,
    words: CatalogueWords,
    documents: Sequence[Document],
) -> str | None:
    """Return what a follow-up to a question about the corpus asks; None where it is none.

    Args:
        question: the follow-up.
        base: the question before it, resolved.
        now: the follow-up as understood.
        before: the question before it as understood.
        words: the words of the catalogue.
        documents: the documents there are.
    """
    if before.form != "corpus" and not _is_superlative(base) and not _is_read(base, words):
        return None
    if match := _OF_THOSE.match(question) or _ARE_IN.match(question):
        return _latest_of(match["rest"], base, words, documents) or _narrowed(
            base, match["asks"].lower(), match["rest"]
        )
    if _HOW_MANY.match(question) and _LISTS.match(base):
        return _LISTS.sub("How many", base, count=1)
    if _WHY.match(question) and (label := _only(_answers(base, words, documents))) is not None:
        grade = words.latest_grades.get(label, {}).get("overall")
        return f"Why was {label} judged {grade}?" if grade else None
    if (other := _other_end(question, base, words)) is not None:
        return other
    if now.named or len(question.split()) > 14:
        return None
    return _with_names(question, base, before, words, documents) or _of_its_own(question, base, words)


_ENDS = (
    (r"first(?: ever)?|earliest|oldest", r"last|latest|most recent|newest"),
    (r"longest|lengthiest", r"shortest|briefest"),
    (r"best|highest(?: rated)?", r"worst|lowest(?: rated)?"),
    (r"most", r"fewest|least"),
)
_TOP = re.compile(r"^\W*(?:and |so )*who(?:'s| is|se) (?:at the )?(?:top|number one|busiest|most)\b\W*$", re.IGNORECASE)
MOST_WORDS = 7


def _other_end(question: str, base: str, words: CatalogueWords) -> str | None:
    """Return the earlier question with the other superlative ('and the latest?'), or for the one who did most."""
    if _TOP.match(question):
        parsed = parse_query(base, words)
        return "Who led the most inspections?" if parsed and parsed.query.subject is Subject.INSPECTOR else None
    if len(question.split()) > MOST_WORDS:
        return None
    for pair in _ENDS:
        for one, other in (pair, pair[::-1]):
            old = re.search(rf"\b(?:{one})\b", base, re.IGNORECASE)
            new = re.search(
                rf"^\W*(?:and |but |so |what about |how about |which (?:one )?(?:is|was) )*(?:the )?(?P<end>{other})\b"
                r"(?: one| inspection| report)?\W*$",
                question,
                re.IGNORECASE,
            )
            if old and new:
                return f"{base[: old.start()]}{new['end']}{base[old.end() :]}"
    return None


_ASKS = re.compile(
    r"^\W*(?:and |so |but |ok |okay |then )*(?P<asks>how many|which(?: ones)?|who|what share)\b(?: of (?:them"
    r"|those))?\s*(?P<rest>.+)$",
    re.IGNORECASE,
)


def _of_its_own(question: str, base: str, words: CatalogueWords) -> str | None:
    """Return a follow-up with a verb of its own ('and how many got worse?') as a question over the same authorities."""
    match = _ASKS.match(question)
    before = parse_query(base, words)
    if match is None or before is None or before.left_over:
        return None
    asks = {"who": "which", "which ones": "which"}.get(match["asks"].lower(), match["asks"].lower())
    noun = "inspectors" if before.query.subject is Subject.INSPECTOR else "authorities"
    whole = f"{asks.capitalize()}{' of the' if 'share' in asks else ''} {noun} {match['rest'].strip(' ?.')}"
    parsed = parse_query(whole, words)
    if parsed is None or parsed.left_over or not (parsed.query.change or parsed.query.times or parsed.query.legs):
        return None
    limits = [*(before.query.regions if not parsed.query.regions else ()), *before.query.frameworks]
    tail = (
        f" in {join_words(before.query.regions)}"
        if limits and before.query.regions and not parsed.query.regions
        else ""
    )
    return f"{whole}{tail}?"


_WHY = re.compile(r"^\W*(?:and |but |so )*why\b(?: (?:is|was) (?:that|this|it))?\W*$", re.IGNORECASE)


def _only(items: Sequence[Item]) -> str | None:
    """Return the one authority of some items, None for several."""
    labels = {item.label for item in items}
    return labels.pop() if len(labels) == 1 else None


def _is_read(base: str, words: CatalogueWords) -> bool:
    """Whether a question is read in full as one about all documents."""
    parsed = parse_query(base, words)
    return parsed is not None and not parsed.left_over and not parsed.query.authorities


def _is_superlative(base: str) -> bool:
    return (
        re.search(r"\b(?:most|least|latest|newest|oldest|first|longest|shortest|best|worst)\b", base, re.IGNORECASE)
        is not None
    )


_DATED = re.compile(
    r"^\W*(?:is|are|was|were)? ?(?:the )?(?:(?P<last>latest|newest|most recent|last)|(?P<first>oldest|earliest|first))"
    r"(?: one| inspection| report)?\W*$",
    re.IGNORECASE,
)


def _latest_of(rest: str, base: str, words: CatalogueWords, documents: Sequence[Document]) -> str | None:
    """Return which of the authorities that answer the earlier question was inspected last, or first."""
    match = _DATED.match(rest)
    labels = list(dict.fromkeys(item.label for item in _answers(base, words, documents))) if match else []
    if match is None or not 1 < len(labels) <= MOST_LISTED:
        return None
    return f"Which authority was inspected {'most recently' if match['last'] else 'first'}: {join_words(labels, 'or')}?"


def _narrowed(base: str, asks: str, rest: str) -> str:
    """Return the earlier question with a further condition: 'Which authorities are good now and are in London?'."""
    opening = "How many" if "many" in asks else "What share of" if asks.startswith("what ") else "Which"
    body = re.sub(
        r"^\W*(?:how many|which|what|list|name|show(?: me)?)(?: all)?(?: the)?\b", opening, base, flags=re.IGNORECASE
    )
    return f"{body.rstrip(' ?.')} and {rest.strip(' ?.')}?"


def _with_names(
    question: str, base: str, before: Understanding, words: CatalogueWords, documents: Sequence[Document]
) -> str | None:
    """Return the follow-up with the authorities that answer the earlier question in the place of 'that' or 'those'."""
    nth, that = _ONE.search(question), _THAT.search(question)
    place = nth or that
    if place is None:
        return None
    items = _answers(base, words, documents)
    labels = list(dict.fromkeys(item.label for item in items))
    if nth is not None:
        at = -1 if nth["nth"].lower() == "last" else _NTH.index(nth["nth"].lower())
        labels = labels[at:][:1] if -len(labels) <= at < len(labels) else []
    if not labels or len(labels) > MOST_NAMED:
        return None
    noun = re.search(r"\b(?:inspections?|reports?|visits?)\b", place[0], re.IGNORECASE)
    names = join_words(labels)
    put = names
    single = items[0].documents[0] if len(items) == 1 and len(items[0].documents) == 1 else None
    if single is not None and single.dated and (noun or _OF_INSPECTION.search(question)):
        put = f"the {single.dated.year} inspection of {names}"
    elif noun is not None:
        when = " and ".join(before.question[one.start : one.end] for one in before.times)
        put = f"the {noun[0]} of {names} in {when}" if when else f"the latest {noun[0]} of {names}"
    if re.match(r"(?:its|their)\b|.*'s$", place[0], re.IGNORECASE):
        put = f"{put}'s"
    return f"{question[: place.start()]}{put}{question[place.end() :]}"


_OF_INSPECTION = re.compile(r"\b(?:led|lead|when|how long|how many days|inspectors?|dated|published)\b", re.IGNORECASE)


def _answers(base: str, words: CatalogueWords, documents: Sequence[Document]) -> list[Item]:
    """Return the items that a question about the corpus is answered with."""
    parsed = parse_query(base, words)
    if parsed is None or parsed.left_over or parsed.query.subject is Subject.INSPECTOR or parsed.query.group_by:
        return []
    return list(run_query(parsed.query, documents, words.scale).items)
