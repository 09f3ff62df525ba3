"""Follow-ups to a question on one or two authorities: what was stated there, at all inspections, or of all councils."""

from __future__ import annotations

import re

from corpus.model import Document, Publisher
from index.answering.conversation.plain import own_words
from index.answering.conversation.times import inspections_of, untimed
from index.answering.conversation.turn import Turn, say_inspections
from index.answering.conversation.why import area_words
from index.answering.metadata_fields import asked_field
from index.answering.moves import FALLEN, RISEN
from index.answering.targets import falls_within, find_targets, latest_by_authority
from index.answering.wording import join_words

__all__ = ["follow_inspected", "follow_scope"]

MOST_NAMED = 3
_AND = r"^\W*(?:and |but |so |then |now |ok |okay )*(?:(?:what|how) about )?"
_IT = (
    r"(?:it|that|this|them|those|they|there|inspectors|(?:that|this|the|those|these|their|its|each)"
    r" (?:ones?|inspections?|visits?|reports?|times?))"
)
_AT_IT = rf"(?: (?:there|then|(?:at|in|for|of) {_IT}))*\W*$"
_FACTS = (
    (
        re.compile(
            _AND + r"who (?:led|ran|headed|was (?:in charge|the lead(?: inspector)?)(?: (?:on|of|for|at))?)"
            rf"(?: {_IT})?{_AT_IT}",
            re.I,
        ),
        "Who led {}?",
    ),
    (
        re.compile(
            _AND + rf"when (?:was|were|is|did) {_IT}(?: (?:happen|take place|done|be|inspected|carried out))?{_AT_IT}",
            re.I,
        ),
        "When {} {}?",
    ),
    (
        re.compile(
            _AND + rf"how (?:long|many days) (?:was|were|did|is) {_IT}(?: (?:stay|last|take|on site))?{_AT_IT}", re.I
        ),
        "How long {} {}?",
    ),
    (
        re.compile(
            _AND + rf"how many inspectors (?:were|are|took part)(?: {_IT})?(?: involved)?{_AT_IT}",
            re.IGNORECASE,
        ),
        "How many inspectors were there at {}?",
    ),
)
_SINCE = re.compile(_AND + r"(?:since when|how long has (?:it|that|this) been (?:so|like (?:that|this)))\W*$", re.I)
_GRADE = re.compile(
    _AND
    + r"(?:what|how) (?:was|were|is|are) (?:(?:the|its|their) (?:overall )?(?:grades?|ratings?|judge?ments?|results?"
    r"|outcomes?)|(?:it|they|that) (?:graded|rated|judged)(?: overall)?)"
    + _AT_IT
    + r"|"
    + _AND
    + r"(?:for )?(?:overall|overall effectiveness|(?:the |its |their )?(?:overall )?(?:grade|rating|judge?ment))\W*$",
    re.IGNORECASE,
)
_AREA_FILLS = """grade grades graded rated rating judged judgement area get got given what how was were is are did
    it they that the its their council authority""".split()
