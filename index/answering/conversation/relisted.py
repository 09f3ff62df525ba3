"""Follow-ups that ask for the list before in another order, whole, without some, elsewhere, or from its other end."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.conversation.items import other_end
from index.answering.conversation.plain import own_words
from index.answering.conversation.swaps import place_name
from index.answering.conversation.turn import Turn, is_read, items_of_question
from index.answering.wording import join_words

__all__ = ["follow_relisted", "without_order"]

_AND = r"^\W*(?:and |but |so |then |now |ok |okay )*(?:(?:what|how) about )?"
_ASK = (
    r"(?:(?:sort|order|arrange|rank|list|show|put|give|group)(?: me)?(?: (?:them|those|these|it|that|this|the (?:list"
    r"|results?)))?(?: all)? ?)?(?:with )?(?:the )?"
)
_ORDERS = tuple(
    (re.compile(_AND + _ASK + rf"(?:{pattern})\W*$", re.IGNORECASE), said)
    for pattern, said in (
        (r"(?:newest|latest|most recent)(?: ones?)?(?: at the top| first)|by date,? newest first", "newest first"),
        (r"(?:oldest|earliest)(?: ones?)?(?: at the top| first)", "oldest first"),
        (r"(?:by|in order of) (?:date|year)|in (?:date|chronological) order|chronologically", "sorted by date"),
        (r"(?:by|in order of) name|(?:in )?alphabetical(?:ly| order)|a to z", "sorted by name"),
        (r"(?:by|in order of) (?:grade|rating|judge?ment)|(?:worst|best|lowest|highest)(?: ones?)? first", ""),
    )
)
_BY_GRADE = "sorted by grade"
_ORDERED = re.compile(r",? (?:sorted by \w+|(?:newest|oldest) first)\W*$", re.IGNORECASE)
_WHOLE = re.compile(
    _AND + r"(?:(?:show|list|give|name|see)(?: me)?(?: them)? )?(?:all(?: of (?:them|those|these))?|more(?: of (?:them"
    r"|those|these))?|the (?:next|following|remaining|other) (?:ones|few|page|\d+|five|ten)|the (?:whole|full|entire"
    r"|complete) list|(?:all )?the ones)\W*$",
    re.IGNORECASE,
)
_LESS = re.compile(
    _AND + r"(?:leav(?:e|ing) out|exclud(?:e|ing)|without|drop|remove|except(?: for)?|ignor(?:e|ing)|apart from"
    r"|not counting|other than) (?P<barred>.+?)\W*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^\W*(?:how many|what share of|what (?:proportion|percentage) of)\b(?: the)?", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\W*(?:which|what|how many|list|name|show(?: me)?) (?:of )?(?:all )?(?:the )?\w+ ", re.IGNORECASE
)
_UNDER = r"\b(?:under|using|with|in|for) (?:the )?(?:FRAMEWORKS|(?:\w+ )?(?:inspection )?framework)\b"
_SECOND = re.compile(
    _AND + r"(?:who|which(?: one| council| authority| region| place)?|what) (?:came|comes|was|is|were|placed|finished)"
    r" (?:in |the )?(?P<nth>second|third|next|runner[- ]up)(?: place)?\W*$|" + _AND + r"the runner[- ]up\W*$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"^\W*(?:which|what) (?P<noun>council|authority|region|inspector|inspection|place|borough|county)"
    r"(?: (?P<verb>has|is|was|had))? ",
    re.IGNORECASE,
)
_PLURAL = {"authority": "authorities", "county": "counties"}
_VERBS = {"has": "have", "is": "are", "was": "were", "had": "had"}
_LOW = re.compile(_AND + r"(?:which|who|the|one|is|was|has)*(?: |\b)(?:worst|fewest|least|lowest|bottom)\W*$", re.I)
_HIGH = re.compile(_AND + r"(?:which|who|the|one|is|was|has)*(?: |\b)(?:best|most|highest|top)\W*$", re.I)
_DOWN = (
    (r"improved the most", "got worse the most"),
    ("longest", "shortest"),
    ("most", "fewest"),
    ("best", "worst"),
    ("highest", "lowest"),
)
_SAME_COUNT = re.compile(
    _AND + r"how many(?: (?:is|are|was|were) (?:that|it|those|they))?(?: in (?:all|total))?\W*$", re.I
)
_AVERAGE = re.compile(_AND + r"(?:(?:what|which)(?:'s| is| was) )?(?:on |the |an )?average\W*$", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:long|longest|shortest|length|days)\b", re.IGNORECASE)


def without_order(turn: Turn) -> Turn:
    """Return a follow-up to a list as one to the list in no order."""
    bare = _ORDERED.sub("", turn.base)
    if bare == turn.base:
        return turn
    return replace(turn, earlier=(*turn.earlier[:-1], f"{bare}?"), before=turn.read(f"{bare}?"))


def follow_relisted(turn: Turn) -> str | None:
    """Return the list before as it is asked for anew; None where a follow-up asks something else of it."""
    at = turn if turn.is_set else turn.at_last_set
    if not at.is_set or (at.before.named and not at.items):
        return None
    if (ordered := _ordered(at)) is not None or (ordered := _less(at)) is not None:
        return ordered
    if at is not turn or turn.now.named or turn.now.times:
        return None
    if _WHOLE.match(turn.question):
        return _as_list(turn)
    if _SAME_COUNT.match(turn.question) and _OPENS.match(turn.base):
        return _OPENS.sub("How many", turn.base, count=1)
    if _AVERAGE.match(turn.question) and _LENGTH.search(turn.base):
        place = f" in {join_words([place_name(one) for one in turn.query.regions])}" if turn.query else ""
        return f"How long are inspections on average{'' if place == ' in ' else place}?"
    return _elsewhere(turn) or _under(turn) or _runner_up(turn) or _other_extreme(turn)


def _as_list(turn: Turn) -> str:
    return _OPENS.sub("Which", turn.base, count=1)


def _ordered(turn: Turn) -> str | None:
    """Return the list in the order asked for; as it is where it cannot be ordered so, all being alike."""
    said = next((said for pattern, said in _ORDERS if pattern.match(turn.question)), None)
    if said is None:
        return None
    bare = _ORDERED.sub("", _as_list(turn)).rstrip(" ?.")
    asked = f"{bare}, {said or _BY_GRADE}?"
    return asked if is_read(asked, turn.words) else _as_list(turn)


def _less(turn: Turn) -> str | None:
    """Return the list without the authorities and regions named, in the first wording that leaves these out only."""
    match = _LESS.match(turn.question)
    if match is None or not (turn.now.authorities or turn.now.regions):
        return None
    held = list(dict.fromkeys(item.label for item in turn.items))
    regions = {name: one.region for one in turn.documents for name in one.authorities}
    left = [one for one in held if one not in turn.now.named and regions.get(one) not in turn.now.regions]
    base, names = turn.base.rstrip(" ?."), join_words([one for one in turn.now.named if one in held])
    tail = f" outside {join_words([place_name(one) for one in turn.now.regions])}" if turn.now.regions else ""
    rest = _SUBJECT.sub("", base, count=1)
    wordings = [
        *([f"{base}{tail}?"] if tail and not names else []),
        *([f"{base} and {names}?"] if names and ", leaving out " in base else []),
        f"{base}{tail}{f', leaving out {names}' if names else ''}?",
        *([f"Of {join_words(left)}, which authorities {rest}?"] if left else []),
    ]
    for one in wordings:
        found = items_of_question(one, turn.words, turn.documents) if is_read(one, turn.words) else None
        if found is not None and {item.label for item in found} == set(left):
            return one
    return turn.base if left == held and held else None


def _elsewhere(turn: Turn) -> str | None:
    """Return the list for another region in the place of the one it is limited to ('and in London?')."""
    if turn.query is None or len(turn.query.regions) != 1 or len(turn.now.regions) != 1:
        return None
    old, new = turn.query.regions[0], turn.now.regions[0]
    spoken = re.compile(rf"\b(?:the )?{re.escape(old)}\b", re.IGNORECASE)
    if old == new or own_words(turn.question, ("region", *new.lower().split())) or not spoken.search(turn.base):
        return None
    return spoken.sub(place_name(new), turn.base)


def _under(turn: Turn) -> str | None:
    """Return the list under another framework in the place of the one it names ('and under SIF?')."""
    names = "|".join(re.escape(one.id) for one in turn.knowledge.frameworks)
    under = _UNDER.replace("FRAMEWORKS", names)
    asked = re.match(_AND + rf"(?:only )?(?P<under>{under})\W*$", turn.question, re.IGNORECASE)
    old = re.search(under, turn.base, re.IGNORECASE)
    return f"{turn.base[: old.start()]}{asked['under']}{turn.base[old.end() :]}" if asked and old else None


def _runner_up(turn: Turn) -> str | None:
    """Return the first two, or three, of the one asked for before ('who came second?')."""
    match = _SECOND.match(turn.question)
    if match is None:
        return None
    if re.match(r"which two\b", turn.base, re.IGNORECASE):
        return re.sub(r"^which two\b", "Which three", turn.base, flags=re.IGNORECASE)
    count = "three" if (match["nth"] or "").lower() == "third" else "two"
    base = re.sub(r"^\W*who\b", f"Which {count} inspectors", turn.base, count=1, flags=re.IGNORECASE)
    if base == turn.base:
        one = _ONE_OF.match(base)
        if one is None:
            return None
        noun = _PLURAL.get(one["noun"].lower(), f"{one['noun'].lower()}s")
        verb = f"{_VERBS[one['verb'].lower()]} " if one["verb"] else ""
        base = f"Which {count} {noun} {verb}{base[one.end() :]}"
    return base if is_read(base, turn.words) else None


def _other_extreme(turn: Turn) -> str | None:
    """Return the list from its other end where another word than its own says which ('longest', 'and the worst?')."""
    is_low, is_high = _LOW.match(turn.question), _HIGH.match(turn.question)
    if not (is_low or is_high) or (other_end(turn) is not None and "improved" not in turn.base.lower()):
        return None
    for high, low in _DOWN:
        old, new = (high, low) if is_low else (low, high)
        said = re.sub(rf"\b{old}\b", new, turn.base, count=1, flags=re.IGNORECASE)
        if said != turn.base and is_read(said, turn.words):
            return said
    return None
