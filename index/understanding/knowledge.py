"""What understanding needs to know of an index: names, people, kinds, words, abbreviations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.framework import Frameworks
from corpus.model import Document, Publisher
from corpus.register import Register
from index.understanding.abbreviations import Abbreviations
from index.understanding.english import is_common
from index.understanding.names import NameBook, Place
from index.understanding.spelling import Vocabulary

__all__ = ["Knowledge"]

NO_DOCUMENT_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Knowledge:
    """What is known of one index version; made once for each.

    `today` is the day from which 'last year' counts: that of the newest document, so that the same index
    always gives the same answer.
    """

    register: Register
    frameworks: Frameworks
    names: NameBook
    in_corpus: frozenset[str]
    people: tuple[str, ...]
    kinds: tuple[str, ...]
    publishers: frozenset[Publisher]
    regions: frozenset[str]
    today: date
    vocabulary: Vocabulary
    abbreviations: Abbreviations

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        register: Register,
        frameworks: Frameworks,
        *,
        vocabulary: Vocabulary,
        abbreviations: Abbreviations,
    ) -> Knowledge:
        """Gather the knowledge of an index.

        Args:
            documents: all documents of the index.
            register: the authorities that exist.
            frameworks: the kinds and sections that documents have.
            vocabulary: the words of the paragraphs.
            abbreviations: the abbreviations that the paragraphs define.
        """
        known = tuple(documents)
        in_corpus = frozenset(name for document in known for name in document.authorities)
        return cls(
            register=register,
            frameworks=frameworks,
            names=NameBook.of(_places(register, in_corpus), register.other_places),
            in_corpus=in_corpus,
            people=tuple(sorted({person.name for document in known for person in document.people})),
            kinds=tuple(sorted({document.kind for document in known})),
            publishers=frozenset(document.publisher for document in known),
            regions=frozenset(document.region for document in known if document.region),
            today=max((document.dated for document in known if document.dated), default=NO_DOCUMENT_DAY),
            vocabulary=vocabulary,
            abbreviations=abbreviations,
        )

    def counterparts(self, name: str) -> tuple[str, ...]:
        """Return the authorities of the corpus that came in the place of `name`, or in whose place it came."""
        related = (*self.register.today(name), *self.register.predecessors(name))
        return tuple(other for other in related if other in self.in_corpus and other != name)


def _places(register: Register, in_corpus: frozenset[str]) -> list[Place]:
    """Return the authorities of the register, and those that only documents name."""
    places = [
        Place(each.name, (*each.other_names, *each.short_names), each.name in in_corpus, each.also_a_word)
        for each in register
    ]
    listed = {place.name for place in places}
    # A document may be misread to be about 'Care'; such a name would be found in every question.
    unlisted = sorted(name for name in in_corpus - listed if not is_common(name.lower()))
    return [*places, *(Place(name, (), in_corpus=True) for name in unlisted)]
