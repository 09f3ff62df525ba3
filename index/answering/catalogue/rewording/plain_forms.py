"""Puts one plain wording in the place of another that means the same: of pages, sorts, regions, numbers of areas."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["in_one_form"]

_GRADE = r"(?:outstanding|good|inadequate|requires improvement|adequate)"
_COUNCIL = r"(?:councils?|(?:local )?authorit(?:y|ies)|las|boroughs?|places)"
_DOCUMENT = r"(?:reports?|letters?|documents?|papers?)"
_HAVE = r"(?P<have>have had|has had|have|has|had|with) "
_AN = r"(?:an?|some|any|one|at least one)"
_BE = {"have had": "have been", "has had": "have been", "had": "were", "have": "are", "has": "are", "with": "are"}
_MEAN = r"(?:average|mean|typical|usual)"
_END_OF = {"highest": "longest", "lowest": "shortest"}
_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # pages
    (
        r"^how (?:long|many pages) (?:is|was|are|does|do|did) the (?P<end>longest|shortest) (?P<x>(?:[\w-]+ ){0,2}?)"
        r"(?P<n>report|letter|document)\b(?: (?:have|has|run to|in pages))*",
        r"which is the \g<end> \g<x>\g<n>",
    ),
    (
        rf"\b(?P<how>{_MEAN}|median) (?:number of pages|page (?:count|number|length)|length in pages)"
        r" (?:of|in|for|per)(?: (?:an?|the|each|every|all))*(?= )",
        lambda match: f"{'median' if match['how'] == 'median' else 'average'} pages of",
    ),
    (
        rf"\b{_MEAN} length (?:of|in|for)(?: (?:an?|the|each|every|all))* (?P<x>(?:[\w-]+ )*?{_DOCUMENT})\b"
        r"(?: in pages| \(in pages\))?(?! (?:on[- ]site|from|in days))",
        r"average pages of \g<x>",
    ),
    (
        r"^how (?:many pages|long) (?:does|do|is|are|did|has|have) (?:an? |the |each |every |all )?"
        rf"(?:(?:average|typical|usual|full) )*(?P<x>(?:(?!longest|shortest)[\w-]+ ){{0,2}}?{_DOCUMENT})(?: "
        r"(?:typically|usually|normally|generally))?(?: (?:have|run to|on average|in pages))*"
        r"(?= (?:by|per|under|in)\b|$)",
        r"average pages of \g<x>",
    ),
    (
        r"^how many pages (?:do|does|are|have|has) (?:there )?(?:in )?(?:all )?(?:the )?"
        rf"(?P<x>(?:[\w-]+ )*?{_DOCUMENT})(?: have| run to| come to| make)?(?: up)?"
        r" (?:together|in total|altogether|in all)$",
        r"total pages of \g<x>",
    ),
    (
        r"^(?:which|what) (?P<u>framework|region|year|(?:sort|type|kind) of council) (?:has|had) the (?P<end>longest|"
        r"shortest) reports?(?: on average)?$",
        r"in which \g<u> is the average pages of reports \g<end>",
    ),
    # sorts of authority
    (
        rf"\b(?P<n>{_COUNCIL}) (?:of|in) each (?:sort|type|kind)\b(?: of (?:council|(?:local )?authority))?",
        r"\g<n> by type of council",
    ),
    (
        r"^(?P<x>(?:how many|number of|(?:what|which) (?:share|proportion|percentage) of) (?:the )?"
        rf"{_COUNCIL} .{{3,40}}?)"
        r" (?:of|in) each (?:sort|type|kind)\b(?! of (?:inspection|report|visit|letter|document))",
        r"\g<x> by type of council",
    ),
    (
        rf"\b(?P<by>by|per|each|every|which|what) (?:sort|type|kind) of {_COUNCIL}\b",
        r"\g<by> type of council",
    ),
    # the commonest grade
    (
        r"^(?:which|what) (?P<n>(?:overall )?(?:grade|judgement|rating)) (?:is|was|has been|have been|do councils get"
        r"|is given|was given) (?:the )?(?P<end>most|least) (?:common(?:ly)?|frequent(?:ly)?|often)"
        r"(?: (?:given|awarded))?\b",
        r"what is the \g<end> common \g<n>",
    ),
    (r"\b(?:average|mean|modal|normal) (?P<n>(?:overall )?(?:grade|judgement|rating)s?)\b", r"most common \g<n>"),
    # areas
    (
        rf"\b{_HAVE}{_AN} (?P<g>{_GRADE}) (?:judgement )?area\b(?: of (?:judgement|practice))?",
        lambda match: f"{_BE[match['have']]} {match['g']} in any area",
    ),
    (
        rf"\b{_HAVE}{_AN} (?:judgement )?area (?:of judgement )?(?:that|which) (?:is|are|was|were) "
        rf"(?:(?:only|just|merely|still|even|rated|judged|graded) )*(?P<g>{_GRADE})\b",
        lambda match: f"{_BE[match['have']]} {match['g']} in any area",
    ),
    (
        rf"\b(?P<g>{_GRADE})(?P<m> (?:but|and|while|though|yet)) (?P<x>(?!it|they|who|which|that)[a-z][a-z ]{{2,40}}?)"
        r"(?: (?:was|is|were|are|did|has))? not$",
        r"\g<g>\g<m> not \g<g> for \g<x>",
    ),
    (
        rf"\b(?:have|has|had|with|got) no (?P<g>{_GRADE}) (?:area|grade|judgement|rating)s? (?:in|at) (?:any area )?"
        r"(?:in |at )?(?:their|its|the) (?:latest|last|most recent) (?:full )?(?:report|inspection)\b",
        r"are not \g<g> in any area now",
    ),
    (
        r"\bboth (?P<a>(?:children |young people )?in care) and (?P<b>care leavers)\b",
        r"\g<a> and for \g<b>",
    ),
    (
        rf"^(?P<w>which|how many) (?P<g>{_GRADE}) (?P<n>{_COUNCIL}) (?P<v>improved|got worse|declined) at (?:the|their"
        r"|its) next inspection$",
        r"\g<w> \g<n> \g<v> from \g<g>",
    ),
    (
        rf"\b{_HAVE}no (?P<g>{_GRADE}) (?:judgement )?areas?\b",
        lambda match: f"{_BE[match['have']]} not {match['g']} in any area",
    ),
    (
        rf"\b{_HAVE}no (?:judgement )?areas? (?:of judgement )?(?:that|which) (?:is|are|was|were) (?:(?:rated|judged"
        rf"|graded) )?(?P<g>{_GRADE})\b",
        lambda match: f"{_BE[match['have']]} not {match['g']} in any area",
    ),
    (
        r"^(?P<x>(?:how many|number of|what (?:share|proportion|percentage) of|what is the (?:share|proportion|"
        r"percentage|number) of) .+?) (?:in|for) each (?:area of judgement|judgement area|area)(?P<y>(?: now)?)$",
        r"\g<x>\g<y> by area",
    ),
    # several grades
    (
        r"\b(?P<v>had|got|received|been given) (?:all (?:the )?(?:four |4 )?(?:different |possible )?grades|every"
        r"(?: possible| single)? grade|all four(?: of the)? grades)(?: (?:at some time|over time))?$",
        r"\g<v> four different grades",
    ),
    (rf"\bbeen (?P<g>{_GRADE}) (?:ever )?since (?:their|its|the) first (?:inspection|report)\b", r"always been \g<g>"),
    (
        r"^(?:what|which) grades? (?:did|do|have|has|were) (?P<x>(?:the )?(?:re-?inspections|full inspections"
        r"|reports|inspections)\b(?: (?:in|under|since|from|before) [\w ]+?)?) (?:get|give|given|got|receive|gave)$",
        r"breakdown of grades of \g<x>",
    ),
    # means
    (
        r"^how (?:does|do|did) the (?P<x>average number of .+?) (?:differ|compare|vary|change) (?:between|across|by"
        r"|from one) (?:the )?(?:sif and ilacs|ilacs and sif|two frameworks|frameworks|framework to (?:the next|"
        r"another))$",
        r"what is the \g<x> by framework",
    ),
    (
        r"^(?:which|what) (?P<u>lead inspector|inspector|council|authority)s? (?:has|have|had) the (?P<end>longest|"
        r"shortest|highest|lowest) (?:average|mean) (?:number of )?(?P<x>days|time|delay|wait|stay)\b(?P<y>.*)$",
        lambda match: (
            f"what is the {_END_OF.get(match['end'], match['end'])} average number of days"
            f"{'' if match['x'] in ('days', 'time') else ' to publication'}{match['y']} by {match['u']}"
        ),
    ),
    (
        r"^(?:which|what) (?P<u>region|framework|year|type of council) (?:takes?|took|waits?|waited) (?:the )?"
        r"(?P<end>longest|shortest) (?:to publish|for (?:its|their|the) reports?|to publication)(?: on average)?$",
        r"in which \g<u> is the average number of days to publication \g<end>",
    ),
    (
        r"^(?:which|what) areas? of judgement (?:is|are) (?:graded |judged |rated )?(?:best|worst)(?P<now>(?: now)?)$",
        r"breakdown of grades by area\g<now>",
    ),
    (
        r"^(?:is there a|are there(?: any)?|which) regions? (?:without|with no|that (?:has|have) no) (?:an? )?",
        "which regions have no ",
    ),
    (
        rf"^(?P<w>which|how many) {_COUNCIL}(?:'s|'| have (?:a|their))? (?:latest|last|most recent) (?:full )?(?:report"
        r"|inspection)s? (?:is|are|was|were) (?:more than|over|older than) (?P<n>[a-z]+|\d+) years?(?: old| ago)?$",
        r"\g<w> councils have not been inspected for \g<n> years",
    ),
    (
        rf"\b(?P<g>{_GRADE}) when (?:they were |it was )?first inspected\b",
        r"\g<g> at their first inspection",
    ),
    # how often
    (
        r"\b(?P<n>inspections?|visits?) last (?=(?:more|less|longer|fewer|over|under|at least|at most|up to|between"
        r"|exactly|\d+)\b)",
        r"\g<n> lasted ",
    ),
    (
        rf"^(?P<n>(?:which|how many) {_COUNCIL})(?P<x> .+?) (?:in|under) every framework$",
        r"\g<n>\g<x> under all frameworks",
    ),
    (
        rf"\b(?P<n>{_COUNCIL})(?P<x>(?: in .+?)?) (?:were first inspected|had their first (?:inspection|report))"
        r" (?=(?:in|before|after|since|between|from|under)\b)",
        r"\g<n>\g<x> were inspected at their first inspection ",
    ),
    (
        r"\b(?P<v>inspected|visited) (?P<n>twice|two times) (?:in|within|inside|in under|over) (?P<t>(?:a|one|two|three"
        r"|four|five|six|\d+) (?:years?|months))\b",
        r"\g<v> twice within \g<t>",
    ),
    (
        rf"^how many (?P<n>{_COUNCIL}) (?:have been|were|has been|had been) inspected (?:only )?once(?P<rest>,? (?:and"
        r"|or)? ?.*\b(?:twice|two times|three times)\b.*)$",
        r"number of \g<n> by number of inspections",
    ),
    (
        rf"^how many (?P<n>{_COUNCIL}) (?:have been|were|has been|had been) inspected (?:how many times|how often"
        r"|each number of times)$",
        r"number of \g<n> by number of inspections",
    ),
    (r"\b(?P<v>inspected|visited) once(?! (?:in|every|a)\b| more)", r"\g<v> exactly once"),
    # moves
    (rf"\b(?:stopped|ceased) being (?P<g>{_GRADE})\b", r"went from \g<g>"),
    (
        rf"^when was (?:a|any|the|some) {_COUNCIL} (?P<end>last|first|most recently) "
        rf"(?:(?:to be|judged|rated|graded|found) )*(?P<g>{_GRADE})(?P<x>.*)$",
        lambda match: (
            f"which was the {'earliest' if match['end'] == 'first' else 'latest'} report"
            f" judged {match['g']}{match['x']}"
        ),
    ),
    (
        rf"^how many more (?P<n>{_COUNCIL}|reports|inspections) (?:are|were) (?P<a>{_GRADE}) than (?P<b>{_GRADE})",
        r"how many more \g<a> than \g<b> \g<n> are there",
    ),
    (rf"^are there more (?P<a>{_GRADE}) or more (?P<b>{_GRADE}) ", r"are there more \g<a> or \g<b> "),
    (
        rf"^(?P<n>how many {_COUNCIL}) (?P<a>improved|got worse|stayed the same), (?P<b>improved|got worse|stayed the"
        r" same)(?: and|, and| or|, or) (?P<c>improved|got worse|stayed the same)\b",
        r"\g<n> \g<a> and how many \g<b> and how many \g<c>",
    ),
    (
        r"\b(?P<v>improved|got worse|declined|went up|went down|fell|rose)"
        r"(?P<x> (?:for|in) (?!one|two|three)[a-z ]{3,40}?)"
        r" (?P<by>by (?:at least |exactly )?(?:one|two|three) grades?(?: or more)?)\b",
        r"\g<v> \g<by>\g<x>",
    ),
    (
        r"\b(?:which|what) (?P<u>region|framework|year|sort of council|type of council)s? (?:has |have )?improved"
        r" (?:the )?most\b",
        r"in which \g<u> did the most councils improve",
    ),
    (
        rf"^(?:which|what) (?:were|was|are|is) the (?:most recently|last) inspected (?P<n>{_COUNCIL})"
        r" (?P<x>(?:in|of|for) (?:each|every) .+)$",
        r"which \g<n> was most recently inspected \g<x>",
    ),
    # each grade
    (
        r"^(?:how many|which|what) different (?:grades|judgements|ratings) (?:has|have|did) (?P<who>(?:[a-z'-]+ ){1,3}?"
        r"[a-z'-]+) (?:given?|give|award(?:ed)?)$",
        r"breakdown of grades of reports led by \g<who>",
    ),
    (
        rf"^how many {_GRADE}(?:(?:, | and |, and ){_GRADE}){{2,3}} (?P<n>{_COUNCIL}|reports|inspections)\b"
        r"(?: are there| do you have)?",
        r"how many \g<n> have each grade",
    ),
    (
        r"^(?:which|what) (?P<g>grade|judgement|rating) (?:has|have|did) (?P<who>(?:[a-z'-]+ ){1,3}?[a-z'-]+) "
        r"(?:given?|give|award(?:ed)?) most (?:often|frequently)$",
        r"most common \g<g> of reports led by \g<who>",
    ),
    (
        rf"^what (?:share|proportion|percentage) of (?:the )?(?P<n>{_COUNCIL}) (?:has|have|had|got|is at|are at) each "
        r"(?:overall )?(?:grade|judgement|rating)(?P<x>(?: for .+?)?) (?P<by>(?:by|per|in each) (?:region|type of "
        r"council))(?: now)?$",
        r"what share of \g<n> has each grade\g<x> \g<by> now",
    ),
    (
        rf"^(?P<n>(?:how many|number of) {_COUNCIL}) (?P<by>(?:by|per|in each|of each) (?:region|type of council))"
        r" (?P<x>(?:have|has|had|got|are) each (?:overall )?(?:grade|judgement|rating)\b.*)$",
        r"\g<n> \g<x> \g<by>",
    ),
    (
        rf"^(?:how many|number of) (?P<n>{_COUNCIL})(?: (?:have|has|had|got|gave|give|are|were|at"
        r"|received|with|that))* each (?P<g>overall )?(?:grade|judgement|rating)\b(?P<x>.*?) (?P<by>(?:by|per|in each"
        r"|for each) (?:region|type of council|council type))"
        r"(?P<now>(?: now| currently| today)?)$",
        r"breakdown of grades\g<x> \g<by> of all \g<n>\g<now>",
    ),
)
"""What is said, as patterns over lower case, and what it is put as."""
_PUT = tuple((re.compile(said), put) for said, put in _SAID)


def in_one_form(text: str) -> str:
    """Return a question, in lower case, in the one of several plain wordings that is read."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
