"""Tells what form of answer a question asks for."""

from __future__ import annotations

import re

from index.understanding.phrases import any_of
from index.understanding.sections import DEMANDED

__all__ = ["find_form"]


_BODIES = (
    r"(?:councils|authorities|boroughs|counties|places|regions|areas of (?:england|the country)|inspections|reports"
    r"|letters|documents|visits|providers)"
)
_BODY = r"(?:council|authority|borough|county|place|region|inspection|report|letter|document|visit)"

_HELP = any_of(
    r"(?:^\W*)(?:help|hello|hi|thanks?|thank you)(?=\W*$)",
    "what can (?:you|i|this)(?: tool| app| assistant| site)? (?:do|ask|answer|help)",
    "how (?:do|can|should) i (?:use|ask|search|add|start)",
    "(?:who|what) are you",
    "what (?:is|does) this (?:tool|app|assistant|site|system|thing)",
    "how does (?:this|it) work",
    "what (?:documents|letters|reports|councils|authorities) (?:do you|does this)(?: tool| app)? (?:have|hold|know"
    "|cover)",
)
_CORPUS = any_of(
    rf"which (?:of )?(?:the |these )?(?:\w+ ){{0,3}}?(?:{_BODIES}|{_BODY})",
    rf"(?:what|what other|in what|for what) {_BODIES}",
    rf"how many (?:of )?(?:the |these |all )*(?:\w+ ){{0,3}}?{_BODIES}",
    rf"(?:list|name|show(?: me)?|give me|find(?: me)?|count)(?: all| the| every| of)* (?:\w+ ){{0,3}}?{_BODIES}",
    rf"what (?:proportion|percentage|share|number) of (?:the |these |all )*(?:\w+ ){{0,2}}?{_BODIES}",
    rf"(?:across|among|throughout|in|of) (?:all|the whole|every|the different|the various)(?: the| of the| these)* "
    rf"(?:\w+ ){{0,2}}?(?:{_BODIES}|{_BODY}|country|corpus|collection)",
    rf"(?:any|every|each|other|most|all|some|more) (?:of the )?(?:other )?(?:{_BODIES}|(?:council|authority))",
    "(?:across|throughout|anywhere in) (?:the country|england|the south west|the north)",
    "how (?:often|common|frequently|widespread)",
    r"(?:commonest|most common|most often|most frequent(?:ly)?|recurring|recurrent|typical) "
    r"(?:\w+ ){0,3}?(?:recommendations?"
    r"|themes?|weakness(?:es)?|problems?|concerns?|issues?|failings?|strengths?|areas?|criticisms?)",
    "(?:best|worst|highest|lowest|top|bottom)[- ](?:rated|graded|performing|judged)",
)
_METADATA = any_of(
    "who (?:led|leads|wrote|signed|sent|inspected|visited|carried out|conducted|undertook)",
    "who (?:was|were|is|are) (?:the |on )?(?:lead |leading )?(?:inspectors?|author|authors|inspection team|hmi)",
    "who (?:was|were|is) (?:it|the (?:letter|report|paper|article)) (?:addressed|sent|written|from|by|to)",
    "to whom|(?:who|whom) (?:is|was) the (?:letter|report) (?:to|for|addressed|sent)",
    "who (?:did|does) (?:\\w+ ){0,3}?(?:write|address) (?:the |its |their )?(?:letter|report|paper|article)? ?(?:to)?",
    "(?:lead|which|name of the|names of the) inspectors?",
    r"when (?:did|was|were|is|has|had|will) (?:\S+ ){0,8}?(?:inspect\w*|visit\w*|publish\w*|dated|issued|take place"
    r"|come|rated|judged|graded)",
    "(?:what|which) (?:date|dates|day|days|year|month)(?! (?:service|centre|care|nursery)s?)",
    "how long (?:was|were|did|were) (?:the )?(?:\\w+ )?(?:inspections?|visits?|inspectors)",
    r"(?:what|which)(?: \w+)? (?:grades?|ratings?|judge?ments?|outcome|score)",
    r"(?:what|how) (?:was|is|were|are|did|has|had|does) (?:\S+ ){0,8}?(?:rat(?:ed|ing)|grad(?:e|es|ed|ing)|judged"
    r"|judge?ments?)",
    "overall (?:grade|rating|judge?ment|effectiveness)",
    "how many (?:pages|inspectors|paragraphs)",
    "how (?:did|does|has|had) ofsted (?:rate|grade|judge|rated|graded|judged)",
)
_COMPARE = any_of(
    "compar(?:e|es|ed|ing|ison|isons)",
    r"versus|vs\.?",
    "differ(?:s|ed|ent|ently|ence|ences)?(?= (?:between|from|in|to|about|with|do|does|did|is|was|across|on|than)"
    "|[?.!]*$)",
    "similarit(?:y|ies)|in common|contrast(?:s|ed|ing)?|side by side",
    r"(?:better|worse|stronger|weaker|more|fewer|less|higher|lower|faster|slower) (?:\S+ ){0,12}?than",
    r"(?:which|who) (?:of|one|is|was|did|does|has|had|council|authority) (?:\S+ ){0,12}?(?:better|worse|best|worst"
    r"|stronger|weaker)",
)
_THAN = any_of("than")
_TIMELINE = any_of(
    "over (?:time|the years|the last \\w+ years|successive|several)",
    r"(?:how|in what way|what|has|have|had|did) (?:\S+ ){0,10}?(?:chang(?:ed?|es|ing)|improv(?:ed?|ing)|evolved?"
    r"|develop(?:ed)?"
    r"|moved(?: on)?|progress(?:ed)?|declin(?:ed?|ing)|deteriorat(?:ed?|ing)|slipped|gotten|got better|got worse"
    r"|get better|get worse)"
    r" (?:\S+ ){0,8}?(?:since|between|from|over|after|by the|until|compared|across|(?:in|at|by) (?:the )?(?:next"
    r"|latest|later|\d{4}))(?: \S+)*?",
    r"(?:how|in what way|what) (?:has|have|had) (?:\S+ ){0,8}?(?:changed|improved|evolved|developed|moved on"
    r"|progressed|declined|deteriorated)",
    r"what (?:has |had |)changed",
    "timeline|trajectory|history of|year by year|inspection history|journey|track record|trends?",
    "from (?:one )?(?:inspection|visit|report) to (?:the next|inspection|visit|report)",
    "successive (?:inspections|reports|visits)",
    "(?:is|are|was|were) (?:\\S+ ){0,8}?still (?:a |an )?(?:problem|issue|concern|weak|weakness|poor|inadequate"
    "|failing)",
    "since (?:then|the (?:last|previous|first|earlier) (?:inspection|report|visit|letter|one|time))",
    "(?:did|has|have) (?:\\S+ ){0,8}?(?:got|get|gotten|become|became) (?:any )?(?:better|worse|stronger|weaker)",
    "(?:first|earlier|earliest) (?:\\S+ ){0,6}?(?:and|to) (?:the )?(?:latest|later|most recent|last|second)",
    "before and after|then and now",
    r"what(?:'s| has| had| is)? (?:\S+ ){0,2}?(?:happened|become|became|gone on|going on) (?:\S+ ){0,8}?"
    r"(?:since|between)(?: \S+)*?",
    r"(?:any|got|get|been) (?:better|worse|shorter|longer|quicker|faster|slower|easier|harder|safer|stronger|weaker"
    r"|more|fewer|less) (?:\S+ ){0,4}?since(?: \S+)*?",
)
_SPEAKER = (
    r"(?:council(?:lors?)?|authority|lead member|leader|director|chief executive|cabinet member|newspapers?|press"
    r"|papers?|articles?|"
    r"journalists?|magazine|media|mp|unions?|parents?|chair)"
)
_SAY = (
    r"(?:say|said|says|claim|claimed|tell|told|respond|responded|reply|replied|admit|admitted|argue|argued|promise"
    r"|promised"
    r"|think|react|reacted|report|reported|acknowledge|acknowledged|state|stated|write|wrote|put it|comment|commented)"
)
_ATTRIBUTION = any_of(
    "who (?:said|says|claimed|told|stated|argued|admitted|described|called|praised|criticised|criticized|welcomed"
    "|apologised)",
    "whose (?:words|view|views|opinion|account|findings?|quote)",
    "according to (?!ofsted|the inspect|inspect|the letter|the report|the latest|the \\d{4})(?:\\w+)",
    rf"(?:did|does|do|has|have|is|was|were) (?:the |its |their |a |any )?(?:\S+ ){{0,3}}?{_SPEAKER} (?:\w+ )?{_SAY}",
    rf"{_SPEAKER}(?:'s?)? (?:own )?(?:response|reaction|reply|account|version|view|views|statement|comments?|words)",
    "in (?:the|their|its|his|her) own words|quot(?:e|ed|es|ation|ations)",
)
_THINGS = (
    r"(?:areas|recommendations?|priorit(?:y|ies)|actions?|strengths?|weaknesses|findings|concerns|failings|problems"
    r"|issues|improvements|reasons|things|points|steps|shortcomings|requirements|criticisms|gaps|barriers|risks)"
)
_LIST = any_of(
    r"(?:(?:full|whole|complete|short) |\ba )list|bullet(?:s| points?)?|enumerate|name the",
    r"(?:^\W*|[,;:.?!]\s*|please |you |to |and )(?:list|(?:set|spell|lay) out|itemi[sz]e|(?:run|go) through)",
    "one by one",
    rf"(?:give|show|tell|send|get)(?: me| us)? (?:(?:all|every|each|the|their|its|of) )+(?:\S+ ){{0,4}}?{_THINGS}",
    rf"(?:what|which) (?:are|were|is|was) (?:all )?(?:the|their|its|\S+'s?) (?:\S+ ){{0,8}}?{_THINGS}",
    rf"(?:what|which) (?:\w+ ){{0,2}}?{_THINGS}",
    "what (?:\\S+ ){0,8}?(?:recommend|recommended)",
    "what (?:\\S+ ){0,8}?(?:told|asked|ordered|required|expected|urged) to",
    "(?:improvement|priority) (?:areas|actions|points)",
    "(?:areas|things|points) (?:\\S+ ){1,4}?(?:has|have|had|needs?|needed|must|should)(?: to)?"
    " (?:improve|work on|fix|change|address)",
    "(?:things|areas|points|needs|need) to improve",
    "(?:areas|things|points) (?:for|to) (?:improve(?:ment)?|priority action|development|fix|work on)",
    "recommendations",
    "(?:headline|main|key|principal) (?:findings|strengths|weaknesses|concerns|points|issues|messages)",
    "what (?:went wrong|did (?:\\S+ ){0,4}?do (?:well|badly|right|wrong))",
)
_OBLIGED = any_of(
    r"what (?:\S+ ){0,12}?(?:must|should|(?:needs?|needed|has|have|had|ought|got|was|were) to) (?:\S+ ){0,5}?"
    r"(?:improve|change|get better|do better|be better|be improved|be done|fix|put|do|strengthen|address)",
    "what (?:\\S+ ){0,6}?(?:want|wants|wanted|tell|told|ask|asked) (?:\\S+ ){1,6}?to",
)
_WHICH_THINGS = any_of("what|which|where|anything|things|in what ways?|list")
_OVER_TIME = any_of("chang(?:e|ed|es)|since|over time|between|compare[ds]?|how (?:did|has|have|had|much|well)")
_ARE_THERE = re.compile(rf"^\W*(?:is|are|was|were) there (?:any |some )?(?:\w+ ){{0,2}}?{_THINGS}\b", re.IGNORECASE)
_CHANGE = any_of("chang(?:e|ed|es)|since|over time|between|still|compare[ds]?")
_DESCRIBE = any_of(
    r"(?:^\W*)(?:describe|summari[sz]e|outline|explain|how (?!many|much|long|often|old|far|big|large|soon|quickly)\w+)",
    "(?:give|show) (?:me )?(?:an? |the )?(?:overview|summary|idea|picture|gist)",
    "tell me (?:about|more|what|how)|talk me through|overview of|summary of|what about",
    r"what (?:is|was|were|are|'s) (?:\S+ ){1,12}?like",
    r"what (?:did|do|does|have|has) (?:\S+ ){0,6}?(?:say|said|think|find|found|write|conclude|report|note|make|see"
    r"|saw|feel|learn)"
    r" (?:\S+ ){0,2}?(?:about|of|on|regarding|concerning|when|in relation to)",
    "what (?:is|was) (?:known|said|written) (?:about|of|on)",
)
_VALUE = any_of(
    "how (?:many|much|long|often|old|far|big|large|soon|quickly)",
    r"(?:^\W*|[,;:-] )(?:who|whose|whom|when|where)",
    "(?:which|what) (?:of|percentage|proportion|share|number|date|year|month|day|age|hours|days)",
    "names?|numbers?|proportions?|percentage|called|do (?:they|people|staff) call",
    "(?:at|by|since|until|from) (?:what|when)",
)
"""Words that ask for a single fact."""
_NO_PLURAL = (
    r"(?:do(?:es)?|is|was|has|had|are|were|did|have|can|will|would|this|its|always|across|as|us|less|unless|hours|days"
    r"|weeks|months|years|dates|numbers)\b"
)
_WHY = any_of(
    "why|how come|what reasons?",
    "what (?:made|makes|drove|drives|led|leads|caused|causes|explains|lies behind)",
)
_OPEN = any_of(
    r"what (?:(?:has|had|have|did|does|do|still) )?(?:\w+ )?(?:happen(?:s|ed)?|chang(?:es|ed)|became|become|went wrong"
    "|goes wrong|worked)",
    r"what(?: is|'s| was| were| are|s) (?:\S+ ){0,8}?(?:wrong|missing|up with|happening|going on|holding|stopping)",
    r"what(?: is|'s|s) (?:(?:this|that|it|the) (?:\S+ ){0,5}?(?:for|about|business|thing)|the point|behind)",
    r"what (?:do|does|did) (?:\S+ ){1,6}?do(?= (?:about|for|to|with|when|where|if|once|each|every|so)|\W*$)",
    r"what (?:is|are) (?:\S+ ){0,5}?doing",
    r"what (?:did|do|does) (?:\S+ ){1,5}?(?:still )?get (?:right|wrong)",
    rf"(?:what|which)(?: (?!{_NO_PLURAL})[\w-]+){{0,3}}? (?!{_NO_PLURAL})[a-z]{{3,}}(?!s)\ws(?= )",
    r"what (?:\w+ )?(?:help|support|advice|training) \w+",
    r"^\W*any \w+",
)
"""Questions that no single fact answers: what goes on, what is done about something, which things there are."""
_YES_NO = re.compile(
    r"(?:^|[.!]\s)\W*(?:(?:and|but|so|ok|also|then)\s+)*(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should)(?:n['’]?t)?)\b"
    r"(?!\s+you\s+(?!have|hold|know))",
    re.IGNORECASE,
)


