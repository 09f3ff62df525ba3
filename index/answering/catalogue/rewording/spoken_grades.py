"""What people say of grades, and what it is put as."""

from __future__ import annotations

__all__ = ["GRADES_SAID"]

_GRADES = "outstanding|good|inadequate|requires improvement"
GRADES_SAID: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:in )?the (?:very )?bottom (?:category|band|tier|rung|level)\b|\bthe (?:very )?(?:bottom"
        r"|lowest|worst) (?:possible )?grade\b",
        "inadequate",
    ),
    (
        r"\b(?:in )?the (?:very )?top (?:category|band|tier|rung|level)\b|\bthe (?:very )?(?:top|highest"
        r"|best) (?:possible )?grade\b",
        "outstanding",
    ),
    (r"\bfail(?:ed|s) (?=(?:an?|the|one|two|three|more|any|no|which|most) )", "judged inadequate "),
    (r"\b(?:an?|the|its|their) overall (?P<g>outstanding|good|inadequate|requires improvement)\b", r"overall \g<g>"),
    (r"\b(?:itself|themselves|alone)\b(?= (?:is|are|was|were|not|did|got|required?|improved))", ""),
    (r"\bspecial measures\b|\bthe bottom grade\b|\bthe lowest (?:possible )?(?:grade|rating)\b", "inadequate"),
    (r"\bthe top grade\b|\bthe highest (?:possible )?(?:grade|rating)\b|\btop marks\b|\bfull marks\b", "outstanding"),
    (
        r"\b(?P<w>been|ever|councils?|authorit\w+|places?|boroughs?|who|which|that|have|has|had|were|was) failed\b"
        r"(?! to\b)(?: (?:its|their|the|an|outright|by|ofsted|inspectors|inspection)\b)*",
        r"\g<w> judged inadequate",
    ),
    (
        r"\b(?P<w>from|as|be|still|currently|now) failing\b(?! to (?!good|outstanding|requires|better|anything))",
        r"\g<w> inadequate",
    ),
    (r"(?:\b(?:are|is|were|was)|'s|'re) failing\b", " are inadequate"),
    (r"\bfailing (?=(?:councils?|authorit|las\b|boroughs?|children|places|services))", "inadequate "),
    (r"\brequir\w+[- ]improvements\b|\bneed(?:s|ed|ing)?[- ]improvement\b", "requires improvement"),
    (r"\bgoods\b", "good grades"),
    (r"\b(\w+)-or-(\w+)\b", r"\1 or \2"),
    (
        rf"\b(?P<g>{_GRADES}) (?P<n>grades|judgements|ratings|reports|inspections|councils|ones) or (?P<up>better"
        rf"|above|higher|worse"
        r"|below|lower)\b",
        r"\g<g> or \g<up> \g<n>",
    ),
    (
        r"\b(?:a |an? total )?page (?:count|total|number|length)s? (?:above|over|of (?:more than|over)|exceeding"
        r"|greater than"
        r"|higher than) (?P<n>\d+)(?: pages)?\b",
        r"more than \g<n> pages",
    ),
    (
        r"\b(?:a |an? total )?page (?:count|total|number|length)s? (?:below|under|of (?:less than|fewer than"
        r"|under)|less than"
        r"|lower than) (?P<n>\d+)(?: pages)?\b",
        r"fewer than \g<n> pages",
    ),
    (r"\balready (?=outstanding|good|inadequate|requires|rated|judged)", ""),
    (
        r"\b(any|no|many|the most|the fewest|more|fewer|few|how many) (outstanding|inadequate"
        r"|good)s\b",
        r"\1 reports judged \2",
    ),
    (
        r"\b(?:on |had |have |has |with |of )*(?:an? )?(?:run|string|streak|series|sequence"
        r"|hat[- ]trick) of (?P<n>two|three|four|2|3|4)"
        rf" (?P<g>{_GRADES})(?:s| grades| judgements| ratings| inspections| reports)?\b(?! in a row| running)",
        r"\g<g> \g<n> times in a row",
    ),
    (r"\b(outstanding|inadequate)s\b", r"\1 grades"),
    (
        r"\bnever (?:yet |ever )?(?:reached|achieved|attained|made it to|got to|hit) (?:an? |the )?good\b(?! or)",
        "never been good or better",
    ),
    (
        r"\bnever (?:yet |ever )?(?:reached|achieved|attained|made it to|got to|hit) (?:an? |the )?outstanding\b",
        "never been outstanding",
    ),
    (r"(?P<b>\bbec[ao]me\b.*?) (?:that|which|who) (?:were|was) not (?:so |it |that )?before\b", r"\g<b>"),
    (r"\bpresent(?= (?:spread|breakdown|split|grades?|ratings?|overall|picture|position)\b)", "current"),
    (
        rf"\b(?:ever )?(?:held|had|got|won) (?:the |an? )?(?:overall )?(?P<g>{_GRADES})(?: overall)?(?: grade| rating)?"
        r" (?:and|but|only to) (?:then |later |since |has since |have since )?los[te]+ it\b",
        r"no longer \g<g>",
    ),
    (r"\bnot (?:yet|quite) (?:rated |judged |graded )?good\b(?! (?:or|enough))", "below good"),
    (r"\b(?:less|lower|worse) than good\b|\bnot (?:yet )?(?:even )?good enough\b", "below good"),
    (r"\b(?:better|more|higher) than good\b", "above good"),
    (r"\bbelow (?:the )?(?:level of )?good\b", "worse than good"),
    (r"\babove (?:the )?(?:level of )?good\b", "better than good"),
    (
        r"\bused to be (?:rated |judged )?(?P<g>outstanding|good|inadequate|requires improvement)(?: overall)?$",
        r"is no longer \g<g>",
    ),
    (
        r"\b(?P<end>most recent|latest|last|first|earliest|newest|oldest) overall (?P<g>outstanding|good"
        r"|inadequate|requires improvement)\b",
        r"\g<end> \g<g> judgement",
    ),
    (
        r"\b(?P<end>most recent|latest|last|first|earliest|newest|oldest) (?P<g>outstanding|good"
        r"|inadequate|requires improvement)"
        r" (?:overall )?(?:judgement|grade|rating|council|authority|report|inspection|result)(?! to be)\b",
        r"\g<end> council to be judged \g<g>",
    ),
    (r"\b(?P<which>which|what|whose|how many|any|every|each|other) place(?P<s>s?)\b", r"\g<which> council\g<s>"),
    (
        r"\b(?P<did>has|have|had|did|was|were) (?:any|some|every)(?:body|one)\b(?! (?:who|that|else|led|lead))",
        r"\g<did> any council",
    ),
    (r"\bdown to (?:something|anything) (?:worse|lower)\b", "to a worse grade"),
)
"""Patterns over lower case, and what they are put as."""
