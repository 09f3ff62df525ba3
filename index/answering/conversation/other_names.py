"""Follow-ups that ask the same of another authority, or go back to one asked about earlier."""

from __future__ import annotations

import re

from index.answering.catalogue.words import alternatives
from index.answering.conversation.names import with_names_of
from index.answering.conversation.plain import own_words, without_names
from index.answering.conversation.times import without_foreign_time
from index.answering.conversation.turn import Turn
from index.answering.wording import join_words

__all__ = ["back_to_earlier", "placed_earlier", "same_of_other", "two_compared"]

_AND = r"^\W*(?:and |but |so |then |now |ok |okay )*"
_DOES = re.compile(
    _AND + r"(?:is|are|was|were|does|do|did|has|have|had|can|could|would|will|what does|how does|how is|how are"
    r"|how did|how do"
    r"|how was) (?:the (?:same|situation|picture) (?:true |the case )?(?:for |in |of )|it (?:like |the same "
    r"|any (?:better"
    r"|different|worse) |different |better |worse )?(?:for |in |at )|(?:that|things|they) (?:the same |any \w+ "
    r"|different "
    r"|true )?(?:for |in |at ))?(?P<name>NAME)(?:'s|’s)?(?P<rest>(?: (?:have|has|had|do|does|did|be|been|get|so|it|that"
    r"|this|the|same"
    r"|thing|problems?|issues?|fare|compare|any|a|lot|much|better|worse|different|differently|alike|similar|good"
    r"|bad|also|too"
    r"|as|well|either|there|one|on|in|at|respect|regard|front))*)\W*$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:same|similar\w*|alike|too|also|as well|likewise|true|differ\w*|better|worse|it|that|there)\b", re.IGNORECASE
)
_OWN = re.compile(
    r"^\W*(?:and |but |so )*(?:who|when|why|where|which|how|what(?! about| of)|tell|describe|list|show)\b", re.I
)
_SAME_FILLS = """same similar similarly alike likewise story picture case true situation different differ differs better
    worse pattern issue problem problems thing deal find found hold holds apply applies go goes""".split()
_COMPARES = re.compile(r"\b(?:better|worse|differen\w+|compare|similar|alike)\b", re.IGNORECASE)
_BACK = re.compile(
    _AND + r"(?:(?:let(?:'|’)?s (?:go|get)|can we go|could we go|(?:if )?we go|go|going|turning|returning|return"
    r"|coming|switch"
    r"(?:ing)?)? ?(?:back )?(?:to|on)(?: the subject of)?) "
    r"(?:(?P<place>NAME)|(?P<which>WHICH))(?: (?:again|though|once more|now))*(?P<rest>\W.*)?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    _AND
    + r"(?:in|for|as for|with|about|what about|how about)? ?(?P<place>NAME)(?: (?:again|once more)\b)(?P<rest>\W.*)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    _AND + r"(?:what about |how about )?(?P<which>WHICH)(?: (?:again|though|once more))*(?P<rest>\W.*)?$", re.IGNORECASE
)
_WHICH = (
    r"(?:the )?(?P<at>first|second|third|last|previous|former|latter|earlier|other|original)(?: (?:council"
    r"|authority|place"
    r"|borough|county|one(?: (?:i|we) (?:asked|talked) about)?))?(?: (?:i|we) (?:asked|talked|spoke) about)?"
)
_BOTH = re.compile(r"\b(?:the two|both|they|them|these|those|which (?:of them|one|of the two))\b", re.IGNORECASE)
_CONTRAST = re.compile(
    r"\b(?:compare|better|worse|differ\w*|contrast|higher|lower|stronger|weaker|the same"
    r"|similar|alike)\b",
    re.IGNORECASE,
)
_WHICH_ONE = re.compile(
    _AND + r"(?:which|who)(?: one| council| place)? (?:is|was|has|had|does|did|are|were|looks?|seems?|comes?)\b.{0,30}"
    r"\b(?:better|worse|higher|lower|stronger|weaker|best|worst)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(
    _AND + r"(?:which|who)(?: one| council| place)?(?: of (?:the (?:two|three|four|five)|them|those|these"
    r"|both))? (?:is|was|were|has"
    r"|had)(?: been)?"
    r".{0,25}\b(?P<how>more recent(?:ly)?|most recent(?:ly)?|later|latest|last|earlier|first|longer ago)\b",
    re.IGNORECASE,
)


