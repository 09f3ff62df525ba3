"""Puts what people say of publishing, visits, people, shares and busy times in the words that the catalogue reads."""

from __future__ import annotations

import re

__all__ = ["in_plain_terms"]

_REPORT = (
    r"(?:(?:full |graded |inspection |ofsted |new |final |last |latest )*(?:reports?|inspections?|visits?"
    r"|documents?|letters?))"
)
_COUNCIL = r"(?:councils?|(?:local )?authorit(?:y|ies)|boroughs?|places|las)"
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
    # what adds nothing
    (
        r"\bon (?:file|record|the books|your books)\b|\bto (?:his|her|their|your|its) name\b|\bfor the record\b"
        r"|\b(?:that |which )?you(?:'ve| have)? (?:hold|have|cover|got|know of)\b(?! (?:on|about))|\bin (?:your"
        r"|this|the|our) (?:collection|files?|archive|database|data ?set|library)\b"
        r"|\bas far as you know\b|\bof all time\b|\bin total\b(?=.*\b(?:how many|number)\b)",
        " ",
    ),
    # what is asked for
    (
        r"\bwhat (?:did|has|have|was|had) (?:ofsted |inspectors |you |they "
        r"|the inspectorate )?(?:ever )?(?:publish(?:ed)?|put out|issued?|released?|bring out|brought out"
        r"|produced?)\b",
        "which reports were published",
    ),
    (
        r"^when (?:was|did|is|were) the (?=(?:very )?(?:earliest|first|oldest|latest|last|newest|most recent"
        r"|final) (?:[a-z]+ ){0,2}(?:inspection|report|visit)\b)",
        "which was the ",
    ),
    (
        r"\bwho(?:'s| has| had| have| got| received| saw)? (?=(?:had |got |received |saw |seen )?(?:their|its|an?"
        r"|the|any) (?:full |inspection |ofsted )*(?:reports?|inspections?) (?:published|out|come|came|in|since"
        r"|before|after|during|between))"
        r"|\bwho(?:'s| has| have)(?: not| never)? (?=been (?:inspected|visited))",
        "which authorities had ",
    ),
    (r"^(?:the )?(?=(?:years?|months?|regions?|frameworks?) (?:with|that had|which had|having) )", "which "),
    (r"\bmost up[- ]to[- ]date\b", "most recent"),
    (r"\bwhose (?=(?:full )?(?:inspections?|reports?)\b)", "which council's "),
    (
        r"\bhow many (?=(?:of them )?(?:(?:have |has |had )?(?:got|been|were|was|came|got) )?(?:published|came out"
        r"|released|issued)\b)",
        "how many reports ",
    ),
    (
        r"\bwho (?:has|have|had)(?: ever)? (?=(?:given|awarded|handed|dished|doled|issued|judged|rated|graded"
        r"|marked|dealt|failed)\b)",
        "which lead inspectors ",
    ),
    (
        r"^(?:did|were|was|have|has|are|do|had|is)(?: there)?(?: ever)?(?: been)? (?:any |some )?(?:(?:two"
        r"|pairs? of|more than one|several|multiple) )?(?:of the )?(?P<what>reports?|inspections?|councils?"
        r"|authorit\w+|las)"
        r"(?=.*\b(?:same (?:day|date|week|month|time)|simultaneous|overlap|coincid|shar))",
        r"which \g<what>",
    ),
    (
        r"\b(?:the )?(?:most prolific|busiest|most active|most experienced|hardest[- ]working"
        r"|most used) (?:lead )?inspector(?P<s>s?)\b",
        r"lead inspector\g<s> who led the most inspections",
    ),
    (r"^who(?:'s| is| was| has been| were)? (?:the )?(?=lead inspectors? who led)", "which "),
    (
        r"^(?:the )?(?=(?:top |bottom )?(?:(?:two|three|four|five|six|seven|eight|nine|ten"
        r"|\d{1,2}) )?(?:most recent(?:ly)?|latest|newest|last|earliest|oldest|first"
        r"|longest|shortest|briefest|lengthiest|longest[- ]running)\b(?! (?:of all|inspection of|report (?:on|of"
        r"|for))))",
        "which ",
    ),
    (
        r"^(?:the )?(?=(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ ){0,2}(?:councils"
        r"|authorities|reports|inspections|places|boroughs)\b)",
        "which ",
    ),
    (
        r"\bwho (?=(?:was|were|got|gets|has been|have been|had been|is being|hasn't been|has not been"
        r"|have not been)(?: (?:\w+ )?)(?:inspected|visited|seen by))",
        "which authorities ",
    ),
    (
        r"\b(?:has|have|did|had|is there|was there) (?:anyone|anybody|someone|somebody|any one person"
        r"|a single person|one person|any (?:lead )?inspectors?)"
        r"(?: who| that)?(?= (?:ever |actually |has |have )*(?:led|lead)\b)",
        "which lead inspectors",
    ),
    # lengths
    (
        r"\b(?:the |ofsted |ofsted's )?inspectors (?:only |just |actually )?(?:were (?:there|in|on[- ]site"
        r"|present)|stay(?:ed)?|spen[dt]|remain(?:ed)?|hung around|camped out|kept at it)\b",
        "the visit lasted",
    ),
    (
        r"^where (?:did|was|were|have|has|had) (?=.*\b(?:visit lasted|(?:long|short|brief|quick)\w*|days?|weeks?)\b)",
        "in which councils ",
    ),
    (
        r"\b(?:kept|had|keeping|having) (?:the )?inspectors (?:on[- ]site|in(?: for)?|there|busy|for)\b",
        "had a visit that lasted",
    ),
    # groups
    (r"\b(?P<v>break|broken|breaking)(?P<m> .{3,60}?) down (?=by\b|into\b)", r"\g<v> down\g<m> "),
    (
        r"\b(?P<a>(?:break|broken|split|spread|differ|compar|vary|varies|distribut)\w*\b.*?) (?:across|between"
        r"|under|in|for|by|over) (?:the |these |both )?"
        r"(?:two|both|different|various|each of the|respective) (?:inspection )?(?=(?:frameworks|regions|years)\b)",
        r"\g<a> by ",
    ),
    (
        r"\b(?P<unit>year|grade|region|month|framework|inspector|council|authority)[- ](?:by"
        r"|on)[- ](?P=unit) (?P<what>breakdown|split|spread|table|list|count|totals?|figures"
        r"|numbers)(?: (?P<of>of .*|for .*))?$",
        r"\g<what> \g<of> by \g<unit>",
    ),
    (
        r"\b(?:regional|geographical) (?P<what>breakdown|split|spread|distribution|picture|pattern)(?: (?P<of>of .*"
        r"|for .*))?$",
        r"\g<what> \g<of> by region",
    ),
    (
        r"\b(?:annual|yearly|year-on-year) (?P<what>breakdown|split|spread|distribution|totals?|figures|numbers"
        r"|count)(?: (?P<of>of .*|for .*))?$",
        r"\g<what> \g<of> by year",
    ),
    (
        r"\bmonthly (?P<what>breakdown|split|spread|distribution|totals?|figures|numbers|count)(?: (?P<of>of .*"
        r"|for .*))?$",
        r"\g<what> \g<of> by month",
    ),
    (
        r"\b(?:how|in what way) (?:are|were|is|have been|did|do) (?P<what>.*?) (?:distributed|spread(?: out)?"
        r"|divided(?: up)?|shared out|split(?: up)?|allocated|fall|break down) "
        r"(?:across|between|over|among|by|amongst) (?:the |all the |each of the )?(?P<unit>years?|regions?|months?"
        r"|frameworks?|grades?|inspectors?)",
        r"number of \g<what> by \g<unit>",
    ),
    (
        r"\bworst (?P<unit>years?|months?|regions?) (?:for|in terms of) (?=(?:inadequate|failing|failed"
        r"|bad))",
        r"which \g<unit> with the most ",
    ),
    (
        r"\bbest (?P<unit>years?|months?|regions?) (?:for|in terms of) (?=(?:outstanding"
        r"|good))",
        r"which \g<unit> with the most ",
    ),
    # shares
    (
        r"\b(?:express|give|show|put|state|tell)(?: me| us)?,? as a (?:percentage|proportion"
        r"|share),? ",
        "what percentage of ",
    ),
    (r"\bhow many (?:out of|in) (?:every |each )?(?:a )?(?:hundred|100)(?: of)?(?: the)? ", "what percentage of "),
    (
        rf"\bone in how many (?:of )?(?=(?:the |these |our |all )?(?:\w+ ){{0,2}}(?:{_COUNCIL}|{_REPORT}))"
        rf"|\bhow (?:big|large|high|great|small)"
        r" an? (?:share|proportion|percentage|fraction|slice|chunk|part) of|\b(?:what|which) (?:slice|chunk"
        r"|part|percent|%) of"
        r"|\bhow (?:big|large|high|great) (?:is|was) the (?:share|proportion|percentage) of"
        r"|\b(?:as a|in) (?:percentages?|per ?cent|%) ?(?:terms)?,? (?:how many|what number of)|\bwhat (?:is"
        r"|was) the (?:percentage|share|proportion|%) of",
        "what percentage of ",
    ),
    (
        r"\bhow many (?P<n>[\w ]{3,60}), (?:as|in) (?:an? )?(?:percentages?|per ?cent|proportion|%)(?: terms)?$",
        r"what percentage of \g<n>",
    ),
    (r"\bhow many in (?:every )?(?:a hundred|100)\b", "what percentage"),
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
        r"\b(?P<unit>year|month)(?: of the year)? with the (?P<end>most|fewest) (?:for )?(?:publications?|publishing"
        r"|publish\w*|output)\b",
        r"\g<unit> with the \g<end> reports published",
    ),
    # people
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
    return tuple((re.compile(said), put) for said, put in _SAID)


_PUT = _compiled()


def in_plain_terms(text: str) -> str:
    """Return a question, in lower case, with what it says otherwise put in the words that are read."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
