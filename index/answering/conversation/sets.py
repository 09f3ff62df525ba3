"""Follow-ups that narrow, turn round or count what answered a question: 'which of those still are?', 'only in Kent'."""

from __future__ import annotations

import re

from index.answering.catalogue.measure import Item
from index.answering.conversation.pointing import denied
from index.answering.conversation.turn import Turn, is_read, items_of_question
from index.answering.wording import join_words

__all__ = ["ELSEWHERE", "follow_set"]

MOST_NAMED = 24
"""Authorities that a follow-up names in the place of 'those' at most."""
MOST_LISTED = 40
"""Authorities of which a follow-up asks for the latest at most."""
_AND = r"^\W*(?:and |so |but |ok |okay |then |now )*"
_SET = (
    r"(?:these|those|them|they|that list|the list|the same (?:ones|list|councils|authorities)|(?:the|these"
    r"|those) (?:\w+ )?"
    r"(?:ones|authorities|councils|reports|inspections|places))"
)
_NARROWS = tuple(
    re.compile(_AND + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<asks>which|who|what|how many|what share|what proportion|what percentage)(?: ones?)? (?:of|among|amongst"
        rf"|out of|from|in) (?:all )?{_SET}\b\s*(?P<rest>.*)$",
        rf"(?:of|among|amongst|out of|from) (?:all )?{_SET}[,:]?\s*(?P<asks>which|who|what|how many)(?: ones?)?\b"
        r"\s*(?P<rest>.*)$",
        rf"(?:(?P<verb>are|is|were|was|do|does|did|have|has|had) )?(?:any|either|some|all|none"
        rf"|most)(?: ones?)?(?: of {_SET})?\b\s*(?P<rest>.*)$",
        r"(?P<asks>how many|which)(?: ones?)? (?P<rest>(?:are|were|is|was|have|has|had|got) (?:(?:in|from|under"
        r"|outside|with|led|also|still|not) .+|been .+|still.*))$",
        r"(?:are|is|were|do|does|have|has) (?:they|those|these|it|all of them|each of them|both)(?: all| both| each)?"
        r" (?P<rest>still\b.*)$",
        r"(?P<verb>are|is|were|was) (?:they|those|these|it)(?: all| both| each| any)? (?P<rest>(?:any )?(?:good"
        r"|outstanding|inadequate|requir\w+|adequate)\b.*)$",
        r"(?P<asks>which|how many)(?: ones?)? (?P<rest>(?:(?:have|has) )?(?:kept|held|retained|maintained|lost)\b.*)$",
        r"(?P<rest>(?:with|led by) .+)$",
        r"(?P<asks>which|how many)(?: ones?)? (?P<rest>(?:are|were|is|was|have|has|had|got) (?:inspected|visited"
        r"|led|reported"
        r"|published) .+)$",
        r"(?P<asks>which|how many)(?: ones?)? (?P<rest>(?:are|were|is|was|have|has|had|got) .+ (?:the (?:time"
        r"|one|inspection)"
        r" before|before|previously|once|last time|in (?:19|20)\d\d))\W*$",
        r"(?P<asks>which|how many)(?: ones?)? (?P<rest>still .+|came out .+|ended up .+)$",
        rf"(?:of|among|amongst|out of|from) (?:all )?{_SET}[,:]? (?:only |just |the )+(?P<rest>.+)$",
        r"(?P<asks>which|who|what|how many)(?: ones?)? (?P<rest>used to be(?: so| that)?|(?:is|are) no longer(?: so| "
        r"that)?|no"
        r" longer (?:is|are)|once (?:was|were)(?: so| that)?(?: but.*)?|lost (?:it|that))\W*$",
        rf"(?:show me |list |keep |give me |i want )?(?:only|just) (?:{_SET} )?(?P<rest>.+)$",
        rf"(?:show me |list |keep )?{_SET} (?P<rest>(?:in|from|under|with|led|that|which|where)"
        r" .+)$",
        rf"(?:limit|narrow|restrict|filter|reduce|cut)(?: (?:it|that|them|this|{_SET}))?(?: down)? (?:to"
        rf"|by) (?:only |just )?"
        rf"(?:{_SET} )?(?P<rest>.+)$",
        rf"(?:leave out|exclude|without|drop|remove|except(?: for)?|ignor(?:e|ing)|apart from|not counting)"
        rf" (?:{_SET} )?(?P<barred>.+)$",
    )
)
_HOW_MANY = re.compile(
    _AND + r"how many(?: (?:is|are|was|were) (?:that|those|these|they|there|it)\b.*|(?: of them)?(?: in (?:total|all)"
    r"| altogether)?)\W*$",
    re.IGNORECASE,
)
_LISTS = re.compile(r"^\W*(?:which|what|list|name|show(?: me)?)\b(?: all)?(?: the)?", re.IGNORECASE)
_SHARE = re.compile(
    _AND + r"(?:(?:what|which) (?:share|proportion|percentage|fraction|per ?cent)(?:age)?"
    r"(?: (?:is|are|was|were|of (?:the )?(?:total|all|lot|them))\b.*)?"
    r"|(?:out )?of how many(?: (?:is|are|was|were) (?:that|there|it|those)\b.*|(?: in (?:all|total)| altogether)?)"
    r"|(?:what is that |and )?(?:as|in) (?:an? )?(?:percentages?|share|proportion|fraction|per ?cent))\W*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^\W*(?:how many|which|what|list|name|show(?: me)?)\b(?: all)?(?: of)?(?: the)?", re.IGNORECASE)