def same_of_other(turn: Turn) -> str | None:
    """Return the earlier question for the authority of 'does Kent?', or both compared for 'is Kent any better?'."""
    if (said := _says_on_topic(turn)) is not None:
        return said
    match = _with_name(_DOES, turn.question, turn) or _is_same(turn)
    if not match or not turn.before.named or turn.is_set:
        return None
    name = turn.now.named[0]
    if name in turn.before.named:
        return None
    if _COMPARES.search(turn.question) and turn.name is not None:
        if turn.is_graded:
            how = "worse" if "worse" in turn.question.lower() else "better"
            area = "overall effectiveness" if turn.area == "overall" else turn.area
            return f"Has {name} a {how} grade than {turn.name} for {area}?"
        about = turn.topic_phrase or " ".join(turn.topic)
        return f"Compare {about} in {turn.name} and {name}" if about else None
    bare = turn.read(f"and {name}?")
    return with_names_of(bare, without_foreign_time(bare, turn.before, turn.documents))


_SAY = re.compile(
    r"^\W*(?:and |but |so )*(?:what|how|anything)\b.*\b(?:sa(?:y|id|ys)|f[io]u?nd|mention\w*|there)\b", re.I
)


def _says_on_topic(turn: Turn) -> str | None:
    """Return what an authority's documents say on the topic spoken of ('what does Kent's say?'); None for all else."""
    topic = turn.topic_phrase or " ".join(turn.topic)
    is_of_topic = topic and not turn.is_graded and turn.query is None and turn.joined is None
    if not is_of_topic or len(set(turn.now.named)) != 1 or turn.now.times or not _SAY.match(turn.question):
        return None
    if own_words(without_names(turn.now), ("report", "letter", "inspectors", "documents", "one")):
        return None
    return f"What do inspectors say about {topic} in {turn.now.named[0]}?"


def _is_same(turn: Turn) -> bool:
    """Whether a follow-up says nothing but the name of another authority, and that the same is asked of it."""
    if len(set(turn.now.named)) != 1 or turn.now.times or _OWN.match(turn.question) or not _SAME.search(turn.question):
        return False
    return not own_words(without_names(turn.now), _SAME_FILLS)


def _with_name(pattern: re.Pattern[str], question: str, turn: Turn) -> re.Match[str] | None:
    """Match a pattern in which NAME stands for the one authority that a follow-up names."""
    held = [one for one in turn.now.authorities if one.in_corpus]
    if len({one.name for one in held}) != 1:
        return None
    written = question[held[0].start : held[-1].end]
    return re.match(pattern.pattern.replace("NAME", re.escape(written)), question, re.IGNORECASE)


def back_to_earlier(turn: Turn) -> tuple[str, str] | None:
    """Return the authority asked about earlier to which a follow-up goes back, and what is asked; else None."""
    back = re.compile(_BACK.pattern.replace("WHICH", _WHICH), re.IGNORECASE)
    match = (
        (_with_name(back, turn.question, turn) or _with_name(_AGAIN, turn.question, turn)) if turn.now.named else None
    )
    names = turn.now.named
    if match is None and not turn.now.named and not turn.is_set:
        pattern = _BACK.pattern.replace("WHICH", _WHICH).replace("NAME", "(?!)")
        match = re.match(pattern, turn.question, re.IGNORECASE) or re.match(
            _OPENS.pattern.replace("WHICH", _WHICH), turn.question, re.IGNORECASE
        )
        names = _asked_about(match["at"], turn) if match else ()
    if match is None or len(set(names)) != 1:
        return None
    return names[0], re.sub(r"^[\s,:;.?!–-]+", "", match["rest"] or "").strip()


_PLACED = re.compile(
    r"\bthe (?P<at>former|latter|first|second|other)(?: (?:one|council|authority|place|borough"
    r"|county))?\b(?P<of>['’]s)?",
    re.IGNORECASE,
)


_RANKED = re.compile(
    r"\bthe (?P<high>better|stronger|higher|best|strongest|highest|weaker|worse|lower|weakest|worst|lowest)"
    r"(?:[- ](?:rated|graded|performing))? (?:one|council|authority|place|of (?:the two|them|those))\b",
    re.IGNORECASE,
)


def _by_grade(match: re.Match[str], turn: Turn) -> str | None:
    """Return the one of several authorities asked about that has the highest, or lowest, grade now; None for a tie."""
    names = list(dict.fromkeys(turn.before.named))
    held = {name: turn.words.scale.get(turn.words.latest_grades.get(name, {}).get(turn.area) or "") for name in names}
    ranks = [rank for rank in held.values() if rank is not None]
    if len(names) < 2 or len(ranks) < len(names):
        return None
    end = max(ranks) if re.match(r"b|st|h", match["high"], re.IGNORECASE) else min(ranks)
    chosen = [name for name, rank in held.items() if rank == end]
    return chosen[0] if len(chosen) == 1 else None


