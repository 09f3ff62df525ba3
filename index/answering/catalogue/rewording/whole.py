"""All rewording of a question, one after the other."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.wording import fold
from index.answering.catalogue.rewording.coming_back import as_same_lead
from index.answering.catalogue.rewording.denied_grades import in_grades_meant
from index.answering.catalogue.rewording.framing import without_frame
from index.answering.catalogue.rewording.occasions import in_plain_terms
from index.answering.catalogue.rewording.page_counts import in_pages
from index.answering.catalogue.rewording.plain_forms import in_one_form
from index.answering.catalogue.rewording.roundabout import to_the_point
from index.answering.catalogue.rewording.set_against import sides_apart
from index.answering.catalogue.rewording.spoken import in_plain_words

__all__ = ["lowered", "plain"]


def lowered(question: str) -> str:
    """Return a question in lower case, without quotation marks and spaces that say nothing."""
    text = fold(question).lower().replace("judgment", "judgement")
    text = re.sub(r"\bverdict", "judgement", re.sub(r"(?<!\w)['\"]|['\"](?!\w)", " ", text))
    return re.sub(r"\s+", " ", text).strip(" ?!.")


@lru_cache(maxsize=1024)
def plain(question: str) -> str:
    """Return a question in lower case, in the words that are read."""
    asked = as_same_lead(_undone(without_frame(lowered(question))))
    said = in_one_form(in_pages(in_grades_meant(asked)))
    return in_plain_terms(in_plain_words(to_the_point(sides_apart(said))))


def _undone(text: str) -> str:
    """Return a text with 'not' in full ('do not' for 'don't')."""
    return re.sub(r"\b(do|does|did|is|are|was|were|have|has|had)n't\b", r"\1 not", text)