_LIMITS = re.compile(
    r"(?:in|at|on|under|for|since|before|after|between|by|from|within|during|outside|more than|at least|twice|once)\b",
    re.I,
)
"""How words open that only limit."""
MOST_ADDED = 6
_STILL = re.compile(
    r"^\W*(?:are |is |were |do |does |have )?(?:still|now|today|currently)(?: (?:are|is|do|have|so|like that|that way"
    r"|rated (?:that|so)|that))*(?: (?:now|today|currently|at the moment))?\W*$",
    re.IGNORECASE,
)
_OF_IT = r"(?: on to| onto)? (?:it|that|this|theirs|(?:that|the|their) (?:grade|rating|judge?ment|position|status))"
_KEPT = re.compile(rf"^(?:(?:have|has) )?(?:kept|held|retained|maintained){_OF_IT}\W*$", re.IGNORECASE)
_LOST = re.compile(
    rf"^(?:(?:(?:have|has) )?(?:since )?lost{_OF_IT}(?: since)?|used to be(?: so| that)?|(?:(?:is|are) )?no longer"
    r"(?: (?:is|are))?(?: so| that)?|once (?:was|were)(?: so| that)?(?: but.*)?)\W*$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b(?:now|currently|still|today|at (?:the moment|present)|these days|once|ever|previously|before|formerly"
    r"|at some (?:point|time|stage)|in the past|have been|has been|had been|used to be|previous"
    r"|latest|last|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SOME_TIME = re.compile(
    r"\b(?:once|ever|previously|formerly|before(?: that| then|(?=\W*$))|earlier|in the past|at (?:some|one"
    r"|any) (?:point|time"
    r"|stage)|at one time|used to be)\b\s*",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"^\W*(?:and |what about |how about )*(?:elsewhere|anywhere else|somewhere else|(?:in |at |for )?(?:any |the "
    r"|all )*others?(?: councils| authorities| places| ones| letters| reports)?|everywhere else|the rest)"
    r"(?: too| as well)?\W*$",
    re.IGNORECASE,
)


