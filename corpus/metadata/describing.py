"""Puts together what a document states about itself."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.blocks import Extraction
from corpus.framework import Frameworks, load_frameworks
from corpus.metadata.judgements import find_judgements
from corpus.metadata.kinds import identify
from corpus.metadata.people import find_people
from corpus.metadata.places import find_place
from corpus.metadata.stream import Stream
from corpus.metadata.titles import find_title
from corpus.metadata.visits import find_periods, find_previous, find_published
from corpus.model import Document, Evidence, Paragraph
from corpus.paragraphs import document_id
from corpus.register import Register, load_register

__all__ = ["describe"]


def describe(
    *,
    path: str,
    sha256: str,
    extraction: Extraction,
    paragraphs: Sequence[Paragraph],
    frameworks: Frameworks | None = None,
    register: Register | None = None,
) -> Document:
    """Read from a document's paragraphs who published it, about whom, when, by whom, and with what judgement.

    Args:
        path: relative to the corpus folder, with forward slashes; only a date at the end of the file's name
            is read from it, and only where the text gives none or one that cannot be right.
        sha256: of the file's bytes.
        extraction: what the reader made of the file.
        paragraphs: the document's paragraphs in reading order.
        frameworks: those that come with the product if None.
        register: the one that comes with the product if None.

    Returns:
        The document; what it does not state is None or empty. `evidence` names the paragraph of each value.
    """
    frameworks = frameworks or load_frameworks()
    register = register or load_register()
    stream = Stream(paragraphs)
    identity = identify(stream, frameworks)
    place = find_place(stream, identity, register)
    title, title_paragraph = find_title(stream, identity, place, register, frameworks)
    periods = find_periods(stream, identity)
    visit_end = max((period.end for period in periods), default=None)
    published = find_published(stream, identity, path, visit_end)
    start = min((period.start for period in periods), default=published.day if published else None)
    previous = find_previous(stream, frameworks, start)
    kind_paragraph = stream.paragraph_at(identity.title[0]).id if identity.title else None
    at = identity.framework_at
    framework_paragraph = stream.paragraph_at(at).id if at is not None else None
    evidence = [
        Evidence("title", title_paragraph),
        Evidence("kind", kind_paragraph),
        Evidence("framework", framework_paragraph),
        Evidence("authorities", place.paragraph_id),
        Evidence("periods", periods[0].paragraph_id if periods else None),
        Evidence("published", published.paragraph_id if published else None, published.source if published else "text"),
        Evidence("previous_inspection", previous[1] if previous else None),
    ]
    warnings = (published.warning,) if published and published.warning else ()
    return Document(
        id=document_id(path),
        path=path,
        sha256=sha256,
        title=title,
        kind=identity.kind,
        publisher=identity.publisher,
        framework=identity.framework.id if identity.framework else None,
        authorities=place.names,
        region=place.region,
        periods=periods,
        published=published.day if published else None,
        people=find_people(stream, identity, frameworks),
        judgements=find_judgements(stream, identity, frameworks),
        previous_inspection=previous[0] if previous else None,
        page_count=extraction.page_count,
        media_type=extraction.media_type,
        warnings=(*extraction.warnings, *warnings),
        evidence=tuple(each for each in evidence if each.paragraph_id is not None or each.source != "text"),
    )
