"""Names that an answer needs and the documents do not give: who holds a role, what something is called, who did it.

Also people and services that only documents about other authorities speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.model import Document
from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.topic import coverage_of
from index.answering.wording import join_words
from index.support.names import find_names
from index.support.terms import content_stems, is_function_word, stems_of
from index.understanding.alternatives import find_alternatives

__all__ = ["is_elsewhere", "what_is_unnamed"]

LOOKED_IN = 12
"""Sentences in which a name is looked for."""
ABOUT = 0.3
"""Share of the question's words that a sentence must have for a name in it to be the one asked for."""
DOES = 0.5
"""Share of the question's words from which a sentence is on what somebody does."""
_HOLDS = (
    (r"chairs?|chaired|chairing", r"chair(?:s|ed|ing)?|chair(?:man|woman|person)"),
    (
        r"runs?|ran|leads?|led|manages?|managed|heads?(?: up)?|headed|oversees?|oversaw|(?:is|was) in charge of"
        r"|owns?|owned",
        r"runs?|ran|leads?|led|manages?|managed|headed|oversees?|oversaw|overseen|in charge of|owns?|owned|deliver\w*"
        r"|commission\w+|delegat\w+|transfer\w+|outsourc\w+",
    ),
    (
        r"succeeded|replaced|took over from|was appointed(?: as)?|became",
        r"succeeded|replaced|took over|appointed|became",
    ),
    (
        r"thought of|came up with|had the idea|invented|suggested",
        r"suggest\w+|develop\w+|initiat\w+|creat\w+|led|thought of|came up with|invent\w+|co-?produc\w+",
    ),
    (
        r"carried out|paid for|pays for|funded|funds|conducted|undertook"
        r"|did(?! (?:the |its |their )?(?:council|authority|borough|county|city|leaders|inspectors|ofsted|they"
        r"|it|he|she)\b)|wrote|built|designed|made|drew up"
        r"|commissioned|bought|sold|won",
        r"carried out|paid|fund\w+|conducted|undert\w+|completed|done|wr[io]t\w+|built|designed|made|drawn up"
        r"|commissioned|bought",
    ),
)
"""What somebody does, as a question says it, and as a sentence may."""
_WHO_DOES = tuple(
    (
        re.compile(rf"^\W*(?:and |so )?who (?:\w+ly |now |currently )?(?:{asked})\b(?P<what>[^?]*)", re.IGNORECASE),
        re.compile(rf"\b(?:{said})\b(?:\W+[\w'’-]+){{0,7}}?\W+(?:by|to)\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:who|which|also|jointly|now|currently|[\w-]+(?:or|er|head|member|executive)) (?:{said})\b", re.I
        ),
    )
    for asked, said in _HOLDS
)
_WHICH_PERSON = re.compile(
    r"^\W*(?:and |so )?(?:which|what|name|name the|name an?|give (?:me )?the name of the) (?P<role>(?:chief )?"
    r"(?:judge|councillors|judges|ministers|mps|constable|mayor|minister|mp|lawyer|solicitor|barrister|priest"
    r"|bishop|coroner|commissioner|governor"
    r"|journalist|celebrity|footballer|professor|consultant))\b",
    re.IGNORECASE,
)
_THING = (
    r"(?:company|firm|provider|trust|charity|scheme|project|programme|service|team|model|tool|system|app|software"
    r"|group|board|panel|strategy|plan|home|school|centre|hub|organisation|organization|agency|partner|campaign|course"
    r"|magazine|newspaper|initiative|hospital|university|college)"
)
_CALLED = re.compile(
    rf"\bwhat(?:['’]s| is| was| are| were)? (?:the |its |their |an? )?(?:[\w'’-]+ ){{0,4}}?{_THING}\b.*\b(?:called"
    rf"|named)\b"
    rf"|\b(?:called|named)\b.*\b{_THING}\b|\bnames? of (?:the |its |their |an? )?(?:[\w'’-]+ ){{0,4}}?{_THING}\b",
    re.IGNORECASE,
)
_WHICH_NAMED = re.compile(
    r"\b(?:which|what|name (?:the|a|an|any|its|their)|names? of the) (?:\w+ ){0,2}?(?:company|companies|firms?"
    r"|suppliers?|contractors?|charit(?:y|ies)|hospitals?|university|universities|colleges?|schools?|academ(?:y"
    r"|ies)|church(?:es)?"
    r"|streets?|villages?|hotels?|database|software|brand|make of|bank|law firm|children[’']s homes?)\b"
    r"(?! (?:team|governing|nurse|nursing|improvement|places?|readiness|age|staff|service|report|inspection|of))",
    re.IGNORECASE,
)
"""A question for the name of a thing of a sort of which documents give names."""
_USUAL = frozenset(
    "ofsted hmi dcs la council borough county city majesty's majesty england local authority children services mash "
    "camhs sen send iro iros lado nhs covid covid-19 department education inspection inspectorate her his".split()
)
"""Names that name nothing by themselves in these documents."""
_LETTERED = re.compile(r" [A-Z0-9]$")
"""A name made up to hide somebody's ('Child A')."""
_QUOTED = re.compile(r"[“\"]\w|(?<!\w)[‘'][A-Z]")
_QUOTE_MARKS = "“”\"‘’'"


