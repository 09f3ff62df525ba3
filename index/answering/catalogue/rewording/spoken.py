"""Puts what people say about grades and inspections in the words that the catalogue is asked in."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.answering.catalogue.rewording.spoken_grades import GRADES_SAID
from index.answering.catalogue.rewording.spoken_moves import MOVES_SAID

__all__ = ["in_plain_words"]

_WHO = r"(?:councils?|authorit(?:y|ies)|las?|boroughs?|places?)"
_LOOKING_AT = (
    r"(?:(?:just |only |when |if (?:you|we|i) )?(?:taking|take|counting|count|looking at|look at|looking"
    r" across|considering|consider|going by"
    r"|go by|going on|based on|judging by|judged by|across|among|amongst|according to|using|use|on the"
    r" basis of|as of))"
)
_GRADES = "outstanding|good|inadequate|requires improvement"
_LOOKING = rf"(?:\b{_LOOKING_AT}|,|^(?:at|in|on|for|of))\s+"


def _of_inspections(match: re.Match[str]) -> str:
    """Return 'how many inspections' for what is asked of all of them."""
    many = f"{match['n'].rstrip('s')}s"
    if match["asks"].startswith("what"):
        return f"{' '.join(match['asks'].split()[:2])} of {many}"
    return f"{match['asks']} {many}"


_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # denial
    (r"\bcan't\b|\bcannot\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\b(\w+)n't\b", r"\1 not"),
    (r"\bno-?body\b|\bno one\b(?= (?:else )?(?:has|have|was|is|got|did|ever|improved|led))", "nobody"),
    (r"\bnever (?:once|ever|yet|even once)\b", "never"),
    (
        r"\bover the years\b(?=.*\b(?:more than once|twice|ever|never|both|always|times)\b)"
        r"|(?<=\bmore than once )over the years\b|(?<=\btwice )over the years\b|(?<=\btimes )over the years\b",
        "",
    ),
    (r"\b(?:leaving|putting|setting) (?P<x>[a-z ,]+?) (?:aside|out|to one side)\b", r"apart from \g<x>"),
    (
        r"\bnot (?P<g>outstanding|good|inadequate|requires improvement)(?: now| any ?more| any longer|"
        r" today| currently)? but "
        r"(?:they |who |which )?(?:have|has|had) (?:once |previously )?been(?: so| that)?(?: in the past"
        r"| before| previously| once)?\b",
        r"no longer \g<g>",
    ),
    (
        r",? (?:and )?(?:missing|skipping|leaping|jumping|bypassing)(?: out| over)?(?: on)? (?:good"
        r"|requires improvement)\b",
        "",
    ),
    (
        r"\bwhich is (?:the )?(?:more|most|commoner|commonest)(?: common| frequent| usual)?(?: overall| grade)*,? "
        r"(?P<a>outstanding|good|inadequate|requires improvement) or (?P<b>outstanding|good|inadequate"
        r"|requires improvement)\b",
        r"are there more \g<a> or \g<b> inspections",
    ),
    (r"\bstill only\b", "now"),
    (
        r"\bnever (?:had|got|been given|received) (?:anything|any grade) (?=(?:worse|lower|better|higher"
        r"|below|above)\b)",
        "never been ",
    ),
    (r"\b(?:has|have|had) yet to (?:be|get|have|receive|earn|win|achieve)\b", "have never been"),
    (r"\bnot yet (?:been|had|got|received|won|achieved|earned)\b", "never been"),
    (r"\b(?:in|for) anything(?: at all)?\b(?! else)", "in any area"),
    (r",? (?:but )?not necessarily\b[^,;]*", ""),
    (
        r"\b(?:has|have|had) seen (?:an? )?(?:improvements?|rises?|better grades?)(?: (?:in|for|on))?\b",
        "have improved in",
    ),
    (
        r"\b(?:has|have|had) seen (?:an? )?(?:falls?|drops?|declines?|deterioration|worse grades?)(?:"
        r" (?:in|for|on))?\b",
        "have declined in",
    ),
    (r"\b(?:staying|remaining)\b", "stayed"),
    (r"\b(?:in spite of|notwithstanding|despite)\b", "although"),
    (
        rf"\bis the only (?:one|council|authority|place)(?: (?:to be|that is|which is|that's))?(?:"
        rf" (?:rated|judged|graded))? (?={_GRADES})",
        "is ",
    ),
    (
        rf"\bwhat (?P<n>grade|rating|judgement) do (?P<w>{_WHO}) (?:most|more) (?:often|commonly"
        rf"|frequently) (?:get|receive|have|score)\b",
        r"what is the most common \g<n>",
    ),
    (
        rf"^which of (?!(?:the |those |these |all )*{_WHO} (?:that|which|who|rated|judged|graded|inspected)\b)"
        r"(?P<x>[^?]+?) (?=(?:have|has|had|are|is|were|was|got|improved|declined|went)\b)",
        r"which authority of \g<x> ",
    ),
    (
        r"\b(?:dropp?ed|fallen|fell|slipped|gone|dipped|sunk|sank|come|came) (?:to )?"
        rf"(?=(?:below|under|beneath|worse than|lower than) (?:{_GRADES})\b)",
        "been ",
    ),
    (rf"\b(?:under|beneath) (?={_GRADES}\b)", "below "),
    (r"\bfor the first time (?:at|in) (?:their|its|the) (?:last|latest|most recent)(?: \w+)?\b", "first now"),
    (
        r"\b(?P<n>grade|rating|judgement)s? (?:that (?:was|is) |which (?:was|is) )?(?:given|awarded"
        r"|handed out) most(?: often| frequently)?\b",
        r"most common \g<n>",
    ),
    (
        rf"^(?:do|does|are|is|have|has|did|were|was) (?:most|the majority of|more than half(?: of)?|over"
        rf" half(?: of)?|half(?: of)?)"
        rf" (?:of )?(?:the |these |all )?(?={_WHO}\b)",
        "what share of ",
    ),
    (
        rf"^(?:do|does|are|is|have|has|did|were|was) (?:every|each|all)(?: of)?(?: the| these)? (?P<w>{_WHO})\b",
        r"which \g<w>",
    ),
    (r"\b(?:strongest|top)\b(?= (?:for|in|on|at|leadership|help|overall|grades?|ratings?|care|child)\b)", "best"),
    (r"\bweakest\b", "worst"),
    (
        rf"\bavoid(?:ed|ing|s)? (?:being |getting |an? |ever )*(?P<g>{_GRADES})(?: altogether| entirely|"
        rf" completely)?\b",
        r"never been \g<g>",
    ),
    (
        rf"\b(?:the )?only (?:area|judgement|grade|part)(?: that (?:was|is)| to be| which"
        rf" was)?(?: rated| judged| graded)? (?P<g>{_GRADES})\b",
        r"\g<g> but not for anything else",
    ),
    (
        rf"\b(?P<n>two|three|2|3) (?P<g>{_GRADES})(?:s| grades| judgements| ratings)? (?:in a row"
        rf"|running|in succession|on the trot)\b",
        r"\g<g> \g<n> times in a row",
    ),
    (
        r"\bhow many (?:upgrades|improvements in (?:overall )?grade|promotions|rises)\b(?: (?:have|has"
        r"|were|was) there(?: been)?)?",
        "how many times have councils improved",
    ),
    (
        r"\bhow many (?:downgrades|demotions|declines|falls|drops)\b(?: (?:have|has|were|was) there(?: been)?)?",
        "how many times have councils declined",
    ),
    (
        r"\bresult(?:ed|ing|s)? in (?:an? )?(?:change of|different|changed|new) (?:overall )?(?:grade"
        r"|rating|judgement)\b",
        "changed grade",
    ),
    (
        rf"^.{{0,60}}?\b(?:list|rundown|summary|breakdown|table)\b of (?=(?:all |the |every |any |those )*{_WHO}\b)",
        "list ",
    ),
    (r"\bevery(?: single)? heading\b|\bright across the board\b", "across the board"),
    # now
    (
        r"\b(?:at|for) (?:the|this) (?:minute|present time|present moment|moment in time|time being)\b"
        r"|\bas we speak\b|\bthis year's\b",
        "now",
    ),
    (r"\bup to now\b|\bso far\b|\bto this day\b|\bdown the years\b", "over the years"),
    (r"\b(?:in|over|throughout|during|across) (?:all )?(?:its|their) (?:whole |entire |inspection )*history\b", "ever"),
    # what is looked at
    (
        rf"{_LOOKING}(?:every|each|all(?: of)?(?: the)?|any|the|its|their|our|an?)?(?: single)?(?: (?:of"
        rf" the |these )?{_WHO}(?:'s?|s')?)?"
        r" ?(?:most recent|latest|last|newest|current)(?: (?:full|graded|ofsted))*(?: (?:inspection"
        r"|report|judgement|grade|result)s?)"
        rf"(?: (?:of|for|at|in) (?:each|every|all|the)(?: of the)? {_WHO})?,?",
        " now ",
    ),
    (r"^now (?=.)(?!.*\bhow many\b)", "currently "),
    (
        rf"^(?:{_LOOKING_AT}|of) (?P<all>every|each|all(?: of)?(?: the)?|the)(?: single)? (?P<n>(?:full "
        rf"|ilacs |sif )*(?:inspection|report)s?)"
        r"(?: (?:in|you|we|that|here|there|do|have|hold|the|this|collection|corpus|index|data|are))*,?"
        r" (?P<asks>how many|what (?:share|proportion|percentage)(?: of (?:them|these|those))?|which)(?:"
        r" (?:one|ones|of them))?\b",
        _of_inspections,
    ),
    (
        rf"^(?:{_LOOKING_AT}|of|out of|from) (?:all |the |those |these )*"
        r"(?![^,]*\b(?:good|outstanding|inadequate|improvement|improved|worse)\b)"
        rf"(?P<x>(?:[\w-]+"
        rf" ){{0,3}}?)(?P<n>inspections|reports|councils"
        r"|authorities|inspectors)(?P<y>(?: [\w-]+){0,8}?),? (?:which|who)(?: (?:one|ones|of them))?\b",
        r"which \g<x>\g<n>\g<y>",
    ),
    (
        r"^of (?:those|the ones|all those|the places|councils|authorities) (?:that (?:have|had|were|are)"
        r" |which (?:have|were) |with )?"
        r"(?:been )?inspected (?P<y>[^,]+), (?P<asks>which|who|how many)(?: ones| of them)?\b",
        r"\g<asks> authorities inspected \g<y>",
    ),
    (
        r"\bcompar\w+ (?:the |their |its |each \w+'s )?(?:very )?first (?:full )?(?:inspection|report"
        r"|one|grade)?(?: (?:you|we) (?:have|hold))?"
        r"(?: for (?:each|them))? ?(?:with|and|to|against) (?:the |their |its )?(?:latest|last|most recent|current)"
        r"(?: (?:inspection|report|one|grade))?,? (?P<rest>.*)$",
        r"\g<rest> since when first inspected",
    ),
    (
        r"^compar\w+ (?:with|to|against) (?:the |their |its )?(?:last|previous|one before|inspection"
        r" before)(?: (?:full )?(?:inspection"
        r"|one|report|time|grade))?,? (?P<rest>.*)$",
        r"\g<rest>",
    ),
    (
        r"\b(?P<v>name|list|show|give me|find|tell me) (?:every|each)(?: single)? (?P<n>council"
        r"|authority|borough|county|place)\b",
        r"\g<v> all councils",
    ),
    (
        r"\b(?:everyone|everybody|all|those|councils|authorities|the ones)? ?(?:other than|apart from"
        r"|except|but|excluding) (?:for )?the (?P<g>good|outstanding"
        r"|inadequate|requires improvement) ones\b.*$",
        r"councils that are not \g<g> now",
    ),
    (r"\bwhich (?P<n>report|inspection|visit|council)s (?=(?:is|was) )", r"which \g<n> "),
    (r"\bwho else\b", "who"),
    (r"\b(?:between|in|from) which years\b|\bfrom when (?:to|until) when\b", "in which years"),
    (
        r"\b(?:most recently|latest|last|newest) (?:published|issued|released|inspected) (?=(?:full"
        r" )?(?:inspection |ofsted )?(?:reports?|inspections?"
        r"|councils?|authorit\w+)\b)",
        "latest ",
    ),
    (r"\b(?:largest|highest|greatest|biggest) (?:number|amount|count) of\b", "most"),
    (r"\b(?:smallest|lowest|least) (?:number|amount|count) of\b", "fewest"),
    (r"\bas an? (?:separate |distinct )?\w+ (?:of (?:their|its) own|in (?:its|their) own right)\b", ""),
    (
        r"^(?:of|out of|among|between) (?!(?:all |the |those |these )*(?:councils|authorities|las"
        r"|boroughs|places|ones)\b|[^,]*\d)(?P<x>[^?]+?), (?:which|who)(?: one| of them)?\b",
        r"which authority of \g<x>,",
    ),
    (r"\bfull reports?\b", "full inspection reports"),
    *GRADES_SAID,
    *MOVES_SAID,
)
"""What is said, as patterns over lower case, and what it is put as."""
_PUT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(said), put) for said, put in _SAID
)


def in_plain_words(text: str) -> str:
    """Return a question, in lower case, with what it says otherwise put in the words that are read."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text)