def follow_set(turn: Turn) -> str | None:
    """Return the whole question of a follow-up to a list or count over all documents; None where it is none."""
    if not turn.is_set:
        return None
    if _HOW_MANY.match(turn.question) and _LISTS.match(turn.base):
        return _LISTS.sub("How many", turn.base, count=1)
    if _SHARE.match(turn.question) and _OPENS.match(turn.base):
        return _read(_OPENS.sub("What share of", turn.base, count=1), turn)
    if ELSEWHERE.match(turn.question) and not turn.before.named:
        turned = re.sub(r"\b(are|is|were|was|(?:has|have) been)\b", r"\1 not", turn.base, count=1)
        return turned if turned != turn.base else _read(denied(turn.base.rstrip(" ?")) or "", turn)
    match = next((found for pattern in _NARROWS if (found := pattern.match(turn.question))), None)
    if match is None:
        return _appended(turn)
    held = match.groupdict()
    if held.get("barred"):
        return _without(held["barred"].rstrip(" ?."), turn)
    asks = (held.get("asks") or "which").lower()
    rest = (held.get("rest") or "").strip(" ?.,")
    return _still(rest, turn) or _latest_of(rest, turn) or _narrowed(asks, _predicate(held.get("verb"), rest), turn)


def _appended(turn: Turn) -> str | None:
    """Return the question before with a few words more ('in one go?'), if it is read in full and gives none besides."""
    added = re.sub(_AND, "", turn.question, flags=re.IGNORECASE).strip(" ?.,!")
    asks = re.match(r"(?P<many>how many|which|any|only|just)(?: ones?)?\s+(?P<rest>.+)", added, re.IGNORECASE)
    added = asks["rest"] if asks else added
    if not _LIMITS.match(added) or len(added.split()) > MOST_ADDED:
        return None
    is_count = asks is not None and asks["many"].lower() == "how many"
    base = _OPENS.sub("How many", turn.base, count=1) if is_count else turn.base
    asked = f"{base.rstrip(' ?.')} {added}?"
    before = {item.label for item in turn.items}
    after = _labels(asked, turn) if is_read(asked, turn.words) else set()
    return asked if after and after <= before else None


def _without(barred: str, turn: Turn) -> str | None:
    """Return the question before without some places, in the first wording that leaves out these and no others."""
    base = turn.base.rstrip(" ?.")
    left = {item.label for item in turn.items} - set(turn.now.named)
    asked = [f"{base} outside {barred}?", f"{base}, leaving out {barred}?"]
    return next((one for one in asked if is_read(one, turn.words) and (not left or _labels(one, turn) == left)), None)


def _read(question: str, turn: Turn) -> str | None:
    return question if is_read(question, turn.words) else None


