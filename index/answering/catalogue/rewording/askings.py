"""What people ask for in words of their own: which reports, what share, by what spread, how long."""

from __future__ import annotations

__all__ = ["ASKED"]

_REPORT = (
    r"(?:(?:full |graded |inspection |ofsted |new |final |last |latest )*(?:reports?|inspections?|visits?"
    r"|documents?|letters?))"
)
_COUNCIL = r"(?:councils?|(?:local )?authorit(?:y|ies)|boroughs?|places|las)"
ASKED: tuple[tuple[str, str], ...] = (
    # what adds nothing
    (
        r"\bon (?:file|record|the books|your books)\b|\bto (?:his|her|their|your|its) name\b|\bfor the record\b"
        r"|\b(?:that |which )?you(?:'ve| have)? (?:hold|have|cover|got|know of)\b(?! (?:on|about))|\bin (?:your"
        r"|this|the|our) (?:collection|sample|files?|archive|database|data ?set|library)\b"
        r"|\bas far as you know\b|\bof all time\b|\bin total\b(?=.*\b(?:how many|number)\b)",
        " ",
    ),
    (
        r"[\s,]*\b(?:whatever|regardless of|no matter|never mind|in any|of any|ignoring) (?:the |which )?year\b",
        " ",
    ),
    (r"\b(?:tally|tallies|running total|headcount|tot up|how big is the number)(?= (?:of|for)\b)", "number"),
    (
        r"\b(?:least common|rarest|least frequent|scarcest)(?= (?:overall )?(?:grade|judgement|rating"
        r"|outcome)s?\b)",
        "most common",
    ),
    (
        r"\bhow (?:do|did|have|has) (?:the |overall )*(?:grades|judgements|ratings)(?: \w+){0,3}? (?:compare\w*"
        r"|chang\w+|var(?:y|ied)"
        r"|differ\w*|shift\w*|mov\w*) (?:year by year|by year|from year to year|over the years|over time"
        r"|across (?:the )?years)\b",
        "breakdown of grades by year",
    ),
    (r"\b(?:in|during|over) (?:the )?calendar year (?=(?:19|20)\d\d)", "in "),
    (r"\b(?P<unit>year|month) of (?:publication|inspection)\b", r"\g<unit>"),
    (r"[\s,]*\bwith (?:the )?totals?\b", " "),
    (r"\b(?:an |the )?identical (?=dates?|days?|weeks?)", "the same "),
    (r"[\s,;]*\b(?:and )?(?:are|were|is|was) there (?:any )?(?:ties|a tie|a draw)\b", " "),
    (r"\b(?:are|is|were|was|get|gets) (?:named|mentioned|credited|listed)(?= (?:across|in|by|on) )", "are"),
    (r"\b(?:done and dusted|over and done with|all over|done with)\b", "finished"),
    # what is asked for
    (r"[\s,]*\bwith (?:the|its|their) (?:publication |inspection )?dates?\b", " "),
    (
        r"^(?P<v>list|show|name|give|find)(?: me)? (?:every|each)(?: single)? (?P<x>(?:[a-z]+ ){1,3}?)(?P<n>judgement"
        r"|grade|rating|verdict)s?\b",
        r"\g<v> all \g<x>\g<n>s",
    ),
    (
        r"^(?:list |show |name |give )?(?:me )?(?:every|each)(?: single)? (?=(?:full |inspection )*(?:reports?"
        r"|inspections?) (?:on|for|about)\b)",
        "list all ",
    ),
    (
        r"^(?:(?:please )?(?:list|show|name|give|is there|was there|has there been)(?: me| us)? )?(?:anything"
        r"|everything|something)(?: new)?"
        r"(?= (?:that |which )?(?:was |were |has been |has |you )?(?:published|released|issued|out|came out"
        r"|come out)\b)",
        "which documents were",
    ),
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
    (
        r"^who(?:'s| has| have|'ve)?(?= (?:been waiting|waited|had to wait|gone|been left|been without"
        r"|been waiting for)"
        r" (?:the )?longest)",
        "which authority has",
    ),
    (
        r"^(?:is |are |was |were )?(?:there )?(?:anything|anyone|anybody|anywhere) (?=(?:rated |judged "
        r"|graded )?(?:outstanding|good"
        r"|inadequate|requires improvement)\b)",
        "which councils are ",
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
)
"""What is said, as patterns over lower case, and what it is put as."""