def find_form(question: str, *, authorities: int = 0, times: int = 0) -> str:
    """Return the form of answer that a question asks for, one of `FORMS`.

    Args:
        question: the question.
        authorities: how many authorities it names.
        times: how many times it names.
    """
    if _HELP.search(question):
        return "help"
    if not authorities and _CORPUS.search(question):
        return "corpus"
    if authorities > 1:
        return "compare"
    is_demanded = _WHICH_THINGS.search(question) and DEMANDED.search(question)
    if is_demanded and not _OVER_TIME.search(DEMANDED.sub(" ", question)):
        return "list"
    if _OBLIGED.search(question) and not _CHANGE.search(question):
        return "list"
    if _TIMELINE.search(question):
        return "timeline"
    if _COMPARE.search(question):
        is_of_one = times and authorities == 1 and _THAN.search(question)
        return "timeline" if times > 1 or is_of_one else "compare"
    found = next((form for pattern, form in _BY_FORM if pattern.search(question)), None)
    return found or ("describe" if _is_open(question) else "lookup")


def _is_open(question: str) -> bool:
    """Whether a question asks for reasons, or for what goes on and no value, name or time."""
    return bool(_WHY.search(question) or (_OPEN.search(question) and not _VALUE.search(question)))


_BY_FORM = (
    (_ATTRIBUTION, "attribution"),
    (_METADATA, "metadata"),
    (_OBLIGED, "list"),
    (_ARE_THERE, "list"),
    (_YES_NO, "yes/no"),
    (_LIST, "list"),
    (_DESCRIBE, "describe"),
)