def _predicate(verb: str | None, rest: str) -> str:
    """Return what is said of those that are left, as a clause with a verb: 'are in London', 'have good leadership'."""
    rest = re.sub(r"^(?:who|which|that|where)\s+(?=\w+)", "", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\s*\b(?:only|please|though|then|ones?)\W*$", "", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\b(?:still|also)\s+(?=\w)|\s+since(?: then)?$", "", rest, flags=re.IGNORECASE)
    if early := re.match(r"(?P<now>now|currently|today)\s+(?P<what>\w.*)", rest, re.IGNORECASE):
        rest = f"{early['what']} {early['now']}"
    rest = re.sub(
        r"^(?:(?:came|come|turned) out|(?:end|wound|wind)\w* up|finish\w*)(?: (?:as|with|on|at))?\s+",
        "were ",
        rest,
        flags=re.IGNORECASE,
    )
    if verb and verb.lower() in ("do", "does", "did"):
        return rest
    if verb:
        rest = f"{'have been' if verb.lower() in ('have', 'has', 'had') else verb.lower()} {rest.removeprefix('been ')}"
    rest = re.sub(
        r"\b(?:at )?(?:the (?:time|inspection|one) before(?: (?:that|this))?|last time(?: (?:round|around))?)\W*$",
        "at the previous inspection",
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(r"\binspected (?:under|by)\b", "led by", rest, flags=re.IGNORECASE)
    if led := re.match(r"^(?!(?:were|was|are)\b)(?P<who>[A-Z].*?) led$", rest):
        return f"were led by {led['who']}"
    if re.match(r"(?:led|inspected|visited|published|judged|rated)\b", rest, re.IGNORECASE):
        return f"were {rest}"
    if re.match(r"(?:in|from|under|outside|good|outstanding|inadequate|requir\w+|for|the)\b", rest, re.IGNORECASE):
        return f"are {re.sub(r'^(?:from|the) ', '', rest)}"
    if re.match(r"with\b", rest, re.IGNORECASE):
        return f"have {rest[5:]}"
    return rest


def _still(rest: str, turn: Turn) -> str | None:
    """Return which have now the grade that the question before asked for at any time ('which of those still are?')."""
    is_lost = _LOST.match(rest) is not None
    if not (_STILL.match(rest) or _KEPT.match(rest) or is_lost):
        return None
    asked = next((word for word in turn.grades), None)
    if asked is None:
        return None
    area = "" if turn.area == "overall" else f" for {turn.area}"
    places = "".join(f" in {region}" for region in (turn.query.regions if turn.query else ()))
    if is_lost:
        return f"Which authorities are no longer {asked}{area}{places}?"
    said = re.match(
        r"^\W*(?:which|what|how many|list)(?: \w+)? (?:councils|authorities|places)\b\s*(?P<said>.+?)\W*$",
        turn.base,
        re.I,
    )
    if said and turn.query is not None and (turn.query.from_day or turn.query.to_day or turn.query.years):
        of_these = f"Which of the authorities that {said['said']} are {asked}{area} now?"
        if is_read(of_these, turn.words):
            return of_these
    return f"Which authorities are {asked}{area} now{places}?"


def _narrowed(asks: str, rest: str, turn: Turn) -> str | None:
    """Return the question before with a further condition, or that condition asked of the authorities by name."""
    if not rest:
        return None
    opening = "How many" if "many" in asks else "What share of" if asks.startswith("what ") else "Which"
    own = _ever(rest) if _SOME_TIME.search(rest) else rest
    body = _OPENS.sub(opening, turn.base, count=1)
    joined = f"{body.rstrip(' ?.')} and {own}?"
    names = list(dict.fromkeys(item.label for item in turn.items))
    subject = "authority" if len(names) == 1 else "authorities"
    named = own if len(names) == 1 else re.sub(r"^(?:was|is|has)\b", lambda match: _MANY[match[0]], own)
    by_name = f"Of {join_words(names)}, {opening.lower()} {subject} {named}?"
    may_name = 1 < len(names) <= MOST_NAMED and is_read(by_name, turn.words)
    if not is_read(joined, turn.words):
        return by_name if may_name else joined
    if may_name and _TIMED.search(rest) and _labels(by_name, turn) != _labels(joined, turn):
        return by_name
    return by_name if may_name and not _is_within(joined, turn) else joined


_MANY = {"was": "were", "is": "are", "has": "have"}


def _ever(rest: str) -> str:
    """Return a clause on the past without its words of time: 'were once inadequate' as 'have been inadequate'."""
    bare = " ".join(_SOME_TIME.sub("", rest).split())
    said = re.sub(r"^(?:were|was|are|is|have|has|had)\b(?: been\b)?", "", bare).strip()
    return f"have been {said}" if said else bare


def _labels(question: str, turn: Turn) -> set[str]:
    return {item.label for item in items_of_question(question, turn.words, turn.documents)}


def _is_within(joined: str, turn: Turn) -> bool:
    """Whether a narrowed question is answered with some of what answered the question before, and no other."""
    held: tuple[Item, ...] = items_of_question(joined, turn.words, turn.documents)
    if not turn.items:
        return True
    return {item.label for item in held} <= {item.label for item in turn.items}


_DATED = re.compile(
    r"^\W*(?:is|are|was|were)? ?(?:the )?(?:(?P<last>latest|newest|most recent(?:ly)?|last)|(?P<first>oldest|earliest"
    r"|first))(?: inspected| visited| done)?(?: one| inspection| report)?\W*$",
    re.IGNORECASE,
)


def _latest_of(rest: str, turn: Turn) -> str | None:
    """Return which of the authorities that answer the earlier question was inspected last, or first."""
    match = _DATED.match(rest)
    labels = list(dict.fromkeys(item.label for item in turn.items)) if match else []
    if match is None or not 1 < len(labels) <= MOST_LISTED:
        return None
    return f"Which authority was inspected {'most recently' if match['last'] else 'first'}: {join_words(labels, 'or')}?"
