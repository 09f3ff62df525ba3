"""Documents and paragraphs survive the way into SQL rows and back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Box, Document, Evidence, Judgement, Paragraph, Period, Person, Publisher, Quotation, Role
from index.storage.records import checksum, digest, document_of, paragraph_of, record_of, records_of

words = st.text(st.characters(codec="utf-8"), max_size=20)
maybe = st.none() | words
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
numbers = st.floats(-1e4, 1e4, allow_nan=False)
counts = st.integers(0, 10_000)


def several(strategy):  # noqa: ANN001, ANN201 - a strategy of whatever the strategy makes
    return st.lists(strategy, max_size=3).map(tuple)


documents = st.builds(
    Document,
    id=words,
    path=words,
    sha256=words,
    title=words,
    kind=words,
    publisher=st.sampled_from(Publisher),
    framework=maybe,
    authorities=several(words),
    region=maybe,
    periods=several(st.builds(Period, days, days, maybe)),
    published=st.none() | days,
    people=several(st.builds(Person, words, words, maybe, maybe)),
    judgements=several(st.builds(Judgement, words, words, words, words)),
    previous_inspection=maybe,
    page_count=st.none() | counts,
    media_type=words,
    warnings=several(words),
    evidence=several(st.builds(Evidence, words, maybe, words)),
)
paragraphs = st.builds(
    Paragraph,
    id=words,
    document_id=words,
    ordinal=counts,
    text=words,
    start=counts,
    end=counts,
    role=st.sampled_from(Role),
    number=maybe,
    section=several(words),
    page_first=st.none() | counts,
    page_last=st.none() | counts,
    boxes=several(st.builds(Box, counts, numbers, numbers, numbers, numbers)),
    lead_in=maybe,
    depth=counts,
    quotations=several(st.builds(Quotation, counts, counts, maybe, st.booleans())),
)


@given(documents)
def test_document_round_trip(document: Document) -> None:
    assert document_of(document.id, records_of(document)) == document


@given(paragraphs)
def test_paragraph_round_trip(paragraph: Paragraph) -> None:
    assert paragraph_of(record_of(paragraph)) == paragraph


@given(paragraphs, paragraphs)
def test_checksum_tells_paragraphs_apart(one: Paragraph, other: Paragraph) -> None:
    assert (checksum(record_of(one)) == checksum(record_of(other))) == (one == other)


def test_digest_is_of_the_value_not_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest([1]) != digest(["1"])