def what_is_unnamed(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that no document names who, or what, a question asks for; None where one may, or it asks for no name."""
    first = ranked[:LOOKED_IN]
    return _no_doer(asked, first) or _no_such_person(asked.question, first) or _no_name(asked, first)


def _no_doer(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing says who does what a question asks: no 'by ...', no one doing it, no person named."""
    for asks, passive, active in _WHO_DOES:
        found = asks.match(asked.question)
        if found is None:
            continue
        others = {one for mention in asked.understanding.authorities for one in content_stems(mention.name)}
        what = frozenset(content_stems(found["what"])) - others
        for candidate in ranked:
            text = candidate.span.text
            met = what & frozenset(content_stems(text))
            speaks = 2 * len(met) >= len(what) or candidate.own >= DOES
            if speaks and (passive.search(text) or active.search(text) or _names_a_person(candidate)):
                return None
        return "No document here says who that is."
    return None


def _names_a_person(candidate: Candidate) -> bool:
    text = candidate.span.text
    if any(person.name and person.name in text for person in candidate.span.document.people):
        return True
    return re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Professor)\.? [A-Z]", text) is not None


def _no_such_person(question: str, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing speaks of anybody in the role asked for by 'which judge' or 'name the mayor'."""
    found = _WHICH_PERSON.match(question)
    if found is None or not ranked:
        return None
    role = re.compile(rf"\b{re.escape(found['role'].removesuffix('s'))}s?\b", re.IGNORECASE)
    others = [other for same in find_alternatives(found["role"]) for other in same.others]
    for candidate in ranked:
        text = candidate.span.text
        held = frozenset(content_stems(text))
        if _names_a_person(candidate) and (role.search(text) or any(other <= held for other in others)):
            return None
    return f"No document here names the {found['role'].lower()} asked for."


def _no_name(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that no sentence on a thing names it, where a question asks what it is called."""
    if _CALLED.search(asked.question) is None and _WHICH_NAMED.search(asked.question) is None:
        return None
    known = asked.question.lower()
    own = {word for document in asked.documents for name in document.authorities for word in name.lower().split()}
    for candidate in ranked:
        text = candidate.span.text
        if max(candidate.own, candidate.around) < ABOUT:
            continue
        if _QUOTED.search(text):
            return None
        names = (name for name in find_names(text) if name.text.lower() not in known)
        if any(set(name.words) - own - _USUAL for name in names):
            return None
    return "The documents speak of this, but do not say what it is called." if ranked else None


def is_elsewhere(asked: Asked) -> str | None:
    """Return that what a question names is spoken of only in documents about others; None where that is not so.

    A person or a named service ('Kickback') asked for with an authority whose documents have no such name.
    """
    named = asked.understanding.named
    if not named:
        return None
    for name in asked.understanding.absent:
        if name[:1].isupper() and not asked.corpus.paragraphs_with(name):
            return f"No document here speaks of {name}."
    for name in _names_in(asked):
        holding = _documents_with(asked, name)
        is_strange = " " in name and any(not asked.is_known(one) for one in content_stems(name))
        if not holding and (is_strange or _LETTERED.search(name)):
            return f"No document here speaks of {name}."
        if holding and not any(set(document.authorities) & set(named) for document in holding):
            others = list(dict.fromkeys(other for document in holding for other in document.authorities))
            return f"No document here about {join_words(list(named), 'or')} speaks of {name}; {_only(others)}."
    return None


def _only(others: Sequence[str]) -> str:
    shown = join_words(list(others[:3])) if len(others) <= 3 else f"{', '.join(others[:3])} and others"
    return f"those about {shown} do"


def _names_in(asked: Asked) -> Iterable[str]:
    """Return the names in a question that are neither authorities nor usual abbreviations, people first."""
    yield from asked.understanding.people
    places = (one for one in asked.understanding.authorities if one.how != "unknown")
    covered = {one for place in places for one in content_stems(place.name)}
    known = {word.stem for word in coverage_of(asked).words if word.others}
    for name in find_names(_without(asked)):
        stems = stems_of(name.words)
        if stems and not stems <= covered | known and not set(name.words) & _USUAL:
            yield name.text.strip(_QUOTE_MARKS)


def _without(asked: Asked) -> str:
    """Return the question with a comma in the place of each authority, and no capital at its start."""
    question = asked.understanding.question
    first = question.split(" ", 1)[0]
    if is_function_word(first.lower()):
        question = first.lower() + question[len(first) :]
    for one in sorted(asked.understanding.authorities, key=lambda mention: -mention.start):
        if one.how != "unknown":
            question = f"{question[: one.start]},{question[one.end :]}"
    return question


def _documents_with(asked: Asked, name: str) -> list[Document]:
    """Return the documents that have a name as it is written, with a capital."""
    held = {document.id: document for document in asked.documents}
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    found = (one for one in asked.corpus.paragraphs_with(name) if one.document_id in held and pattern.search(one.text))
    return [held[identity] for identity in dict.fromkeys(one.document_id for one in found)]
