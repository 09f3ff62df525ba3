"""Puts questions that set two things against each other in the words that are read."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["sides_apart"]

_NOUN = (
    r"(?:councils|(?:local )?authorities|las|boroughs|places|reports|inspections|visits|services|judgements"
    r"|inspectors)"
)
_GRADE = r"(?:outstanding|good|inadequate|requires improvement)"
_AGAINST = r"(?:,? (?:compared (?:with|to|against)|versus|vs\.?|as against|as opposed to|against|set against|and then))"
_YEAR = r"(?:19|20)\d\d"
_SHARE = r"(?:(?:what|which) (?:share|proportion|percentage|fraction) of|how many)"
_POINT = (
    rf"(?:{_YEAR}|(?:the )?(?:pandemic|covid(?:[- ]?19)?|lockdowns?)|(?:the )?(?:new framework|ilacs)(?: came in"
    rf"| began| started)?)"
)
_SINCE = r"(?:after(?= |$)|since then|after that|afterwards|after it|from then on(?:wards)?|thereafter|later|since)"
_DONE = r"(?:improve|decline|worsen|slip|fall|drop|rise|go|get|climb|move|stay|come|deteriorat)"


def _since(match: re.Match[str]) -> str:
    """Return two questions of one that asks for the time before a year and the time since."""
    asks, year, rest = match["asks"].strip(), match["y"], match["rest"].strip()
    later = f"since {year}" if match["when"] in ("before", "prior to", "pre") else f"after {year}"
    return f"{asks} {match['when']} {year} {rest} and {asks} {later} {rest}"


_OLD = r"(?:old|older|former|previous|earlier)"
_NEW = r"(?:new|newer|current|present|latest)"
_BODY = (
    r"(?:[a-z]+ )?(?:london boroughs?|boroughs?|counties|unitar(?:ies|y authorities|y councils)"
    r"|met(?:ropolitan)? (?:districts?"
    r"|boroughs?|councils?)|metropolitans|shire counties|county councils)"
)


def _likely(match: re.Match[str]) -> str:
    """Return the shares of two groups of councils of which one is said to be likelier to have a grade."""
    return " and ".join(f"what share of {_group(match[name])} are rated {match['g']}" for name in ("a", "b"))


def _group(name: str) -> str:
    if re.match(r"(?:north|south|east|west)", name):
        return f"councils in the {name.removesuffix('ern')}"
    return re.sub(r"\bmet (?=district|borough|council)", "metropolitan ", name.strip())


_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        rf"^(?:are|is|do|does|did|have|were) (?:the )?(?P<a>(?:north|south|east|west)\w*|{_BODY}) (?:councils?"
        rf"|authorities|ones)? ?(?:more"
        rf"|less) (?:likely|apt|prone) to (?:be|get|have been|receive) (?:rated |judged |graded "
        rf"|an? )?(?P<g>{_GRADE}(?: or \w+)?) than"
        rf" (?:the )?(?P<b>(?:north|south|east|west)\w*|{_BODY})(?: (?:councils?|authorities|ones))?$",
        _likely,
    ),
    (
        r"^(?:are|is|do|does|did|have|were) (?:the )?(?:councils in the )?(?P<a>north|south|east"
        r"|west)(?P<x>ern)?(?: (?:councils|authorities"
        r"|ones))? (?:any |much |really )?(?:doing |rated |judged |performing |faring |graded )?(?:better|worse"
        r"|stronger|weaker)"
        r" (?:rated |graded |judged )?than (?:the |those in the |councils in the )?(?P<b>north|south|east"
        r"|west)(?:ern)?(?: (?:councils"
        r"|authorities|ones))?$",
        r"what share of councils in the \g<a> are good or outstanding and what share of councils in the \g<b> are"
        r" good or outstanding",
    ),
    (
        rf"^(?:compare|how does|how do|set|contrast) (?P<x>[a-z ]{{3,30}}?) (?:compare |stand |fare )?(?:with|to"
        rf"|against|versus|vs) (?:the rest"
        rf"|everywhere else|elsewhere|all other regions|the other regions)(?: of (?:the country|england))? (?:on"
        rf"|for|in|in terms of|by) (?:the"
        rf" )?(?:(?:share|number|proportion|percentage) of )?(?P<g>{_GRADE}(?: or \w+)?)(?: (?:grades|councils"
        rf"|judgements|ratings|authorities))?$",
        r"what share of councils in \g<x> are \g<g> and what share of councils outside \g<x> are \g<g>",
    ),
    (
        rf"^(?:how (?:do|does|did)|compare) (?:the |each |all )?(?P<unit>region|year"
        rf"|framework)s? (?:compare )?(?:on|for|in|by|in terms of|with"
        rf" regard to) (?:the |their )?(?P<what>share|proportion|percentage|number) of (?P<n>{_NOUN}) (?:that are "
        rf"|that were |which are |rated"
        rf" |judged |graded )*(?P<g>{_GRADE}.*)$",
        lambda match: (
            f"{'how many' if match['what'] == 'number' else 'what share of'} {match['n']} are {match['g']} by"
            f" {match['unit']}"
        ),
    ),
    (
        r"^(?P<which>which|what) (?P<unit>regions?|years?|frameworks?) (?P<has>has|have|had|saw) the (?P<end>worst"
        r"|best|poorest|strongest"
        r"|weakest) (?:records?|results?|grades?|ratings?|performance|outcomes?|judgements?|councils)(?: (?:for|on"
        r"|in|when it comes to)"
        r" (?P<area>.+))?$",
        lambda match: (
            f"which {match['unit']} {match['has']} the highest share of councils rated "
            f"{'good or outstanding' if match['end'] in ('best', 'strongest') else 'below good'}"
            f"{' for ' + match['area'] if match['area'] else ''}"
        ),
    ),
    (
        r"\b(?:grades?|ratings?|judgements?) (?:breakdown|split|distribution|spread|profile)\b",
        "breakdown of grades",
    ),
    (r"\b(?P<w>which|what|any|every|each|no|only) county\b(?! council| is\b)", r"\g<w> county council"),
    (
        rf"^(?P<asks>how many .{{3,60}}?) (?P<when>before|prior to|up to|until) (?P<y>{_POINT})(?P<rest>.{{0,30}}?)"
        rf"(?:{_AGAINST}|,? and|,? or)(?: how many)?(?: were| are| came| have)*(?: published| out)? {_SINCE}"
        rf"(?: (?P=y))?$",
        _since,
    ),
    (
        rf"\b(?:in|for|of|during) (?P<a>{_YEAR}){_AGAINST} (?:in |with |those (?:in|of) )?(?P<b>{_YEAR})\b",
        r"in \g<a> and in \g<b> by year",
    ),
    (
        rf"^(?:were|are|was|is|did|have|has) (?:there )?more (?P<what>.{{4,60}}?) in (?P<a>{_YEAR}) (?:or|than)"
        rf" (?:in )?(?P<b>{_YEAR})$",
        r"how many \g<what> in \g<a> and in \g<b> by year",
    ),
    (
        rf"^(?:did|has|had|was|were|is|does|have) (?:in |there )?(?P<a>{_YEAR}) (?:[a-z]+ ){{0,3}}?(?:more|fewer"
        rf"|as many|less|a"
        rf" (?:higher|lower|bigger|smaller|larger) number of) (?P<what>[a-z' ]+?) (?:than|as|compared (?:with"
        rf"|to)) (?:in"
        rf" |during |for )?(?P<b>{_YEAR})(?: did| had| was)?$",
        r"how many \g<what> in \g<a> and in \g<b> by year",
    ),
    (
        rf"^(?:which|what)(?: year)?(?: was| is| had| saw| has| of)* (?:the )?(?:more|fewer|busier|quieter|most"
        rf"|fewest)"
        rf" ?(?P<what>[a-z' ]*?),? (?P<a>{_YEAR}) or (?P<b>{_YEAR})$",
        lambda match: f"how many {match['what'] or 'inspections'} in {match['a']} and in {match['b']} by year",
    ),
    (
        rf"^(?:what is |what's |what was |give me |show )*(?:the )?ratio (?:of|between) (?P<a>[a-z' ]+?) (?:to|and"
        rf"|versus|vs) (?P<b>[a-z' ]+?)"
        rf" (?P<n>{_NOUN})\b(?P<rest>.*)$",
        r"how many \g<a> \g<n>\g<rest> and how many \g<b> \g<n>\g<rest>",
    ),
    (
        rf"^(?:was|is|were) (?P<a>{_YEAR}) an? (?:better|worse|good|bad|stronger|weaker) (?:year )?than "
        rf"(?P<b>{_YEAR})\b.*$",
        r"breakdown of grades in \g<b> and in \g<a> by year",
    ),
    (
        rf"^(?P<asks>(?:what|how|compare)\b.*?) (?:under|in|with|of|for) (?:the )?{_OLD} framework,? (?:and|versus"
        rf"|vs|or|against|compared with|compared to) (?:under |in |with |for )?(?:the )?{_NEW}(?: framework| one)?\b",
        r"\g<asks> by framework",
    ),
    (
        rf"^(?:what|which) (?:overall )?(?:grades?|judgements?|ratings?|results?|outcomes?) (?:did|have|has|do"
        rf"|were) (?:the "
        rf"|these |all )?(?P<n>{_NOUN}|councils'? ?)(?P<where> in (?:the )?[a-z ]{{3,25}}?)? (?:get|got|given"
        rf"|receive|received"
        rf"|end up with|come out with|achieve|achieved|have|had)(?P<rest> (?:in|during|since|before|after|between"
        rf"|from)\b.*)$",
        r"grades of reports\g<where>\g<rest>",
    ),
    (
        r"^which (?:was|were|is|got|has been) (?P<did>inspected|visited|published|reported on) (?P<end>first|last"
        r"|earliest"
        r"|earlier|later|most recently|longest ago),? (?P<a>[^,?]+? or [^,?]+)$",
        r"which of \g<a> was \g<did> \g<end>",
    ),
    (
        rf"^(?:did|has|have|is|was|were) the (?:total |annual )?number of (?P<what>.{{4,60}}?) (?:go|gone|going"
        rf"|been|ris\w+"
        rf"|f[ae]ll\w*|grow\w*|shr[iu]nk\w*|increas\w+|decreas\w+|chang\w+|drop\w*)\b.*?(?: (?P<when>(?:between"
        rf"|from|since)"
        rf" {_YEAR}.*))?$",
        lambda match: f"number of {match['what']} {match['when'] or ''} by year",
    ),
    (
        rf"^(?:what is|what's|what was) the difference in (?:the )?numbers? (?:between"
        rf"|of) (?P<a>{_GRADE}) and (?P<b>{_GRADE})"
        rf" (?P<n>{_NOUN})\b",
        r"how many more \g<a> than \g<b> \g<n>",
    ),
    (
        r"^(?:are|is|do|does|did|have|were) (?:the )?(?:(?:bigger|smaller|larger|big|small|large|rural"
        r"|urban) )?(?P<a>[a-z -]{4,40}?)"
        r" (?:do|doing|done|faring|fare|fared|rated|performing|perform|performed|judged|graded|run|scoring|score"
        r"|scored)"
        r" (?:any |much )?(?:better|worse|higher|lower) than (?:the )?(?P<b>[a-z -]{4,40})$",
        r"compare the grades of \g<a> and \g<b>",
    ),
    (
        r"^which of (?:my|our|the|these|those|all) [a-z' ]{3,30}, (?P<x>[^?]+?),? (?=(?:is|are|has|have|was|were"
        r"|got)\b)",
        r"which of \g<x> ",
    ),
    (
        r"^how many different (?:overall )?(?P<n>grades|ratings|judgements) (?:has|have|did) (?P<x>(?!each|every"
        r"|all|any)[a-z ,]+?)"
        r" (?:had|have|got|get|been given|received?|have had)$",
        r"breakdown of \g<n> of inspections of \g<x>",
    ),
    (
        rf"^(?:did|has|have|is|was) the (?:proportion|share|percentage) of (?P<g>{_GRADE}(?: (?:or"
        rf"|and) \w+)?) (?:judgements|grades"
        rf"|reports|inspections|ratings|results|ones|councils)(?: (?:been|be))? (?:go|gone|went|going|ris\w+|rose"
        rf"|f[ae]ll\w*|gr[eo]w\w*"
        rf"|shr[iu]nk\w*|increas\w+|decreas\w+|chang\w+|drop\w*|improv\w+|declin\w+)\b.*?(?: (?P<when>(?:between"
        rf"|from|since)"
        rf" {_YEAR}.*))?$",
        lambda match: f"what share of inspections were {match['g']} by year {match['when'] or ''}",
    ),
    (
        r"^(?:what|how) (?:do|did|does|have|has) (?:the )?(?:overall )?(?:grades|results|ratings|judgements"
        r"|outcomes) (?P<x>(?:for|in"
        r"|of|across|from|under|since|after|before) .+?) looke?d?(?: like)?$|^(?:what|how) (?:do|did|does|have"
        r"|has) (?:the )?"
        r"(?:overall )?(?:grades|results|ratings|judgements|outcomes) looke?d?(?: like)? (?P<y>(?:for|in|of|across"
        r"|from|under|since"
        r"|after|before) .+)$",
        lambda match: f"breakdown of grades of reports {re.sub('^for ', 'in ', match['x'] or match['y'])}",
    ),
    (
        rf"^(?P<q>{_SHARE}) (?P<a>[\w-]+(?: [\w-]+)?)(?: (?P<n>{_NOUN}))?(?:,? and|,? or|{_AGAINST}) (?P=q) "
        rf"(?P<b>[\w-]+(?: [\w-]+)?) (?P<m>{_NOUN}) (?P<rest>.+)$",
        r"\g<q> \g<a> \g<m> \g<rest> and \g<q> \g<b> \g<m> \g<rest>",
    ),
    (
        rf"^(?:did|do|have|has|are|were|is) (?:there )?more (?P<n>{_NOUN}) (?:(?:that|which) (?:are|were) "
        rf"|currently |now |rated |judged |graded )*(?P<a>(?:{_DONE}\w*|been|are|were|got"
        rf"|gone|went"
        rf"|fell|rose)\b.*?|{_GRADE})(?:,)? (?:or|than|rather than)(?: have| has| did| are| were"
        rf"| to)? (?P<b>[\w-]+(?: "
        rf"(?:improvement|worse|better|up|down|backwards?|forwards?))?)(?P<tail>.*)$",
        r"how many \g<n> \g<a>\g<tail> and how many \g<n> \g<b>\g<tail>",
    ),
    (
        rf"^(?:are|is|were|have|has) (?:things|standards|grades|services|{_NOUN}|children's services"
        rf"|the overall picture"
        rf"|the picture|performance|it|results|ratings)(?: (?:overall|generally|mostly"
        rf"|on the whole))? (?:been )?(?:getting"
        rf"|becoming|going|growing) (?:any )?(?:better|worse|up|down)(?:,? or (?:are they "
        rf"|is it )?(?:getting )?(?:better"
        rf"|worse|up|down))?\b.*$",
        "how many councils improved and how many councils got worse",
    ),
    (
        r"\b(?P<which>(?:which|what) (?:of the )?(?:regions?|frameworks?|years?|months?)(?: of .{3,60}?)? (?:has"
        r"|have|had"
        r"|with)(?: got)?) (?:the|a) (?:greater|higher|bigger|larger|better)(?= (?:share|proportion|percentage"
        r"|number)\b)",
        r"\g<which> the highest",
    ),
)
"""What is said, as patterns over lower case, and what it is put as."""
_PUT = tuple((re.compile(said), put) for said, put in _SAID)


def sides_apart(text: str) -> str:
    """Return a question, in lower case, with what it sets against each other asked one after the other."""
    for said, put in _PUT:
        text = said.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
