"""Follow-ups to a grade or a finding that ask why, since when, or whether it was always so."""

from __future__ import annotations

import re

from index.answering.catalogue.words import alternatives
from index.answering.conversation.plain import own_words
from index.answering.conversation.times import moved_to
from index.answering.conversation.turn import ITEM_MARK, Turn
from index.answering.conversation.why import GRADE_FILLS, area_words, follow_why, grade_then
from index.answering.metadata_fields import asked_field
from index.answering.moves import FALLEN, RISEN

__all__ = ["compared_with", "follow_grade", "grade_of_area"]

_AND = r"^\W*(?:and |but |so |then |ok |okay )*"
_GRADE = re.compile(r"\b(?:grad(?:e|es|ed)|rat(?:ing|ings|ed)|judge?ments?|judged|scored?|marks?)\b", re.IGNORECASE)
_GOT = re.compile(
    _AND + r"(?:what|how) (?:did|has|have|was|were|is|are) (?P<area>.+?) (?:get|got|given|graded|rated|judged|marked"
    r"|awarded|end up (?:as|with)|come out (?:as|at|with)?)(?: (?:there|then|that time|as|at))?\W*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    _AND + r"(?:when did (?:it|they) (?:get|gain|achieve|reach) (?:that|it|this)(?: grade| rating)?|when|in (?:which"
    r"|what) years?|since when|what year|how long (?:for|ago)|for how long|how long (?:has|have"
    r"|had) (?:it|they|that) been(?: \w+){0,3})(?: (?:was|is) (?:that|it|this))?\W*$",
    re.IGNORECASE,
)
_SINCE = re.compile(_AND + r"(?:since when|how long (?:for|has|have)|for how long)\b", re.IGNORECASE)
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
    r"|stuck|(?:up|higher|better) or (?:down|lower|worse)|(?:down|lower|worse) or (?:up|higher|better)|stay\w*"
    r"|unchanged|(?:every|each) time|all along|throughout)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(_AND + r"(?:who|when|which|where|how (?:many|much|long|often)|why|what|list|show)\b", re.IGNORECASE)
_EXTREME = re.compile(
    _AND + r"(?:which|what|when)\b.*\bthe (?P<low>lowest|worst|poorest|bottom)\b.{0,12}$"
    r"|" + _AND + r"(?:which|what|when)\b.*\b(?:the (?:highest|best|top|peak))\b.{0,12}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    _AND
    + r"(?:(?:did|has|have|does|is|are) )?(?P<asks>who|which(?: councils?| authorit(?:y|ies)| places?)?|any(?:one|body"
    r"| other (?:councils?|authorit(?:y|ies)|places?))?|how many(?: (?:other )?(?:councils|authorities))?)"
    r"(?P<else_> else| other(?:s)?(?: councils| authorities)?)?\b",
    re.IGNORECASE,
)
_OTHERS_FILLS = """who else other others anyone anybody any council councils authority authorities place places got
    get gets
    given rated judged graded grade rating area judgement reached achieved same that has have had was were been is are
    how many which""".split()
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
    if (asked := follow_why(turn)) is not None:
        return asked
    name = turn.name
    if name is None or turn.now.named or turn.now.times:
        return None
    if turn.is_graded and (others := _of_others(turn)) is not None:
        return others
    if turn.is_graded and (said := _graded(turn, name)) is not None:
        return said
    if not turn.is_graded and (got := _GOT.match(turn.question)) and (area := turn.area_in(got["area"])):
        return f"What was the {area} grade of {name}{f' in {turn.when}' if turn.when else ''}?"
    if not turn.is_graded and _GRADE.search(turn.question) and not own_words(turn.question, GRADE_FILLS):
        asked = "How was {} judged{}?" if turn.area == "overall" else f"What was the {turn.area} grade of {{}}{{}}?"
        place, year = moved_to(turn)
        when = str(year) if place and year else turn.when
        return asked.format(name, f" in {when}" if when else "")
    return _of_topic(turn, name)


def _graded(turn: Turn, name: str) -> str | None:
    area = turn.area_in(turn.question) or turn.area
    of_area = "overall" if area == "overall" else area
    is_dated = bool(turn.before.times) and not turn.grades
    may_be_since = not is_dated or _SINCE.match(turn.question)
    if may_be_since and _WHEN.match(turn.question) and (grade := _asked_grade(turn, name)):
        return f"When was {name} judged {grade}{area_words(turn.area)}?"
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


def _of_others(turn: Turn) -> str | None:
    """Return which, or how many, authorities were given that grade, or the one named ('who else got that?')."""
    match = _OTHERS.match(turn.question)
    if match is None or turn.name is None:
        return None
    found = re.findall(alternatives(turn.words.grades), turn.question.lower())
    areas = [word for name in turn.words.areas for word in name.split()]
    if own_words(turn.question, _OTHERS_FILLS, areas, *(one.split() for one in found)):
        return None
    own = turn.words.grades.get(found[0]) if found else None
    if own is None and not match["else_"]:
        return None
    area = turn.area_in(turn.question) or turn.area
    then = grade_then(turn, turn.name, even_named=True) or turn.words.latest_grades.get(turn.name, {}).get(area)
    grade = own or then
    asks = "How many" if match["asks"].lower() == "how many" else "Which"
    ever = "have been" if turn.before.times or area not in turn.words.latest_grades.get(turn.name, {}) else "are"
    return f"{asks} authorities {ever} {grade}{area_words(area)}?" if grade else None


def grade_of_area(turn: Turn) -> str | None:
    """Return the question for the grade of the area that a follow-up names and nothing else ('and leadership?')."""
    area = turn.area_in(turn.question)
    names = turn.before.named
    is_pair = len(names) == 2 and turn.before.form == "compare" and not turn.topic
    may_be_graded = turn.is_graded or is_pair or asked_field(turn.base)
    if not may_be_graded or not 0 < len(names) < 3 or area is None or turn.is_set or turn.now.named or turn.now.times:
        return None
    if own_words(turn.question, GRADE_FILLS, *(name.split() for name in turn.words.areas)) or _ASKS.match(
        turn.question
    ):
        return None
    when = f" in {turn.when}" if turn.when else ""
    if turn.name is None:
        return f"Compare the {area} grades in {names[0]} and {names[1]}{when}"
    return f"What was the {area} grade of {turn.name}{when}?"


def _is_trend(question: str) -> bool:
    """Whether a follow-up says nothing but that, or asks whether, a grade moved or stayed."""
    if _ASKS.match(question) or not _TREND.search(question):
        return False
    return not own_words(_TREND.sub(" ", question), GRADE_FILLS)


def _full(area: str) -> str:
    return "overall effectiveness" if area == "overall" else area


def _asked_grade(turn: Turn, name: str) -> str | None:
    """Return the grade of which 'since when' is asked: of the time asked about, the one named, or the one held."""
    held = turn.words.latest_grades.get(name, {}).get(turn.area)
    if turn.before.times:
        return grade_then(turn, name, even_named=True) or (turn.grades[0] if turn.grades else held)
    is_now = re.match(r"\W*(?:is|are)\b", turn.base, re.IGNORECASE) is not None
    return turn.grades[0] if turn.grades and not (is_now and held) else held


def _of_topic(turn: Turn, name: str) -> str | None:
    """Return what the inspections of an authority said on the topic of the question before."""
    if not (_BEFORE.match(turn.question) or _ALWAYS.match(turn.question) or _is_trend(turn.question)):
        return None
    if asked_field(turn.base):
        return None
    if re.search(ITEM_MARK, turn.before.question) or turn.before.form == "list":
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
