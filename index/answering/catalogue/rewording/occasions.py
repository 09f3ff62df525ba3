"""Puts what people say of publishing, visits, people, shares and busy times in the words that the catalogue reads."""

from __future__ import annotations

import re

from index.answering.catalogue.rewording.askings import ASKED

__all__ = ["in_plain_terms"]

_PERIOD = r"(?P<unit>year|month|region|season|framework)s?"
_MUCH = (
    r"(?:busiest|most active|most productive|heaviest|fullest|peak|most popular|most common|commonest"
    r"|most frequent|favou?rite"
    r"|favou?red|likeliest|usual|top|record)"
)
_LITTLE = (
    r"(?:quietest|slackest|leanest|least busy|least active|rarest|least (?:common|popular|frequent)|emptiest"
    r"|lightest|slowest"
    r"|thinnest)"
)
_NOT_A_GRADE = (
    r"(?! (?:as|with|at (?=good|inad|outst|req)|on top|of|top|worst|best|worse|better|bottom|ahead|behind|well"
    r"|badly|poorly|inadequate|good"
    r"|outstanding|requir\w+|in (?:the )?(?:top|bottom|lowest|highest|front)|to be)\b)"
)
_OUT = (
    r"(?:c[oa]me|comes|coming|w[ea]nt|g[oe]ne?|going|are|was|were|is|been|be|being|landed|hit the streets) out"
    r"|(?:put|brought|sent|got|given) out|appear(?:s|ed|ing)?|emerg(?:e|ed|es|ing)|(?:(?:was|were|been|be|get"
    r"|got) )?(?:released|issued"
    r"|made public|finalised|printed|posted)|s[ae][wen]{1,2} the light of day|dropped(?= (?:in|during|since"
    r"|between|after|before|from)"
    r" (?:\w+ )?(?:19|20)\d\d)"
)
_LED = (
    r"(?:head(?:ed|s|ing)?(?: up)?|front(?:ed|s|ing)|spearhead(?:ed|s|ing)|took charge of|taken charge of|(?:been "
    r"|was |were |be )?in charge of"
    r"|(?:been |was |were |be )?at the helm of|(?:been |was |were )?responsible for|(?:acted|served|been|worked"
    r"|turn(?:s|ed)? up|appear(?:s|ed)?"
    r"|crop(?:s|ped)? up|featur(?:es|ed)|is named|was named|named|credited|listed|shown)(?: as)?(?: the"
    r"| a)? lead(?: inspector)?(?: (?:on|of|for|in|at))?"
    r"|oversaw|overseen|ran|run(?= (?:the |an? |more |most |fewest )?(?:full )?inspections?))"
)
_SAID: tuple[tuple[str, str], ...] = (
    # busy and quiet times
    (
        rf"\b(?:(?:which|what) )?(?:(?:is|was|were|are|has been) )?(?:the |a |our "
        rf"|ofsted's )?{_MUCH} (?:calendar )?{_PERIOD}(?: of the year)?"
        rf"(?: (?:for|to|in which to|at|of|when it comes to|in terms of)(?= |$))?",
        r"which \g<unit> with the most ",
    ),
    (
        rf"\b(?:(?:which|what) )?(?:(?:is|was|were|are|has been) )?(?:the |a |our "
        rf"|ofsted's )?{_LITTLE} (?:calendar )?{_PERIOD}(?: of the year)?"
        rf"(?: (?:for|to|in which to|at|of|when it comes to|in terms of)(?= |$))?",
        r"which \g<unit> with the fewest ",
    ),
    (
        rf"\b(?:which|what) (?:calendar )?{_PERIOD}(?: of the year)? (?:was|were|is|has been|turned out"
        rf"|proved)(?: to be)?(?: the)? {_MUCH}",
        r"which \g<unit> with the most ",
    ),
    (
        rf"\b(?:which|what) (?:calendar )?{_PERIOD}(?: of the year)? (?:was|were|is|has been|turned out"
        rf"|proved)(?: to be)?(?: the)? {_LITTLE}",
        r"which \g<unit> with the fewest ",
    ),
    (
        r"\b(?P<a>(?:which|what) (?:calendar )?(?:year|month|region|season)s?\b.{3,60}) (?:most (?:often"
        r"|frequently|commonly|regularly)|the most often"
        r"|mostly|usually|typically|most of all|most times)\b",
        r"\g<a> most",
    ),
    (
        r"\b(?P<a>(?:which|what) (?:calendar )?(?:year|month|region|season)s?\b.{3,60}) (?:least (?:often"
        r"|frequently|commonly|regularly)|fewest times)\b",
        r"\g<a> fewest",
    ),
    (
        r"\b(?P<unit>year|month)(?: of the year)? with the (?P<end>most|fewest) +(?:for +)?(?:publications?|publishing"
        r"|publish\w*|output)\b",
        r"\g<unit> with the \g<end> reports published",
    ),
    # people
    (
        r"\b(?:crop|turn|show|come|came|pop)(?:s|ped|ped|ed)? up (?P<n>only once|just once|once|twice"
        r"|more than once|only twice) as (?:the |a )?lead\b",
        r"led \g<n>",
    ),
    (
        r"\b(?:people|individuals|persons|names|men and women|hmis?|inspectors?)(?= (?:who |that )?(?:have |has "
        r"|had |ever |actually |be |been )*"
        rf"(?:led|{_LED}))",
        "lead inspectors",
    ),
    (r"\blead lead inspectors\b", "lead inspectors"),
    (
        r"\bhow many (?:different |distinct |separate |individual |various |unique )+(?:names|people|individuals"
        r"|inspectors)\b(?= (?:are|were|is|appear)\b)",
        "how many lead inspectors",
    ),
    (
        r"\b(?:distinct|separate|individual|unique|various) (?=(?:lead |inspectors|people|authorit|councils))",
        "different ",
    ),
    (rf"(?<![-\w]){_LED}(?![-\w])(?! (?:by|for)\b)", "led"),
    (r"\b(?:seen|looked at|checked|assessed) by (?:the |ofsted )?(?:inspectors|ofsted)\b", "inspected"),
    (
        r"\b(?P<v>visited|inspected|seen|judged|rated|graded|found|marked|visits?|stays?) by (?:the |ofsted "
        r"|ofsted's )?(?:inspectors|ofsted)\b",
        r"\g<v>",
    ),
    # frameworks
    (
        r"\b(?:old|older|old[- ]style|former|previous|earlier|newer|new|new[- ]style|current|present"
        r"|present[- ]day|modern|original)(?:,|-)? "
        r"(?=(?:single inspection framework|sif|ilacs)\b)",
        "",
    ),
    (
        r"\b(?:the )?(?:older|old|old[- ]style|former|earlier|original)[- ](?:style )?(?:inspection )?(?:regime"
        r"|system|approach|arrangements|rules"
        r"|inspections|reports|style|model|scheme)\b(?! (?:first|than|to)\b)",
        "inspections under the old framework",
    ),
    (
        r"\b(?:the )?(?:newer|new|new[- ]style|current|present|modern)[- ](?:style )?(?:inspection )?(?:regime"
        r"|system|approach|arrangements|rules|style"
        r"|model|scheme)\b",
        "inspections under the new framework",
    ),
    (
        r"\b(?P<v>use[sd]?|using|follow(?:ed|ing|s)|appl(?:y|ied)|carried out to|based on|against) (?=the (?:old"
        r"|new|former|current|previous)\w* framework)",
        "under ",
    ),
    (r"\bunder inspections under\b", "under"),
    (r"\b(?:the )?(?:newer|newest|more recent) framework\b", "the new framework"),
    (r"\b(?:the )?(?:older|oldest|first|original) framework\b", "the old framework"),
    # inspecting again
    (
        r"\bwho (?:was|were|has been|have been|had been|got|is|are) (?=re-?inspected)|\bwho (?:had|has had|got"
        r"|went through) (?=(?:an? )?re-?inspections?)",
        "which authorities were ",
    ),
    (
        r"\bre-?inspected(?! (?:within|with|in|under|inside|after|less|more|over|for|at|soon|quick|fast|the)\b)",
        "given a re-inspection",
    ),
    (r"\breinspections?\b", "re-inspection"),
    # publishing
    (
        rf"\b(?:{_OUT})\b{_NOT_A_GRADE}(?! (?:lead|more|most|twice|once|in (?:the )?(?:collection|corpus|index"
        rf"|reports|list)))",
        "published",
    ),
    (
        r"\b(?:when it comes|in terms of) to publish\w*|\bfor publish\w*|\bpublishing(?: reports)?\b"
        r"|\bpublications?\b(?= (?:happen|took place|of))",
        "published",
    ),
    (r"\bbe published\b|\bgetting published\b|\bget published\b|\bgot published\b", "published"),
    # visiting
    (
        r"\b(?:starting|beginning|commencing|opening)\b(?= (?:in|on|before|after|since|during|from|between|at"
        r"|within))",
        "started",
    ),
    (
        r"\b(?:finishing|ending|concluding|closing)\b(?= (?:in|on|before|after|since|during|from|between|at"
        r"|within))",
        "finished",
    ),
    (
        r"\b(?P<v>saw|see|had|have|got|found|welcomed|received) (?:the |ofsted |ofsted's )?inspectors (?:arrive"
        r"|arriving|turn(?:ing)? up|com(?:e|ing)|visit(?:ing)?|descend(?:ing)?|call(?:ing)?|land(?:ing)?"
        r"|start(?:ing)?|on the doorstep|at the door)\b",
        "were visited",
    ),
    (
        r"(?<!lead )(?<!which )\binspectors (?:arrived|turned up|came|descended|called|went|visited"
        r"|landed)(?: (?:in|at|to"
        r"|on))?\b",
        "inspection started",
    ),
    (
        r"\b(?:kick(?:ed|s|ing)?|start(?:ed|s|ing)?) off\b|\bgot (?:under ?way|going)\b|\b(?:opened|commenced"
        r"|commencing|opens)\b|\bset foot\b",
        "started",
    ),
    (
        r"\b(?:wrapp?ed|wrapping|wound|finish(?:ed|es)?) up\b|\bcame to an end\b|\bdrew to a close\b|\bcompleted\b",
        "finished",
    ),
    (
        r"\b(?:had|has had|have had|got|received|saw|underwent|went through) (?:the |an? |their "
        r"|its )?(?:ofsted )?(?:inspectors?(?:'s?)?(?: (?:in|round|visit(?:ing|s)?|calling"
        r"|through the door))?)\b(?! (?:led|who))",
        "were inspected",
    ),
)
"""What is said, as patterns over lower case, and what it is put as."""


def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said), put) for said, put in (*ASKED, *_SAID))


_PUT = _compiled()


def in_plain_terms(text: str) -> str:
    """Return a question, in lower case, with what it says otherwise put in the words that are read."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
