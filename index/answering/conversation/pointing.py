"""Follow-ups that point at the answer in a few fixed ways: the same inspector, been there before, the rest of a set."""

from __future__ import annotations

import re

from index.answering.catalogue.measure import Item
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.conversation.times import untimed
from index.answering.conversation.turn import Turn
from index.answering.wording import join_words

__all__ = ["denied", "follow_pointing", "without_apposition"]

_AND = r"^\W*(?:and |so |but |ok |okay |then |now |right )*"
_PRONOUN = r"(?:she|he|they)"
_MOST = 6
"""Authorities that are named together at most."""
_BEEN_BEFORE = re.compile(
    _AND + rf"(?:had|has|was|did) {_PRONOUN} (?:ever |also )?(?:been|inspect(?:ed)?|visit(?:ed)?|led|lead|work(?:ed)?"
    rf"|go|gone"
    r"|involved)(?: (?:there|it|them|that council|the council|in|at|here))*(?: (?:before|already|previously|earlier"
    r"|in the past|any other time|at any other time))\W*$",
    re.IGNORECASE,
)
_SAME_PERSON = re.compile(
    _AND + r"(?:(?:was|is|were) (?:it|that|this|they|both|all)(?: (?:led|done|inspected) by)? (?:by )?(?:all )?|did "
    r"|was |were |by )?"
    r"(?:the )?same (?:lead )?(?:inspector|person|team|one|lead|people)s?(?: (?:lead|led|inspect|inspected|do|did"
    r"|on|in|for))?"
    r"(?: (?:both|all|each|every|them|it|of them|time|times|the two|ones|inspections?))*\W*$",
    re.IGNORECASE,
)
_REST = re.compile(
    _AND + r"(?:(?:what|how) about |who (?:are|were) |which (?:are|were) |list |name "
    r"|show me )?(?:all )?(?:the )?(?:ones|others|rest"
    r"|councils|those|other ones|remaining ones)(?: (?:that|which|who))? (?:did not|didn['’]?t|have not|haven['’]?t"
    r"|were not"
    r"|weren['’]?t|are not|aren['’]?t|do not|don['’]?t|has not|hasn['’]?t)(?: \w+)?\W*$"
    r"|" + _AND + r"(?:which|who) (?:did not|didn['’]?t|have not|haven['’]?t|weren['’]?t|were not|are not|aren['’]?t"
    r"|don['’]?t|do not)\W*$",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    _AND + r"(?:(?:what|how) about |only )?(?P<under>(?:under|with|in|for|using) (?:the )?(?:new|old|current|previous"
    r"|present"
    r"|former|earlier)(?:er)? (?:inspection )?framework)\W*$",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    _AND + r"(?:(?:what|how) about |in |at |on )?(?:all )?(?:the|its|their) other (?:times|years|inspections|ones"
    r"|reports|occasions|visits)\W*$",
    re.IGNORECASE,
)
_NEVER_CHANGED = re.compile(
    _AND + r"(?:it|that|they|the grade|nothing|this)(?:['’]s|['’]ve| has| have| is)? (?:never|not|always|hasn['’]?t"
    r"|haven['’]?t) "
    r"(?:ever )?(?:been )?(?:chang\w*|mov\w*|improv\w*|better|worse|different|the same|stay\w* the same|budged"
    r"|like that|so)\W*$",
    re.IGNORECASE,
)
_WHEN_MOVED = re.compile(
    _AND + r"when (?:did|was|has) (?:it|that|they|this|the (?:overall )?(?:grade|rating))(?: \w+)? (?:drop|fall"
    r"|go (?:down|up)|improve|change"
    r"|slip|get (?:worse|better)|decline|rise|turn|lost|downgraded|upgraded|marked (?:down|up))\b.{0,12}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    _AND + r"(?:how (?:long|many (?:days|months|years))|what (?:is|was) the gap)(?: (?:was|is|were|are)(?: it| that"
    r"| there)?)?"
    r"(?: the gap)? between (?:the two|them|those(?: two)?|these(?: two)?|the inspections|each(?: one)?|both)\W*$",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    _AND + r"(?:how (?:long|many (?:days|weeks|months))|by how (?:much|long)) (?:was|is|were|did) (?:that|it|this|they"
    r"|the (?:wait|gap|delay))"
    r"(?: wait| take)?\W*$",
    re.IGNORECASE,
)
_NTH = ("first", "second", "third", "fourth", "fifth")
_HELD = re.compile(
    _AND + r"(?:how long|since when) (?:has|have) (?:the )?(?P<nth>first|second|third|fourth|fifth"
    r"|last)(?: one)? (?:been|had)"
    r"(?: (?:like that|so|that|inadequate|good|outstanding|it|in that state|there))?\W*$",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    _AND + r"(?:what|which|how) (?:(?:grades?|ratings?|results?|judge?ments?) )?(?:did|were|are|was"
    r"|have) (?:they|those|these|each|each one"
    r"|each of (?:them|these|those)|all of them)(?: each| all)? (?:gets?|got|given|rated|graded|judged"
    r"|received?|score[ds]?|do|fare|awarded)"
    r"\W*$",
    re.IGNORECASE,
)
_WHICH_PLACES = re.compile(
    _AND + r"(?:which|what) (?:councils?|places?|authorit(?:y|ies)|inspections?|reports?"
    r"|ones)(?: exactly)? (?:were|are|was|is)"
    r" (?:they|those|that|it|these)\W*$",
    re.IGNORECASE,
)
_FAILED = re.compile(
    _AND + r"(?:(?:did|have|were|was|are) )?(?:any|which|how many|some)(?: ones?)? (?:of )?(?:them|those"
    r"|these) (?:fail(?:ed|ing)?|bad)\W*$",
    re.IGNORECASE,
)


def without_apposition(question: str) -> str:
    """Return a question without what it calls a place beside its name ('its neighbour Kent')."""
    return re.sub(
        r"\b(?:(?:its|their|the|our|my) )?(?:neighbou?r(?:ing|s)?|nearby|next[- ]door)(?: (?:council|authority"
        r"|county))? (?=[A-Z])",
        "",
        question,
    )


def follow_pointing(turn: Turn) -> str | None:
    """Return the whole question of such a follow-up; None where it is none."""
    if turn.now.named or turn.now.times:
        return None
    return _of_people(turn) or _of_set(turn) or _of_one(turn)


def _of_people(turn: Turn) -> str | None:
    names = _places(turn)
    if names and (_BEEN_BEFORE.match(turn.question) or _SAME_PERSON.match(turn.question)):
        return (
            f"Who led each inspection of {join_words(names)}?"
            if len(names) > 1
            else f"Who inspected {names[0]} each time?"
        )
    return None


def _places(turn: Turn) -> list[str]:
    """Return the few authorities asked about before, or that were the answer."""
    items: tuple[Item, ...] = () if turn.before.named else turn.items
    names = list(dict.fromkeys(turn.before.named or [item.label for item in items]))
    return names if len(names) <= _MOST else []


def _of_set(turn: Turn) -> str | None:
    if not turn.is_set:
        return None
    base = turn.base.rstrip(" ?")
    if _REST.match(turn.question):
        return denied(base)
    if match := _FRAMEWORK.match(turn.question):
        return f"{base} {match['under']}?"
    if _HOW_LONG.match(turn.question) and turn.query is not None and turn.query.quantity is not None:
        return turn.base
    if (match := _HELD.match(turn.question)) is not None:
        return _since_when(turn, match["nth"].lower())
    if _RESULTS.match(turn.question) and (turn.query is not None or turn.joined is not None):
        return f"{base}, and with what result?"
    if _WHICH_PLACES.match(turn.question) and (asked := _led_by_those(turn)) is not None:
        return asked
    if _FAILED.match(turn.question):
        return f"{base} and were inadequate?"
    return None


def _led_by_those(turn: Turn) -> str | None:
    """Return which inspections those inspectors led that are the answer ('which councils were they?')."""
    query = turn.query
    if query is None or query.subject is not Subject.INSPECTOR:
        return None
    names = [item.label for item in run_query(query, turn.documents, turn.words.scale).items]
    if not 0 < len(names) <= _MOST:
        return None
    grades = [grade for one in query.conditions for grade in one.grades]
    judged = f" and were {join_words(grades, 'or')}{_of_area(turn)}" if grades else ""
    return f"Which inspections were led by {join_words(names, 'or')}{judged}?"


def _of_area(turn: Turn) -> str:
    return "" if turn.area == "overall" else f" for {turn.area}"


def _since_when(turn: Turn, nth: str) -> str | None:
    """Return since when the one of a list that is pointed at has had its grade."""
    at = {"last": -1}.get(nth, _NTH.index(nth) if nth in _NTH else 0)
    if not -1 <= at < len(turn.items):
        return None
    name = turn.items[at].label
    grade = turn.words.latest_grades.get(name, {}).get(turn.area)
    return f"Since when has {name} been {grade}?" if grade else None


def denied(base: str) -> str | None:
    """Return 'Which councils have not improved' of 'How many councils improved'."""
    match = re.match(
        r"^\W*(?:how many|which|what|list|name|show me|give me)(?: of)?(?: all)?(?: the)? (?P<who>(?:[\w-]+"
        r" ){0,2}?(?:councils?|(?:local )?"
        r"authorit(?:y|ies)|boroughs?|places|counties|reports?|inspections?))(?: (?:that|which|who))? (?P<said>.+)$",
        base,
        re.IGNORECASE,
    )
    if match is None:
        return None
    verb = re.match(r"(?P<verb>are|is|were|was|have|has|had)\b(?: currently| now)?\s*", match["said"], re.IGNORECASE)
    if verb is None:
        return f"Which {match['who']} have not {match['said']}?"
    return f"Which {match['who']} {verb['verb']} not {match['said'][verb.end() :]}?"


def _of_one(turn: Turn) -> str | None:
    if turn.name is None:
        return None
    if _BETWEEN.match(turn.question):
        return f"How many days were there between the inspections of {turn.name}?"
    if _OTHER_TIMES.match(turn.question):
        return f"{untimed(turn.before)} each time?"
    if _NEVER_CHANGED.match(turn.question) or _WHEN_MOVED.match(turn.question):
        area = "overall" if turn.area == "overall" else turn.area
        return f"How has the {area} grade of {turn.name} changed over time?"
    return None
