"""Links to one source: found again in answers and in the index, and told when the text changed."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import made_abstention, made_answer, made_citation, made_document

from app.shared_source import find_source, key_of_source, same_words, shared_source
from index.answer import Citation

DOCUMENT, PARAGRAPHS = made_document()
LIBRARY = SimpleNamespace(
    documents=(DOCUMENT,),
    paragraph=lambda identity: next((one for one in PARAGRAPHS if one.id == identity), None),
)


def test_link_leads_back_to_the_words_cited() -> None:
    citation = made_citation(3, (DOCUMENT, PARAGRAPHS), 2, "Supervision is too brief.")
    found = find_source(shared_source(citation), LIBRARY)
    assert isinstance(found, Citation)
    assert (found.paragraph, found.quote) == (citation.paragraph, "Supervision is too brief.")


def test_link_prefers_the_citation_of_the_newest_answer() -> None:
    answers = [made_answer(), made_answer(), made_abstention()]
    shared = shared_source(answers[0].citations[1])
    assert key_of_source(shared, answers) == "1c2"
    assert key_of_source(shared_source(answers[2].nearest[0]), answers) == "2x1"
    assert key_of_source("0123-4567:0-1", answers) is None


def test_changed_paragraph_leads_to_its_document_alone() -> None:
    assert find_source(f"{DOCUMENT.id}-0123456789:0-5", LIBRARY) is DOCUMENT


def test_removed_document_leads_nowhere() -> None:
    assert find_source("00000000-0123456789:0-5", LIBRARY) is None


def test_words_of_a_renamed_file_are_found_by_what_they_say() -> None:
    citation = made_citation(3, (DOCUMENT, PARAGRAPHS), 2, "Supervision is too brief.")
    shared = shared_source(citation).replace(DOCUMENT.id, "00000000")
    assert find_source(shared, LIBRARY) is None
    (found,) = same_words(shared, LIBRARY)
    assert (found.paragraph, found.quote) == (citation.paragraph, "Supervision is too brief.")
    assert [one.paragraph for one in same_words(shared.partition(":")[0], LIBRARY)] == [citation.paragraph]


def test_changed_words_of_a_renamed_file_are_not_found() -> None:
    assert same_words("00000000-0123456789:0-5", LIBRARY) == []
    assert same_words("../etc/passwd", LIBRARY) == []


def test_words_of_several_documents_are_found_in_each() -> None:
    twin = replace(DOCUMENT, id="11111111", path="twin.txt")
    copies = [replace(one, id=one.id.replace(DOCUMENT.id, twin.id), document_id=twin.id) for one in PARAGRAPHS]
    both = SimpleNamespace(
        documents=(DOCUMENT, twin),
        paragraph=lambda identity: next((one for one in (*PARAGRAPHS, *copies) if one.id == identity), None),
    )
    shared = PARAGRAPHS[2].id.replace(DOCUMENT.id, "00000000")
    assert [one.document for one in same_words(shared, both)] == [DOCUMENT, twin]


@pytest.mark.parametrize("places", ["", ":0-0", ":9-3", ":0-99999"])
def test_places_that_cannot_be_mean_the_whole_paragraph(places: str) -> None:
    found = find_source(PARAGRAPHS[2].id + places, LIBRARY)
    assert isinstance(found, Citation)
    assert found.quote == PARAGRAPHS[2].text


@given(st.text(max_size=60))
def test_no_address_breaks_it(shared: str) -> None:
    assert find_source(shared, LIBRARY) is None
