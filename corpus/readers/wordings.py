"""What the frameworks' files know of a document's wording, in the form in which the readers ask for it."""

from __future__ import annotations

import re
from functools import cache

from corpus.framework import Frameworks, load_frameworks
from corpus.model import Publisher
from corpus.wording import fold

__all__ = ["Wordings", "default_wordings"]

_MAX_SECTION_CHARS = 200


class Wordings:
    """Names of sections, formulas, lines of letterheads and openings of documents, of all frameworks together."""

    def __init__(self, frameworks: Frameworks) -> None:
        """Take in the frameworks' files."""
        self._frameworks = frameworks
        self._sections = frozenset(
            _key(wording) for framework in frameworks for section in framework.sections for wording in section.wordings
        )
        self.inspectorates = tuple(
            dict.fromkeys(
                name.strip()
                for framework in frameworks
                if framework.publisher is Publisher.INSPECTORATE
                for name in framework.body.split(",")
            )
        )
        # A pattern of one character fits any title.
        self._openings = tuple(
            pattern
            for framework in frameworks
            for kind in framework.kinds
            for pattern in kind.opening
            if len(pattern.pattern) > 1
        )

    def is_section(self, text: str) -> bool:
        """Tell whether text is the name of a section."""
        return len(text) <= _MAX_SECTION_CHARS and _key(text) in self._sections

    def is_formula(self, text: str) -> bool:
        """Tell whether text is a formula that says nothing about what was inspected."""
        return self._frameworks.is_boilerplate(text)

    def is_letterhead(self, text: str) -> bool:
        """Tell whether text is part of the sender's address."""
        return self._frameworks.is_letterhead(text)

    def is_opening(self, text: str) -> bool:
        """Tell whether text is worded like the title of a kind of document."""
        folded = fold(text)
        return any(pattern.search(folded) for pattern in self._openings)


@cache
def default_wordings() -> Wordings:
    """Return the wordings of the frameworks that come with the product."""
    return Wordings(load_frameworks())


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text).replace("'", "").casefold()))