_GRADE_OF = re.compile(_AND + r"(?:what|how|which)\b.*\b(?:grad\w+|rat(?:ed|ing)|judge\w*)\b", re.IGNORECASE)
_IMPROVE = re.compile(
    _AND + r"(?:(?:show|tell) me )?what (?:needs?|needed|has|had|have|must|should|did)"
    r"(?: (?:they|it|the council))?(?: (?:need|have))?(?: to)?"
    r" (?:improve|be improved|get better|change)" + _AT_IT,
    re.IGNORECASE,
)
_TOLD = re.compile(r"tell me about (?:the )?[\w' -]+\W*$", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:longest|shortest)\b", re.IGNORECASE)
_MOVES = re.compile(rf"\b(?:{FALLEN}|{RISEN})\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:papers?|articles?|news\w*)\b", re.IGNORECASE)
_ALL = r"(?:all|every|each)(?: of)?(?: (?:the|its|their))?"
_ALL_YEARS = re.compile(
    _AND + rf"(?:(?:in|at|for|over|across) )?(?:{_ALL} (?:years?|times?|inspections?|reports?|visits?|occasions?)"
    r"|(?:over|through) (?:the years|time))\W*$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    _AND
    + r"(?:(?:show|list|give|see)(?: me)?|(?:what|which) (?:are|were)) (?:all )?(?:of )?(?:its|their|the|all|every)"
    r"(?: \w+)? ?(?:inspections?|reports?|visits?)(?: (?:there|of it|held))?\W*$",
    re.IGNORECASE,
)
_ALL_COUNCILS = re.compile(
    _AND + r"(?:(?:(?:in|at|for|across|of) )?(?P<all>(?:all|every|each)(?: of)?(?: the)? (?:councils?|authorit(?:y|ies)"
    r"|places?)|everywhere|nationally)|(?:(?:in|at|for|across|of) )?(?:all )?(?:any |the )?other (?:councils?|authorit"
    r"(?:y|ies)|places?|boroughs?)|elsewhere|anywhere else|somewhere else|(?:all )?the (?:rest|others)"
    r"|(?P<say>what (?:do|did) (?:the |any )?other (?:reports?|letters?|inspections?|councils?|inspectors)"
    r" (?:say|find)(?: (?:about|on) (?:that|it|this|them))?))\W*$",
    re.IGNORECASE,
)
_ALL_AREAS = re.compile(
    _AND + rf"(?:(?:for|in|across|on) )?(?:{_ALL}(?: other)?|the other) (?:areas?|grades?|judge?ments?|categories)\W*$",
    re.IGNORECASE,
)
_AVERAGE = re.compile(_AND + r"(?:(?:what|which)(?:'s| is| was) )?(?:on |the |an )?average\W*$", re.IGNORECASE)
_FRAMEWORK = re.compile(
    _AND + r"(?:only )?(?:under|with|in|for|using) (?:the )?(?:(?P<id>FRAMEWORKS)|(?P<old>old|older|previous|former"
    r"|earlier)|(?:new|newer|current|present|latest))(?: (?:inspection )?framework)?\W*$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    _AND + r"(?:(?:did|has|had|have|is|was|were|are) (?:it|that|they|this|things|the grade)\b.*\b(?:better|worse"
    r"|improved?|chang\w+|declin\w+|the same|different|so|the case|true)\b|the same)(?:\W*$|\W(?:in|by|at|for)\b.*$)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    _AND + r"(?:what (?:has |had |have |is |was |were )?(?:changed?|changes|different|the changes?)|what did change|has"
    r" anything changed|did anything change)(?: since| there| then| since then)?\W*$",
    re.IGNORECASE,
)


def follow_inspected(turn: Turn) -> str | None:
    """Return what is stated of the inspections asked about before: lead, days, length, grade; None for all else."""
    names = list(dict.fromkeys(turn.before.named))
    is_open = turn.is_set or turn.now.named or turn.now.times or not 0 < len(names) <= MOST_NAMED
    if is_open or _PAPER.search(turn.base) or _is_of_others(turn):
        return None
    when = f" in {turn.when}" if turn.when else ""
    if _IMPROVE.match(turn.question):
        return f"What needs to improve in {join_words(names)}{when}?"
    area = turn.area_in(turn.question)
    spoken = [word for name in turn.words.areas for word in name.split()]
    if area and area != "overall" and _GRADE_OF.match(turn.question):
        is_plain = not own_words(turn.question, _AREA_FILLS, spoken)
        return f"What was the {area} grade of {join_words(names)}{when}?" if is_plain else None
    if _GRADE.match(turn.question):
        return f"What was the overall grade of {join_words(names)}{when}?"
    fact = next((said for pattern, said in _FACTS if pattern.match(turn.question)), None)
    return _fact(fact, names, turn) if fact else None


def _is_of_others(turn: Turn) -> bool:
    others = [one for one in turn.before.publishers if one is not Publisher.INSPECTORATE]
    return bool(others)


def _fact(said: str, names: list[str], turn: Turn) -> str:
    chosen = _chosen(names, turn)
    inspections = say_inspections(chosen, turn.documents) if chosen else f"the inspections of {join_words(names)}"
    verb = "was" if len(chosen) == 1 else "were"
    return said.format(inspections) if said.count("{}") == 1 else said.format(verb, inspections)


def _chosen(names: list[str], turn: Turn) -> list[Document]:
    """Return the inspections meant: those of the time asked about, else the latest where grades or two are compared."""
    targets = find_targets(turn.before, turn.documents).documents
    held = [one for one in targets if one.publisher is Publisher.INSPECTORATE and set(names) & set(one.authorities)]
    if turn.before.times or turn.before.order is not None:
        return held
    if len(names) == 1 and (end := _LENGTH.search(turn.base)) and targets:
        longest = sorted((one for one in held if one.periods), key=_days)
        return longest[-1:] if end[0].lower() == "longest" else longest[:1]
    if len(held) == 1:
        return held
    is_last = turn.is_graded or len(names) > 1 or _TOLD.match(turn.base)
    if turn.before.form == "timeline" or not is_last:
        return []
    graded = [one for one in inspections_of(names, turn.documents) if one.judgements]
    return list(latest_by_authority(graded).values())


def _days(document: Document) -> int:
    return max((one.end - one.start).days for one in document.periods)


def follow_scope(turn: Turn) -> str | None:
    """Return the question before for all inspections, areas or councils, or for a framework or year; else None."""
    if turn.name is None or turn.is_set or turn.now.named or _is_of_others(turn):
        return None
    if _MOVED.match(turn.question) and turn.now.times:
        return _in_year(turn)
    if turn.now.times:
        return None
    if _ALL_YEARS.match(turn.question) or _CHANGED.match(turn.question):
        return _over_time(turn, is_change=_CHANGED.match(turn.question) is not None)
    if _SINCE.match(turn.question) and (turn.before.form == "timeline" or _topic(turn)) and not turn.is_graded:
        is_grade = turn.before.form == "timeline" and not turn.topic_phrase
        shown = f"How has the {turn.area} grade of {turn.name} changed over time?"
        return shown if is_grade else _over_time(turn, is_change=True)
    if _LISTED.match(turn.question):
        return f"List all inspections of {turn.name}"
    if _ALL_AREAS.match(turn.question) and turn.before.form != "timeline" and not _MOVES.search(turn.base):
        return (
            f"What were all the grades of {turn.name} {f'in {turn.when}' if turn.when else 'at the latest inspection'}?"
        )
    if _AVERAGE.match(turn.question) and asked_field(turn.base) == "days":
        return "How long are inspections on average?"
    if match := _ALL_COUNCILS.match(turn.question):
        return _of_all(turn, "all" if match["all"] else "other" if match["say"] else None)
    return _under(turn)


def _topic(turn: Turn) -> str | None:
    """Return what the question before is about, None where it asks for a grade, a stated fact or a list."""
    if turn.is_graded or asked_field(turn.base) or turn.before.form == "list":
        return None
    return turn.topic_phrase or " ".join(turn.topic) or None


def _over_time(turn: Turn, *, is_change: bool) -> str | None:
    """Return the question before for each inspection of its authority."""
    name, field, topic = turn.name, asked_field(turn.base), _topic(turn)
    if turn.is_graded or (is_change and field):
        return f"How has the {turn.area} grade of {name} changed over time?"
    each = {"lead": "Who led each inspection of {}?", "visit": "When was {} inspected?"}
    each["days"] = "How long were inspectors in {} each time?"
    if field:
        return each[field].format(name) if field in each else f"{untimed(turn.before)} each time?"
    if turn.before.form == "list":
        return f"What needed to improve at each inspection of {name}?"
    return f"How has {topic} changed over time in {name}?" if topic else None


def _of_all(turn: Turn, which: str | None) -> str | None:
    """Return the question before for all councils, or for the others."""
    when = f" in {turn.when}" if turn.when else ""
    field, topic = asked_field(turn.base), _topic(turn)
    if turn.is_graded and turn.grades:
        return f"Which authorities {'were' if when else 'are'} {turn.grades[0]}{area_words(turn.area)}{when}?"
    if turn.is_graded:
        is_overall = turn.area == "overall"
        return (
            f"What is the overall grade of each council{when}?"
            if is_overall
            else f"List the {turn.area} grade of each council{when}"
        )
    each = {"lead": "Who led each inspection?", "visit": "When was each council inspected?"}
    each["days"] = "How long are inspections on average?"
    if field:
        return each.get(field)
    if topic and which:
        return f"What do inspectors say about {topic} in {which} councils{when}?"
    first, last = turn.before.authorities[0], turn.before.authorities[-1]
    return f"{turn.base[: first.start]}all councils{turn.base[last.end :]}" if which == "all" else None


def _under(turn: Turn) -> str | None:
    """Return the question before for the latest inspection under another framework ('and under SIF?')."""
    names = "|".join(re.escape(one.id) for one in turn.knowledge.frameworks)
    match = re.match(_FRAMEWORK.pattern.replace("FRAMEWORKS", names or "(?!)"), turn.question, re.IGNORECASE)
    held = [one for one in inspections_of([turn.name or ""], turn.documents) if one.framework and one.judgements]
    if match is None or not held:
        return None
    edge = held[0] if match["old"] else held[-1]
    wanted = (match["id"] or edge.framework or "").lower()
    chosen = [one for one in held if (one.framework or "").lower() == wanted]
    if not chosen:
        return f"Which inspections of {turn.name} were under {match['id']}?"
    return _of_year(turn, str(chosen[-1].dated.year)) if chosen[-1].dated else None


def _of_year(turn: Turn, year: str) -> str:
    """Return the question before for another year."""
    if turn.is_graded and not turn.grades:
        return f"What was the {turn.area} grade of {turn.name} in {year}?"
    return f"{untimed(turn.before)} in {year}?"


def _in_year(turn: Turn) -> str | None:
    """Return the grades, or what is said on the topic, then and in the year named ('was it the same in 2019?')."""
    topic, time = _topic(turn), turn.now.times[0]
    held = inspections_of([turn.name or ""], turn.documents)
    found = find_targets(turn.before, turn.documents).documents
    targets = [one for one in held if one in found] or held
    year, then = time.first.year, targets[-1].dated.year if targets and targets[-1].dated else None
    if not (turn.is_graded or topic) or asked_field(turn.base):
        return None
    if then is None or then == year or not any(falls_within(one, time) for one in held):
        said = f"What do inspectors say about {topic} in {turn.name} in {year}?"
        return said if topic else f"What was the {turn.area} grade of {turn.name} in {year}?"
    first, last = sorted((then, year))
    if topic:
        return f"Compare {topic} in {turn.name} in {first} and {last}"
    return f"What was the {turn.area} grade of {turn.name} in {first} and {last}?"
