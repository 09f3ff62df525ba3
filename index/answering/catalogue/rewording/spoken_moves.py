"""What people say of moves between grades, and of inspections, and what it is put as."""

from __future__ import annotations

__all__ = ["MOVES_SAID"]

_BE = r"(?:is|are|was|were|be|been|being|'s|'re)"
_ITS = r"(?:their|its|the|a council's)"
MOVES_SAID: tuple[tuple[str, str], ...] = (
    (
        rf"\b(?:between|from) {_ITS} first (?:(?:full )?inspections? )?(?:and|to) (?:{_ITS} )?second"
        r" (?:full )?(?:inspections?|reports?|ones?)\b",
        "at their second inspection",
    ),
    (
        rf"\b(?:between|from) {_ITS} second (?:(?:full )?inspections? )?(?:and|to) (?:{_ITS} )?third"
        r" (?:full )?(?:inspections?|reports?|ones?)\b",
        "at their third inspection",
    ),
    (
        r"\b(?:claw|fight|drag|work|haul|pull|battl|scrambl|dug|fought|climb|edg|inch)\w*(?: (?:its|their|his|her) way"
        r"| (?:itself|themselves))(?: back| up)? (?:out of|up from|back from|from)\b",
        "moved out of",
    ),
    (
        r"\b(?:mad\w+|make|had|have|has|took|taken|seen|saw|with) the (?:single )?(?:biggest|largest|greatest"
        r"|most dramatic"
        r"|sharpest|steepest) (?:leap|jump|improvement|gain|rise|step up|turnaround|climb|advance|recovery)s?\b",
        "improved the most",
    ),
    (
        r"\b(?:mad\w+|make|had|have|has|took|taken|seen|saw|with) the (?:single )?(?:biggest|largest|greatest"
        r"|most dramatic"
        r"|sharpest|steepest) (?:fall|drop|decline|slide|plunge|slump|deterioration|collapse)s?\b",
        "declined the most",
    ),
    (
        r"\bbetween (?:any )?two (?:of (?:its|their) )?(?:full |consecutive |successive )*"
        r"(?:inspections|reports)\b(?! (?:in a row|running))",
        "from one inspection to the next",
    ),
    (
        r"\b(?P<b>been|was|were)(?: (?:rated|judged|graded))? (?P<g>outstanding|good|inadequate"
        r"|requires improvement) and "
        r"(?:also )?(?P<h>outstanding|good|inadequate|requires improvement),? (?:at|on|in) (?:different|various"
        r"|separate)"
        r" (?:times|points|occasions|inspections|years)\b",
        r"\g<b> both \g<g> and \g<h>",
    ),
    (
        r"\b(?:swap\w*|trad(?:e|es|ed|ing)|exchang\w*|giv(?:e|en|ing) up|gave up) (?:its |their |an? "
        r"|the )*(?P<a>outstanding|good|inadequate"
        r"|requires improvement)(?: grade| rating| judgement)? (?:for|to) (?:an? )?(?P<b>outstanding|good"
        r"|inadequate|requires improvement)\b",
        r"went from \g<a> to \g<b>",
    ),
    (r"\b(?:was |were |been |got |is |are )?(?:rated|graded|judged|marked) differently\b", "changed grade"),
    (r"\bthumbs[- ]up\b", "good or outstanding grade"),
    (r"\bthumbs[- ]down\b", "inadequate grade"),
    (r"\bgone up (?:at least )?(?:a|one) grade or more\b", "improved"),
    (r"\bgone down (?:at least )?(?:a|one) grade or more\b", "declined"),
    (r"\b(?:have|has|had|is|are) (?:gone )?on the (?:up|rise)\b", "improved"),
    (r"\bgo(?:es|ing|ne)? up (?:in the world|a grade)\b", "improved"),
    (rf"\b{_BE} on the (?:way down|slide|decline)\b", "declined"),
    (r"\b(?:overall )?grade(?:s)? (?:stay(?:s|ed|ing)|kept) the same\b", "stayed the same"),
    (r"\b(?:overall )?(?:grades?|ratings?|judgements?) chang(?:ing|es|e)\b", "changed grade"),
    (r"\bchang(?:ing|es) (?=(?:overall |its |their )?(?:grades?|ratings?))", "changed "),
    (r"\bmoving\b", "moved"),
    (
        r"\bfrom (?:the |its |their )?(?:first|earliest) to (?:the |its |their )?(?:last|latest)\b",
        "since when first inspected",
    ),
    (
        r"\b(?:than|as) (?:it was |they were )?(?:the first time|at first|to begin with|originally)\b",
        "than when first inspected",
    ),
    (r"\b(?:over|across|from) (?:its|their) inspections\b", "over the years"),
    (r"\b(?:lurch|tumbl|plummet|crash|sink|sank|nosediv)\w*\b", "fell"),
    (
        r"\bstay(?:ed|s|ing) (?:put|still|where they were)\b|\bst(?:ood|ayed) still\b|\bmarked time\b|\bflatlin\w+\b",
        "stayed the same",
    ),
    (
        r"\bbetween (?:one (?:full )?(?:inspection|report|visit) and (?:the|its|their) (?:very )?next(?:"
        r" one)?|two (?:full )?(?:inspections|reports) in a row"
        r"|(?:one )?consecutive (?:inspections|reports))\b|\b(?:at|in) the very next (?:inspection|one|report)\b",
        "from one inspection to the next",
    ),
    # inspections
    (
        r"\bturn(?:ed|s|ing)?[ -]?(?:a)?round\b(?=.*\b(?:inspectors? left|inspection"
        r"|visit)\b)(?=.*\b(?:report|publish|fastest|quick))",
        "published",
    ),
    (
        r"\b(?:has|have|had) been through\b|\b(?:has|have|had) undergone\b|\bwere put through\b|\bwent through\b",
        "have had",
    ),
    (r"\b(?:inspectors'?|inspectorate) visits?\b", "inspections"),
    (
        r"\bwent on (?:the )?longest\b|\bwent on for (?:the )?longest\b|\bdragged on (?:the )?longest\b",
        "lasted longest",
    ),
    (r"\b(?:has|have|had) had (?:the )?inspectors in\b|\b(?:was|were) ofsteded\b", "was inspected"),
    (r"\btook place\b|\bhappen(?:ed|ing|s)?\b|\bwas held\b|\bwere held\b", "took place"),
    (r"\bjan\b(?=\.? \d{4})", "january"),
    (r"\bfeb\b(?=\.? \d{4})", "february"),
    (r"\bsept?\b(?=\.? \d{4})", "september"),
    (r"\boct\b(?=\.? \d{4})", "october"),
    (r"\bnov\b(?=\.? \d{4})", "november"),
    (r"\bdec\b(?=\.? \d{4})", "december"),
    (
        r"\bonly (?:ever )?(?P<v>had|have|has|got|been|led|done)(?P<w> \w+)? (?P<n>one|once|two|twice)\b",
        r"\g<v>\g<w> exactly \g<n>",
    ),
    (r"\bjust the (one|two)\b", r"exactly \1"),
    (r"\bleast often\b", "fewest times"),
    (r"\bmost often\b", "most times"),
    (r"\b(?:councils|authorities|places|las) in total\b", "authorities"),
)
"""Patterns over lower case, and what they are put as."""
