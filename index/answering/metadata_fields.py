"""Which field that documents state about themselves a question asks for."""

from __future__ import annotations

import re

__all__ = ["asked_field", "asked_fields"]

_VISIT = r"(?:visit\w*|inspect\w*|on[- ]site|there|fieldwork)"
_FIELDS = (
    (
        "inspector count",
        (
            r"how many (?!days|weeks|hours|times)(?:\w+ ){0,2}(?:inspectors|hmis?\b)"
            r"|how many (?:people|staff|officials|of them) (?:did|from|of) (?:ofsted|the inspectorate)\b"
            r"|how (?:big|large) (?:was|were|is) (?:\w+(?:'s|’s)? ){0,3}?(?:inspection|inspectors'?|visiting) team\b"
        ),
    ),
    (
        "lead",
        (
            r"lead inspector|who (?:was |is )?responsible for (?:\S+ ){0,3}?(?:inspection|visit)"
            r"|who (?:has |have |had )?(?:been|was|were|is) (?:the )?leads? (?:for|of|in|at)\b"
            r"|who (?:\w+ )?(?:led|leads|headed|ran|was in charge|was leading)|(?:led|headed|run) by "
            r"(?:who|whom)|inspector in charge|by who(?:m)? (?:was|were|is) (?:\w+(?:'s)? ){1,6}?(?:led|headed|run)\b"
            r"|under whose lead|whose team (?:carried|did|inspected)"
        ),
    ),
    (
        "addressee",
        (
            r"addressed to|(?:sent|written|writing|wrote|letter|report) to (?:who|whom)\b|to whom|(?:who"
            r"|whom) (?:was|is|were|did) (?:the |this |that |\w+(?:'s|’s)? )*(?:letters?|reports?|they|it"
            r"|ofsted) (?:\w+ ){0,4}(?:to|for|addressed|sent)|addressee|recipient|who received|dear (?:who"
            r"|whom)|who (?:\w+ ){0,3}(?:got|gets?|was sent|were sent|was handed) (?:the |this |that )?"
            r"(?:\d{4} )?(?:letter|report)"
            r"|who (?:is|was|were|are) (?:in charge of|the (?:dcs|director)|(?:the )?(?:head|boss) of|running)"
        ),
    ),
    (
        "author",
        (
            r"who (?:wrote|signed|authored|penned|is the author|was the author|sent)|signed by|written by"
            r"|author of|signatory|whose signature|journalist|reporter"
        ),
    ),
    (
        "inspectors",
        (
            r"(?:who (?:were|was|are|is)|which|what|names? of|list|name) (?:were |are |all |of )?(?:the "
            r"|their |its )?(?:(?!did\b|do\b|does\b|has\b|have\b|had\b)\w+ )?inspectors?\b(?! (?:say|said|ma[dk]e"
            r"|think|thought|f[io]u?nd"
            r"|see|saw|conclude|recommend|want|mean|identif|highlight|note|report|praise|criticis))"
            r"|who (?:\w+ ){0,2}(?:inspected|visited|carried out"
            r"|conducted|undertook|did|came(?= to| at| in)"
            r"|(?:was |were )?sent(?= to| in)|went(?= to| in)|turned up (?:at|in|to)) |inspection team"
            r"|who(?:m|[’']d)? (?:did |do )?(?:they|ofsted|the inspectorate) sen[dt]\b"
            r"|who (?:else )?(?:(?:was|were|took part|sat) (?:in|on)|joined) (?:the |that |this )?"
            r"(?:\w+(?:'s|’s)? ){0,5}?(?:visit|inspection team|visiting team)\b"
        ),
    ),
    (
        "days",
        (
            rf"how many days|how many weeks .*\b(?:last|lasted|took|take|run|go on|on[- ]site|there|spend|spent"
            rf"|stay|stayed)\b|how long (?:was|did|were|is) (?:\w+(?:'s|’s)? ){{0,6}}?{_VISIT}|how long (?:were|was"
            rf"|did|are) (?:they|the inspectors?|inspectors?|ofsted)\b|(?:lengths?"
            rf"|durations?) of (?:the )?(?:\w+ ){{0,3}}{_VISIT}|how long .*\b(?:last|lasted|took|on site|there)\b"
        ),
    ),
    (
        "published",
        (
            r"(?:when|what (?:date|day|month|year)|which (?:date|day|month|year)).*\b(?:publish\w*|issued"
            r"|dated|released|came out|come out|sent|written|report out)\b|(?:date|publication date) (?:of"
            r"|on) (?:the |this |that )?(?:\w+ ){0,4}(?:letter|report|article|paper|publication)"
            r"|publication date|how old (?:is|was) (?:the |this |that |its )?(?:\w+ ){0,4}?(?:letter|report"
            r"|article|paper|document|it)\b|(?:what|which) (?:date|day) (?:is|was|has|does|did) (?:the "
            r"|this |that |its )?(?:\w+ ){0,4}(?:letter|report|article|paper)\b"
        ),
    ),
    (
        "visit",
        (
            rf"(?:(?:^|\band |\bso |\bbut )\W*when|what (?:date|day|month|year)s?|which (?:date|day|month|year)s?"
            rf"|dates?)\b.*\b{_VISIT}"
            rf"|inspection dates?|dates? of (?:the )?(?:\w+ ){{0,3}}{_VISIT}|when (?:was|were|did) ofsted"
            r"|when .{0,30}\b(?:ofsted|inspectors|they) (?:last )?(?:went|came|go|come|turned up|were)\b"
        ),
    ),
    ("framework", r"(?:which|what|under what|under which) (?:inspection )?framework"),
    (
        "title",
        (
            r"(?:title|name|called|heading) of (?:the |this )?(?:letter|report|document|paper|article)"
            r"|what is the (?:letter|report|document|paper|article) called"
        ),
    ),
)
_BLOCKED = re.compile(
    r"\b(?:since when|how long (?:do|does|must|should|has|have) |how many days (?:do|does|must|to|has"
    r"|have|within|of leave)|deadline|action plan|within|previous(?:ly)? inspect|next"
    r"|before that|according to)\b"
)


def asked_field(question: str) -> str | None:
    """Return which stated field a question asks for, None for none."""
    lowered = question.lower().replace("’", "'")
    if _BLOCKED.search(lowered):
        return None
    return next((field for field, pattern in _FIELDS if re.search(pattern, lowered)), None)


def asked_fields(question: str) -> list[str]:
    """Return the stated fields that the parts of a question ask for ('who led it and how long were they there')."""
    parts = re.split(r"\b(?:and|,)\s+(?=(?:how|when|who|whom|what|which|for how)\b)", question, flags=re.IGNORECASE)
    found = [field for part in parts if (field := asked_field(part)) is not None]
    if len(parts) > 1 and len(found) == len(parts):
        return list(dict.fromkeys(found))
    single = asked_field(question)
    return [single] if single else []
