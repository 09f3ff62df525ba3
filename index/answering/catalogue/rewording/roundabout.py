"""Puts what is asked in a roundabout way about grades, inspections and who led them in the words that are read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

__all__ = ["to_the_point"]

_NOUN_ONE = r"(?:council|(?:local )?authority|la|borough|place|report|inspection|inspector|lead inspector)"
_GRADE = r"(?:outstanding|good|inadequate|requires improvement)"
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d)"
_MONTHS = "|".join(name.lower() for name in calendar.month_name if name)
_END = r"(?:most recent|latest|last|newest|first|earliest|oldest)"
_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        r"^(?:what is|what's|what was) the (?:highest|largest|biggest|greatest) number of (?P<n>inspections"
        r"|reports) (?:ever )?(?:led|done)"
        r" by (?:one|a single|any one|any|the same) (?:person|(?:lead )?inspector)$",
        r"which lead inspector led the most \g<n>",
    ),
    (
        r"^who was the (?P<end>last|first|most recent|latest|earliest) (?:lead )?(?:inspector|person) to (?:judge"
        r"|rate|find|grade|mark|declare)"
        rf" (?:a|any|some) (?:council|authority|place) (?:as )?(?P<g>{_GRADE})$",
        r"which was the \g<end> report judged \g<g> and who led it",
    ),
    (
        r"\b(?P<which>which|how many|what|any|the|all|many) (?:children's |social care )?(?:services )?(?:departments"
        r"|directorates)\b",
        r"\g<which> councils",
    ),
    (
        r"\b(?:have|has|with|had|got) (?:an? |some |any )?(?:weak(?:er)? (?:spots?|points?|links?|areas?)"
        r"|weakness(?:es)?"
        r"|blemish(?:es)?|blots?)(?: on (?:its|their) (?:record|copybook))?(?: (?:somewhere|anywhere|in (?:one|an?"
        r"|any) "
        r"area))?$",
        "are worse than good in any area",
    ),
    (
        r"\b(?:started|began|set|kicked)(?: (?:off|out|life))?(?: (?:as|at|on|with|from))?(?: (?:an?|being))?"
        rf" (?P<g>{_GRADE})\b(?! in (?:19|20)\d\d)",
        r"were \g<g> at their first inspection",
    ),
    (
        rf"\b(?P<g>{_GRADE})(?P<m>\b[^,?]{{0,40}}?,? (?:although|but|while|yet|though|whereas|and|with|when|where)\b)"
        r"(?: (?:the|their|its|an?))? (?P<x>(?!(?:are|were|is|was|not)\b)[a-z][a-z ]{3,40}?)(?: (?:grade|rating"
        r"|judgement))?"
        r" (?:is|was|are|were|got|has|had)(?: graded| rated| judged)? (?:something else|anything else|different"
        r"|another"
        r" grade|a different grade|some other grade|otherwise|not so)$",
        r"\g<g>\g<m> \g<x> is not \g<g>",
    ),
    (
        rf"\b(?P<g>{_GRADE})(?P<m>\b[^,?]{{0,40}}?,? (?:although|but|while|yet|though|whereas|and|with)\b)"
        r"(?: (?:have|had|has|got|received|with))? an?(?:other)? (?:different |other )?(?P<x>overall) (?:grade"
        r"|rating|judgement)$",
        r"\g<g>\g<m> not \g<g> overall",
    ),
    (
        rf"\b(?P<g>{_GRADE})(?P<m>\b[^,?]{{0,40}}?,? (?:although|but|while|yet|though|whereas|and|with)\b)"
        r"(?: (?:have|had|has|got|received|with))? an?(?:other)? different (?P<x>overall|grade overall)$",
        r"\g<g>\g<m> not \g<g> overall",
    ),
    (
        rf"\b(?P<part>spring|summer|autumn|winter) (?:of )?(?P<y>(?:19|20)\d\d) \((?:{_MONTHS})[^()]*\)",
        r"\g<part> \g<y>",
    ),
    (
        rf"\b(?:in |during )?(?P<y>(?:19|20)\d\d),? \((?:from |between )?(?P<a>{_MONTHS}) (?:to|-|and|until|till"
        rf"|through)"
        rf" (?P<b>{_MONTHS})\)",
        r"from \g<a> \g<y> to \g<b> \g<y>",
    ),
    (
        rf"\b(?:(?:from|between|in|during) )?(?P<a>{_MONTHS}) ?(?:to|-|and|until|till|through) ?(?P<b>{_MONTHS})"
        r",? (?:of |in )?(?P<y>(?:19|20)\d\d)\b",
        r"from \g<a> \g<y> to \g<b> \g<y>",
    ),
    (
        rf"\b(?:in|at|for|on|across|over|through) (?:each|every one|every|all)(?: of)? (?:(?:its|their|the|our) )?"
        rf"(?P<n>{_NUMBER}) (?:full )?(?:of (?:its|their|the|our) )?(?:full )?"
        r"(?:inspections|reports|visits)\b",
        r"at every inspection with exactly \g<n> inspections",
    ),
    (
        r"\b(?:(?:with|that have|which have|have|has|having|had) )?(?:the |its |their )?(?:oldest|earliest"
        r"|most dated|stalest|most out[- ]of[- ]date)"
        r" (?:most recent|latest|last|current|newest) (?:full )?(?:inspection|report|judgement|grade|visit)s?\b",
        "inspected longest ago",
    ),
    (
        r"\b(?:with|that have|which have|have|has|having|had) (?:the )?(?:newest|most recent|latest|freshest)"
        r" (?:latest|last|current) (?:full )?(?:inspection|report|judgement|grade|visit)s?\b",
        "inspected most recently",
    ),
    (
        r"^who (?:all )?(?:led|headed|ran|was in charge of|were in charge of) (?:the |all the |these |those )?"
        r"(?P<x>(?:\w+ ){0,2}?(?:inspections|reports|visits) (?:that|which|with|where|whose|to) .+)$",
        r"which lead inspectors led \g<x>",
    ),
    (
        r"\b(?:just |only |a |one |a single )+(?:grade|step|notch|rung|level)s? (?:away )?(?:from|below|off"
        r"|short of|under)"
        r" (?:being )?outstanding\b",
        "good",
    ),
    (
        r"\b(?:just |only |a |one |a single )+(?:grade|step|notch|rung|level)s? (?:away )?(?:from|above|off|up from)"
        r" (?:being )?inadequate\b",
        "requires improvement",
    ),
    (
        r"\b(?P<v>share[ds]?|had|have|has|having|with) (?:exactly )?(?P<x>the same (?:[a-z]+ ){1,2}?(?:dates?"
        r"|days?|weeks?|month))"
        r" (?:as|with) (?:an)?other (?:council|authority|place|one)s?\b",
        r"were inspected on the same dates",
    ),
    (
        rf"^(?:(?:what|who|which) (?:are|were) )?(?:the )?(?P<end>top"
        rf"|bottom) (?P<n>{_NUMBER}) (?P<w>(?:lead )?inspectors|councils"
        r"|(?:local )?authorities|places|regions|years) (?:by|for|on|in terms of|ranked by) (?:the "
        r"|their )?(?:total )?"
        r"(?:number|count|amount|volume) of (?P<x>.+)$",
        lambda match: (
            f"which {match['n']} {match['w']} {'led' if 'inspector' in match['w'] else 'had'} the "
            f"{'most' if match['end'] == 'top' else 'fewest'} {match['x']}"
        ),
    ),
    (
        r"\b(?:have|has|with|had|got|having) (?:an?|any|one|some"
        r"|at least one) (?:single )?(?:judgement )?(?:areas?|categor(?:y|ies)|headings?"
        rf"|judgements?|services?) (?:that |which |where )?(?:is |are |was |were |it |they |rated |judged |graded "
        rf"|at |as )*(?P<g>{_GRADE})\b",
        r"are \g<g> in any area",
    ),
    (
        r"\b(?:the |on the )?last time (?:they|it|each|inspectors) (?:(?:was|were|had|been|got|are|is|it|them|came"
        r"|went) )*(?:inspected|visited"
        r"|looked at|seen|judged|checked|graded|rated|assessed|came|called|went)\b",
        "at their latest inspection",
    ),
    (r"\bbeen (?:looked at|checked on|looked into)\b(?! (?:by|whether))", "been inspected"),
    (r"\b(?P<g>outstanding|good|inadequate|requires improvement) findings\b", r"\g<g> judgements"),
    (r"\b(?P<n>two|three) (?P<x>grades|levels|steps|notches|rungs|places) or more\b", r"at least \g<n> \g<x>"),
    (
        r"^(?:name|find|tell me|show|give me|list|which is|what is|who is|what's|who's) the (?:only|sole"
        r"|one and only|single) "
        rf"(?P<n>{_NOUN_ONE})\b",
        r"which \g<n>",
    ),
    (
        rf"^who (?:led|headed|ran|was in charge of|was (?:the )?lead(?: inspector)? (?:on|for|of|at"
        rf"|in)) (?P<x>the (?:{_NUMBER} "
        rf"{_END}|{_END} {_NUMBER}) .+)$",
        r"which were \g<x> and who led them",
    ),
    (r"\bdoing (?:the )?(?P<end>worst|best)\b", r"\g<end> rated"),
    (
        rf"\b(?:got|made it|rose|came|went|moved)(?: up| back)? (?:to|into) (?:an? )?(?P<g>{_GRADE}) (?:at|on"
        rf"|with) (?:the|its|their)"
        r" (?P<n>first|second|third) (?:attempt|try|go|time of asking|inspection)\b",
        r"were \g<g> at their \g<n> inspection",
    ),
    (
        r"\b(?:end|finish|wind|wound)\w*(?: up)? (?:on|at|with) an? (?P<how>higher|better|lower"
        r"|worse) (?:overall )?grade than"
        r" (?:they|it) (?:started|began|had at the start|set out)(?: (?:out|on|at|with))?\b",
        r"have a \g<how> grade now than at their first inspection",
    ),
    (
        r"\b(?:just |only )?one (?:step|grade|notch|rung|level) (?:up )?(?:from|above|off) (?:the )?(?:bottom"
        r"|lowest|worst"
        r"|inadequate)\b",
        "requires improvement",
    ),
    (
        r"\b(?:just |only )?one (?:step|grade|notch|rung|level) (?:from|below|off|short of|down from"
        r"|under) (?:the )?(?:top|highest"
        r"|best|outstanding)\b",
        "good",
    ),
    (
        r"\bhow many (?P<n>councils |authorities |places |of them )?(?:would|could|can|do) (?:you|we) (?:call"
        r"|describe as|class as"
        r"|count as|consider|say are|regard as|label)\b",
        r"how many councils are",
    ),
    (r"^out of (?:the |all )?(?:\d+|\w+) (?:councils|authorities|places|las),? (?=how many)", ""),
    (
        r"^how (?:often|frequently|regularly) (?:does|do|are|is|did|were) (?:ofsted|inspectors|the inspectorate"
        r"|councils|(?:an? |the "
        r"|each )?(?:typical |average )?(?:council|authority)|authorities) (?:get |being |re)*(?:inspect|visit"
        r"|come back)\w*(?: (?:an?"
        r"|the|each|every|to an?) (?:council|authority)| councils| authorities)?,?(?: (?:on average|typically"
        r"|usually|generally))?$",
        "what is the average time between inspections",
    ),
    (
        r"^(?:what is|what's|what does|give me|show me|how is|how does) the (?:overall |general |current |big "
        r"|national |whole )*picture"
        r"(?: (?:across|for|of|in) (?:all )?(?:the )?(?:councils|authorities|country|region|grades|england|board)"
        r"| overall| now"
        r"| like| look(?: like)?)*$",
        "breakdown of current grades of all councils",
    ),
    (r"\b(?:doing|performing|faring|running) well\b", "rated good or better"),
    (
        r"\b(?:doing|performing|faring|running) (?:badly|poorly)\b"
        r"|(?<=are )struggling\b(?= *$)",
        "rated worse than good",
    ),
    (rf"\ban? (?P<g>{_GRADE}) (?:judgement|grade|rating|area|mark) (?:somewhere|anywhere)\b", r"\g<g> in any area"),
    (
        r"^(?:which|what) (?P<n>councils?|authorit\w+|places?) (?:is|are) (?:most |longest )?(?:overdue"
        r"|due)(?: (?:for )?(?:an?|its|"
        r"their)(?: (?:new|next))? inspections?)?$",
        r"which council has gone longest without an inspection",
    ),
    (
        r"^(?:(?:which|what) (?:lead )?inspector|who) (?:led|carried out|did|headed"
        r"|was in charge of) the (?P<x>(?:very )?(?:first"
        r"|earliest|oldest|latest|most recent|newest|last) (?:\w+ )?(?:inspection|report"
        r"|visit))(?: (?:in the (?:collection|corpus|index"
        r"|list)|here|of all|ever|you have|on record|under (?:\w+ ?){1,4}))?$",
        r"which was the \g<x> and who led it",
    ),
    (
        rf"\b(?P<n>{_NUMBER}) (?P<end>{_END}) (?P<g>{_GRADE}) (?:overall )?(?:judgements|grades|ratings|reports"
        rf"|inspections|results|ones)\b",
        r"\g<n> \g<end> reports judged \g<g>",
    ),
    (
        rf"\b(?P<end>{_END}) (?P<n>{_NUMBER}) (?P<g>{_GRADE}) (?:overall )?(?:judgements|grades|ratings|reports"
        rf"|inspections|results|ones)\b",
        r"\g<n> \g<end> reports judged \g<g>",
    ),
    (
        rf"^(?:which|what|name|list) (?:the )?(?P<n>{_NUMBER}) (?:councils|authorities|places|boroughs) (?:were"
        rf"|have been"
        rf"|got|received) (?:the )?(?P<end>most recently|last) (?:to be )?(?:judged|rated|graded"
        rf"|found)? ?(?P<g>{_GRADE})",
        r"last \g<n> councils to be judged \g<g>",
    ),
    (
        r"^(?!who \w+ (?:the )?(?:more|most|few))who (?:led|headed|ran|was in charge of"
        r"|was the lead(?: inspector)? (?:on|for|of|at"
        r"|in)) (?:the )?(?P<x>(?:\w+ "
        r"){0,2}?(?:inspection|report|visit) (?:that|which|with|where|whose|to) .+)$",
        r"which \g<x> and who led it",
    ),
    (
        rf"^who (?:led|headed|ran|was in charge of) (?P<x>the (?:{_NUMBER} )?(?:very )?(?:longest|shortest|briefest"
        r"|lengthiest|slowest|quickest|fastest)\b.*)$",
        r"which \g<x> and who led it",
    ),
    (
        r"^(?:which|what) (?P<unit>month|year)s? (?:is|are|was|were|has been|have been|saw|tends? to be) (?:the "
        r"|usually "
        r"|normally )*(?P<how>busiest|quietest|slackest)(?: time)?(?: (?:for|with) (?P<what>publi\w+|reports?"
        r"|inspect\w+"
        r"|visits?).*)?$",
        lambda match: (
            f"which {match['unit']} had the {'most' if match['how'] == 'busiest' else 'fewest'} "
            f"{'reports published' if re.match('publi|report', match['what'] or '') else 'inspections'}"
        ),
    ),
    (
        r"^(?:which|what) (?:judgement |judged )?(?:areas?|parts?|aspects?)(?: of (?:the |their "
        r"|children's )?(?:services?"
        r"|work|practice))? (?:is|are|tends? to be|comes? out|do councils do) (?:the )?(?:generally |usually "
        r")?(?:weakest|strongest|worst|best|poorest)\b(?P<rest>.*)$",
        r"breakdown of grades by area",
    ),
    (
        r"\b(?:at |in )?(?:the )?(?:very )?(?:bottom|foot) of the (?:class|league|table|league table|pile|heap|list"
        r"|rankings?|ladder|pack)\b",
        "worst rated",
    ),
    (
        r"\b(?:at |in )?(?:the )?(?:very )?top of the (?:class|league|table|league table|pile|heap|list|rankings?"
        r"|ladder|pack|tree)\b",
        "best rated",
    ),
    (
        r"^(?:which|what) (?P<n>councils?|authorit\w+|places?|boroughs?) (?:should|ought|do|would"
        r"|must) .{3,50}?\b(?:worr"
        r"\w+|concern\w*|nervous)(?: about)?(?: the)? most(?: about)?$",
        r"which \g<n> are worst rated now",
    ),
)
"""What is said, as patterns over lower case, and what it is put as."""
_PUT = tuple((re.compile(said), put) for said, put in _SAID)


def to_the_point(text: str) -> str:
    """Return a question, in lower case, with what it says in a roundabout way put plainly."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