def placed_earlier(turn: Turn) -> str | None:
    """Return a follow-up with the authority that 'the former' or 'the other one' in it means; None where none is."""
    if (ranked := _RANKED.search(turn.question)) is not None and (name := _by_grade(ranked, turn)) is not None:
        return f"{turn.question[: ranked.start()]}{name}{turn.question[ranked.end() :]}"
    match = _PLACED.search(turn.question)
    if match is None or turn.now.named or turn.is_set or turn.items or turn.before.form == "list":
        return None
    if match["at"].lower() in ("first", "second", "other") and not re.search(
        r" (?:one|council|authority|place|borough|county)", match[0], re.IGNORECASE
    ):
        return None
    names = _asked_about(match["at"], turn)
    if len(set(names)) != 1:
        return None
    return f"{turn.question[: match.start()]}{names[0]}{match['of'] or ''}{turn.question[match.end() :]}"


def _asked_about(word: str, turn: Turn) -> tuple[str, ...]:
    """Return the authority that 'the first council' or 'the other one' means among those asked about one by one."""
    seen: list[str] = []
    for text in turn.earlier:
        named = turn.read(text).named
        seen += [name for name in named if name not in seen] if len(named) < 3 else []
    if len(seen) < 2:
        return ()
    at = {"first": 0, "original": 0, "former": -2, "earlier": -2, "previous": -2, "other": -2, "second": 1, "third": 2}
    place = at.get(word.lower(), -1)
    if word.lower() in ("other", "previous", "earlier", "former") and turn.name is not None:
        seen = [name for name in seen if name != turn.name] + [turn.name]
    return (seen[place],) if -len(seen) <= place < len(seen) else ()


_WHICH_OF = re.compile(
    _AND + r"which(?: one| council| place| authority)?(?: of (?:(?:the|those|these) (?:two|three|four"
    r"|five)|them|those|these"
    r"|all of them|both))? (?P<rest>(?:is|was|has|had|does|did|are|were|got|gets|have)\b.+?)\W*$",
    re.IGNORECASE,
)


_ONCE = re.compile(r"\b(?:before|once|previously|ever|used to be|formerly|in the past|at some point)\b", re.IGNORECASE)


def _graded_once(text: str, turn: Turn) -> str | None:
    """Return the grade that a text names, with its area."""
    found = re.findall(alternatives(turn.words.grades), text.lower())
    area = turn.area_in(text)
    return f"{found[0]}{f' for {area}' if area and area != 'overall' else ''}" if found else None


def _of_all_asked(turn: Turn) -> str | None:
    """Return 'which has ...?' for the authorities asked about one by one."""
    match = _WHICH_OF.match(turn.question)
    if match is None or turn.is_set or len(turn.before.named) != 1:
        return None
    names: list[str] = []
    for text in turn.earlier:
        named = turn.read(text).named
        names += [name for name in named if name not in names]
    if _ONCE.search(match["rest"]) and (been := _graded_once(match["rest"], turn)) and len(names) > 1:
        return f"Of {join_words(names)}, which authorities have been {been}?"
    rest = re.sub(r"^(?:is|are)\b", "is", match["rest"])
    return f"Of {join_words(names)}, which authority {rest}?" if len(names) > 1 else None


def two_compared(turn: Turn) -> str | None:
    """Return a comparison of the last two authorities asked about, on what was asked last."""
    if turn.now.authorities:
        return None
    recent = _RECENT.match(turn.question)
    if not recent and not (
        _CONTRAST.search(turn.question) and (_BOTH.search(turn.question) or _WHICH_ONE.match(turn.question))
    ):
        return _of_all_asked(turn)
    sides: dict[str, str] = {}
    for text in reversed(turn.earlier):
        read = turn.read(text)
        when = " and ".join(text[one.start : one.end] for one in read.times)
        for name in reversed(read.named):
            sides.setdefault(name, when)
    if len(sides) < 2:
        return None
    if recent and len(sides) > 2 and re.search(r"\b(?:three|four|five|all|them|those)\b", turn.question, re.IGNORECASE):
        which = "first" if recent["how"].lower() in ("earlier", "first", "longer ago") else "most recently"
        return f"Which authority was inspected {which}: {join_words(list(sides)[::-1], 'or')}?"
    last, first = list(sides.items())[:2]
    if recent:
        which = "first" if recent["how"].lower() in ("earlier", "first", "longer ago") else "most recently"
        return f"Which authority was inspected {which}: {first[0]} or {last[0]}?"
    is_graded = turn.is_graded or not (turn.topic_phrase or turn.topic)
    grades = f"the {turn.area} grades" if is_graded else None
    about = turn.area_in(turn.question) or grades or turn.topic_phrase or " ".join(turn.topic)
    same = first[1] == last[1]
    shown = [f"{name} in {when}" if when and not same else name for name, when in (first, last)]
    tail = f" in {last[1]}" if same and last[1] else ""
    return f"Compare {about} in {shown[0]} and {shown[1]}{tail}"
