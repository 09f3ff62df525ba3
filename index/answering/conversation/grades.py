"""Follow-ups to a grade or a finding that ask why, since when, or whether it was always so."""

from __future__ import annotations

import re

from index.answering.conversation.plain import own_words
from index.answering.conversation.times import inspections_of, moved_to, neighbour
from index.answering.conversation.turn import ITEM_MARK, Turn
from index.answering.moves import FALLEN, RISEN
from index.answering.targets import find_targets
from index.understanding.question import Order

__all__ = ["compared_with", "follow_grade", "grade_of_area"]

_AND = r"^\W*(?:and |but |so |then |ok |okay )*"
_WHY = re.compile(
    _AND + r"(?:(?:and |explain |tell me )*why|how come|what for|how so|for (?:what|which) reasons?|on what grounds"
    r"|(?:(?:what|which)(?:['’]s| is| was| were| are)? )?(?:the )?(?:main )?(?:reasons?|grounds?|causes?|explanations?"
    r"|rationale|thinking)|what(?:['’]s| is| was| lies| lay)? (?:behind|to blame|went wrong|happened)|what (?:caused"
    r"|led to|made|explains|explained|drove|brought about|earned|went (?:wrong|right)))\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHY_FILLS = tuple(
    """grade grades graded rating ratings rated judgement judgements judgment judged judge score scored mark marked
    verdict result outcome council authority inspection report say think decide decided conclude concluded behind
    made make wrong right afterwards later next subsequently earn earned happen happened get got give gave given end
    ended""".split()
)
_DENIED = re.compile(r"\bnot\b|n['’]t\b|\bno longer\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\b(?:afterwards?|later(?: on)?|since(?: then)?|subsequently|next|after)\W*$", re.IGNORECASE)
_MOVES = re.compile(rf"{FALLEN}|{RISEN}|(?:chang|mov|develop|evolv|trend|histor|shift|journey|path)\w*", re.IGNORECASE)
_GRADE = re.compile(r"\b(?:grad(?:e|es|ed)|rat(?:ing|ings|ed)|judge?ments?|judged|scored?|marks?)\b", re.IGNORECASE)
_YES_NO = re.compile(r"\W*(?P<aux>does|do|did|is|are|was|were|has|have|had|can|could|will|would)\s+(?P<rest>.+)", re.I)
_WHEN = re.compile(
    _AND + r"(?:when did (?:it|they) (?:get|gain|achieve|reach) (?:that|it|this)(?: grade| rating)?|when|in (?:which"
    r"|what) years?|since when|what year|how long (?:for|ago)|for how long|how long (?:has|have"
    r"|had) (?:it|they|that) been(?: \w+){0,3})(?: (?:was|is) (?:that|it|this))?\W*$",
    re.IGNORECASE,
)
_NOW = re.compile(
    _AND + r"(?:(?:what|how) (?:is|are|about) (?:it|that|they|things)?\s*)?(?:now|today|currently|these days|right now"
    r"|at the moment)\W*$",
    re.IGNORECASE,
)
_IT = r"(?:that|this|it|they|things?|the(?:ir)? (?:grade|rating|picture|judge?ment)s?|(?:it|that)(?:'s|’s))"
_MORE = (
    r"(?:better|worse|higher|lower|different|stronger|weaker|so (?:good|bad|poor)|(?:that|this|so) \w+|so"
    r"|like (?:that|this))"
)
_ALWAYS = re.compile(
    _AND + rf"(?:(?:was|were|is|are|has|have|had|did|hasn't|wasn't|weren't|isn't|didn't)(?:n['’]t)? {_IT} (?:been "
    rf"|be |get )?"
    r"(?:always|ever|previously|once|used to)\b.*"
    rf"|(?:wasn|weren|hasn|haven|isn|didn|hadn)['’]?t {_IT}\b.*\b(?:before|once|previously|earlier|last time"
    rf"|in the past)"
    r"\b.*"
    rf"|(?:was|were|is|are|had|has|have) {_IT} (?:been |be )?(?:any |a lot |much )?{_MORE} (?:before|previously"
    rf"|earlier|once"
    r"|in the past|(?:than|at|from|the) .*(?:before|last time|previous\w*|earlier|last one)).*"
    r"|(?:always|ever since|not always)(?: (?:so|like that|that (?:bad|good)|been (?:so|that way)))?"
    rf"|(?:have|has|had) {_IT} (?:turned (?:it|things|that) a?round|recovered|bounced back"
    rf"|got(?:ten)? (?:any )?better|improved"
    r"|moved on|caught up)\b.*"
    rf"|{_IT} (?:used to be|once was|was once)\b.*|(?:have|has|had) {_IT} never been\b.*"
    rf"|(?:any )?(?:better|worse|different) than (?:before|last time|the (?:time|one) before|previously)"
    rf"|did(?:n['’]t)? {_IT} (?:use|used) to be\b.*"
    rf"|(?:has|have|had|did|is|was) {_IT} (?:\w+ )?(?:chang\w*|mov\w*|improv\w*|gone (?:up|down)|go (?:up|down)"
    rf"|g[eo]t(?:ten)?(?: any| much| a lot| a bit)?"
    r" (?:better|worse)|(?:an?|any) (?:improvement|drop|decline|change|step (?:up|down)|fall)|up|down|ris\w+|f[ae]ll\w*"
    r"|declin\w*|worsen\w*|slip\w*|drop\w*|deteriorat\w*|gone (?:backwards|downhill|back)|the same(?! (?:for|in"
    r"|with|at|of)\b))\b(?!.* than (?!before|last|the|at)).*"
    r"|(?:that|this|it)(?:'s|’s| is| was) (?:an? |quite an? )?(?:improvement|drop|decline|change|fall|step (?:up"
    r"|down)|better"
    r"|worse)\b.*"
    r"|how (?:has|had|have|did) (?:that|this|it|they|the grade|things) (?:chang\w*|mov\w*|develop\w*|evolv\w*"
    r"|improv\w*).*"
    r"|(?:what|how) (?:was|were) (?:it|that|they|things) (?:like )?(?:in the past|over the years|over time)"
    r"|what(?:'s| is| was) (?:the|its|their) (?:history|track record|trend).*|any (?:change|improvement"
    r"|better before)s?.*"
    r"|(?:which way|what direction) .*)\W*$",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    _AND + rf"(?:what|how) (?:was|were|had) {_IT}(?: \w+)? (?:before|previously|earlier|prior)(?: (?:that|then))?\W*$",
    re.IGNORECASE,
)
_TREND = re.compile(
    rf"\b(?:{FALLEN}|{RISEN}|chang\w*|mov\w*|always|ever|used to|never|histor\w*|track record|trend\w*|over (?:time|the"
    r" years)|(?:the )?same|previously|in the past|(?:better|worse|higher|lower)|stead\w+|consistent\w*|constant\w*"
    r"|stuck|stay\w*|unchanged|(?:every|each) time|all along|throughout)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(_AND + r"(?:who|when|which|where|how (?:many|much|long|often)|why|what|list|show)\b", re.IGNORECASE)
_EXTREME = re.compile(
    _AND + r"(?:which|what|when)\b.*\bthe (?P<low>lowest|worst|poorest|bottom)\b.{0,12}$"
    r"|" + _AND + r"(?:which|what|when)\b.*\b(?:the (?:highest|best|top|peak))\b.{0,12}$",
    re.IGNORECASE,
)
_TREND_OF_AREA = re.compile(
    r"\b(?:has|have|had|did|is|was) (?:that|it|this|they)\b.*\b(?:too|also|as well|chang\w+|mov\w+)\b"
)
_OVERALL = re.compile(
    _AND + r"(?:what about |how about |for )?(?:(?:the|its|their) )?(?:overall|as a whole|all in all|in general)"
    r"(?: (?:grade|rating|judge?ment|effectiveness|one))?\W*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    _AND + r"(?:has|have|had|was|were|is|did) (?:that|this|it|they|these)(?: \w+){0,3}? (?:an? )?"
    r"(?:problem|issue|concern|raised|mentioned|found|said|come up|recurr\w*|weakness|picked up|happen\w*|new)\b"
    r"(?:.*\b(?:before|earlier|previously|in the past|last time|already)\b)?",
    re.IGNORECASE,
)
_THAN = re.compile(
    _AND + r"(?:(?:is|was|are|were) (?:that|it|this|they|their grade)(?: any| much)? )?"
    r"(?P<how>better|worse|higher|lower|the same)(?: or (?:better|worse|higher|lower))?(?: grade"
    r"| rating)? (?:than|as)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    _AND + r"how does (?:that|it|this) (?:compare|stack up|measure up)(?: with| to| against)?\b", re.IGNORECASE
)
_LAST_TIME = re.compile(
    r"\b(?:last time|before|previously|the (?:previous|last) (?:one|inspection|time))\b", re.IGNORECASE
)


def follow_grade(turn: Turn) -> str | None:
    """Return the whole question of a follow-up on the history of a grade or finding; None where it is none."""
    name = turn.name or _only_name(turn)
    if turn.is_set and len(turn.now.named) == 1 and _is_why(turn):
        return _why_of_set(turn, turn.now.named[0])
    if name is None or turn.now.named or turn.now.times:
        return None
    if (asked := _why(turn, name)) is not None:
        return asked
    if turn.name is None:
        return None
    if turn.is_graded and (said := _graded(turn, name)) is not None:
        return said
    if not turn.is_graded and _GRADE.search(turn.question) and not own_words(turn.question, _WHY_FILLS):
        asked = "How was {} judged{}?" if turn.area == "overall" else f"What was the {turn.area} grade of {{}}{{}}?"
        return asked.format(name, f" in {turn.when}" if turn.when else "")
    return _of_topic(turn, name)


def _why_of_set(turn: Turn, name: str) -> str | None:
    """Return why one of the authorities that answered a question on grades was given its grade."""
    grade = turn.grades[-1] if turn.grades else turn.words.latest_grades.get(name, {}).get(turn.area)
    return f"Why was {name} judged {grade}{_area(turn.area)}?" if grade else None


def _only_name(turn: Turn) -> str | None:
    """Return the one authority that answers a question about all, None for several."""
    names = {item.label for item in turn.items}
    return names.pop() if len(names) == 1 else None


def _area(area: str) -> str:
    return "" if area == "overall" else f" for {area}"


def _is_why(turn: Turn) -> bool:
    """Whether a follow-up asks why, and says nothing else of its own than how a grade moved."""
    match = _WHY.match(turn.question)
    if match is None:
        return False
    rest = re.sub(rf"\b(?:{FALLEN}|{RISEN})\b", " ", match["rest"], flags=re.IGNORECASE)
    spoken = [turn.question[one.start : one.end] for one in turn.now.authorities]
    return not own_words(rest, _WHY_FILLS, *(said.split() for said in spoken))


def _why(turn: Turn, name: str) -> str | None:
    """Return why an authority was given the grade that was asked for, or was the answer; or why a finding is so."""
    if not _is_why(turn):
        return None
    is_of_area = turn.area != "overall" and turn.before.form in ("compare", "timeline")
    if not (turn.is_graded or turn.is_set or is_of_area) and any(not _MOVES.fullmatch(word) for word in turn.topic):
        return _why_so(turn)
    year = _year_meant(turn) if turn.name else None
    if year is not None and (moved := _grade_in(turn, name, year)):
        return f"Why was {name} judged {moved}{_area(turn.area)} in {year}?"
    held = turn.words.latest_grades.get(name, {}).get(turn.area)
    if turn.name and not turn.when and _DENIED.search(turn.question) and held not in turn.grades:
        return f"Why was {name} judged {held}{_area(turn.area)}?"
    is_lost = re.search(rf"\b{FALLEN}\b", turn.base, re.IGNORECASE)
    is_then = turn.before.form != "timeline"
    dated = _grade_then(turn, name, even_named=is_lost is not None) if is_then else None
    grade = dated or (turn.grades[0] if turn.grades and is_then else held)
    times = turn.before.times if turn.name and is_then else ()
    said = [turn.before.question[one.start : one.end] for one in sorted(times, key=lambda time: time.last)]
    when = f" in {said[-1]}" if said else ""
    if not when and turn.before.order is Order.LATEST and turn.name:
        when = " at the latest inspection"
    return f"Why was {name} judged {grade}{_area(turn.area)}{when}?" if grade else None


def _why_so(turn: Turn) -> str | None:
    """Return why what was asked about is, or is not, so ('Why does Devon not have enough foster carers?')."""
    match = _YES_NO.match(turn.base)
    if match is None or turn.name is None:
        return None
    is_denied = _DENIED.search(turn.question) is not None
    first = turn.before.authorities[0]
    subject = turn.base[match.start("rest") : first.end]
    if not is_denied or first.start != match.start("rest"):
        return f"Why {match['aux'].lower()} {match['rest']}"
    return f"Why {match['aux'].lower()} {subject} not{turn.base[first.end :]}"


def _year_meant(turn: Turn) -> int | None:
    """Return the year of the inspection to which a follow-up moves ('why did it go wrong after that')."""
    place, year = moved_to(turn)
    if place is not None or not _AFTERWARDS.search(turn.question):
        return year
    time = turn.before.times[0] if turn.before.times else None
    return neighbour(inspections_of([turn.name or ""], turn.documents), time, 1)


def _grade_in(turn: Turn, name: str, year: int) -> str | None:
    """Return the grade that an authority was given at the inspection of a year."""
    held = [one for one in inspections_of([name], turn.documents) if one.dated is not None and one.dated.year == year]
    return next((one.grade for held_then in held for one in held_then.judgements if one.area == turn.area), None)


def _grade_then(turn: Turn, name: str, *, even_named: bool) -> str | None:
    """Return the grade that an authority was given at the time asked about; None where no time was named."""
    if turn.name is None or not turn.before.times or (turn.grades and not even_named):
        return None
    held = [one for one in find_targets(turn.before, turn.documents).documents if name in one.authorities]
    found = [judged.grade for one in held for judged in one.judgements if judged.area == turn.area]
    return found[-1] if found else None


def _graded(turn: Turn, name: str) -> str | None:
    area = turn.area_in(turn.question) or turn.area
    of_area = "overall" if area == "overall" else area
    is_dated = bool(turn.before.times) and not turn.grades
    if not is_dated and _WHEN.match(turn.question) and (grade := _asked_grade(turn, name)):
        return f"When was {name} judged {grade}{_area(turn.area)}?"
    if _NOW.match(turn.question):
        return f"What is the {of_area} grade of {name} now?"
    if _OVERALL.match(turn.question):
        return f"What is the overall grade of {name}{f' in {turn.when}' if turn.when else ''}?"
    if match := _THAN.match(turn.question):
        if not _LAST_TIME.search(turn.question):
            return None
        how = "got worse" if match["how"].lower() in ("worse", "lower") else "improved"
        return f"Has the grade of {name} for {_full(area)} {how} since the last inspection?"
    if _PREVIOUS.match(turn.question):
        return None
    if match := _EXTREME.match(turn.question):
        return f"What was the {'lowest' if match['low'] else 'highest'} grade of {name} for {_full(area)}?"
    is_trend = (
        _ALWAYS.match(turn.question)
        or _is_trend(turn.question)
        or (turn.area_in(turn.question) and _TREND_OF_AREA.search(turn.question))
    )
    return f"How has the {of_area} grade of {name} changed over time?" if is_trend else None


def grade_of_area(turn: Turn) -> str | None:
    """Return the question for the grade of the area that a follow-up names and nothing else ('and leadership?')."""
    area = turn.area_in(turn.question)
    if not turn.is_graded or turn.name is None or area is None or turn.is_set or turn.now.named or turn.now.times:
        return None
    if own_words(turn.question, _WHY_FILLS, *(name.split() for name in turn.words.areas)) or _ASKS.match(turn.question):
        return None
    when = f" in {turn.when}" if turn.when else ""
    return f"What was the {area} grade of {turn.name}{when}?"


def _is_trend(question: str) -> bool:
    """Whether a follow-up says nothing but that, or asks whether, a grade moved or stayed."""
    if _ASKS.match(question) or not _TREND.search(question):
        return False
    return not own_words(_TREND.sub(" ", question), _WHY_FILLS)


def _full(area: str) -> str:
    return "overall effectiveness" if area == "overall" else area


def _asked_grade(turn: Turn, name: str) -> str | None:
    """Return the grade of which 'since when' is asked: the one named, else the one held."""
    return turn.grades[0] if turn.grades else turn.words.latest_grades.get(name, {}).get(turn.area)


def _of_topic(turn: Turn, name: str) -> str | None:
    """Return what the inspections of an authority said on the topic of the question before."""
    if not (_BEFORE.match(turn.question) or _ALWAYS.match(turn.question)):
        return None
    if re.search(ITEM_MARK, turn.before.question):
        return f"What needed to improve at each inspection of {name}?"
    topic = turn.topic_phrase or " ".join(turn.topic)
    return f"How has {topic} changed over time in {name}?" if turn.topic else None


def compared_with(turn: Turn) -> str | None:
    """Return which of two authorities has the higher grade, or how both deal with a topic ('better than Kent?')."""
    match = _THAN.match(turn.question)
    if turn.name is None or not turn.now.named or not (match or _COMPARES.match(turn.question)):
        return None
    if not (turn.is_graded or turn.area != "overall" or not turn.topic):
        return f"Compare {turn.topic_phrase or ' '.join(turn.topic)} in {turn.name} and {turn.now.named[0]}"
    how = match["how"].lower() if match else "better"
    how = "the same grade as" if "same" in how else f"a {how} grade than"
    return f"Has {turn.name} {how} {turn.now.named[0]} for {_full(turn.area)}?"
