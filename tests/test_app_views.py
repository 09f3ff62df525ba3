"""What the page's components are given: the right words, keys and places, and nothing that is markup."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from made_answers import HOSTILE, made_abstention, made_answer, made_citation, made_document

from app.answer_view import announcement, answer_view, citation_keys, find_citation
from app.collection_panel import collection_view
from app.compare_view import sides_by_date
from app.document_view import documents_table, reading_view
from app.source_view import marked, neighbours, source_view
from app.suggestions import answered, candidates
from corpus.model import Publisher
from index.answer import AnswerSentence, Row


def test_answer_view_is_plain_json_with_a_key_for_each_citation() -> None:
    answer = made_answer(HOSTILE, rows=(Row("A", "good", 1), Row("B", "", None)))
    view = answer_view(answer, 3, "3c2")
    assert json.loads(json.dumps(view)) == view
    assert view["question"] == HOSTILE
    assert [citation["key"] for citation in view["citations"]] == ["3c1", "3c2"]
    assert [row["cells"] for row in view["rows"]] == [["A", "good"], ["B", "–"]]
    assert view["columns"] == ["Item", "What it says"]
    assert view["open"] == "3c2"


def test_sentence_that_only_repeats_a_row_is_left_to_the_table() -> None:
    answer = made_answer(rows=(Row("Devonmere", "good (2 May 2018)", 1), Row("Supervision is too brief", "", 2)))
    repeated = AnswerSentence("Devonmere: good (2 May 2018).", (1,))
    view = answer_view(replace(answer, sentences=(*answer.sentences, repeated)), 0, None)
    assert [sentence["text"] for sentence in view["sentences"]] == [sentence.text for sentence in answer.sentences]


def test_table_is_folded_only_where_the_sentences_say_all_of_it() -> None:
    said = made_answer(rows=(Row("1", "Supervision is too brief", 1), Row("2", "Leaders acted […] in 2018.", 2)))
    assert answer_view(said, 0, None)["rows_are_said"]
    more = replace(said, rows=(*said.rows, Row("3", "something else", 2)))
    assert not answer_view(more, 0, None)["rows_are_said"]
    assert not answer_view(replace(said, rows=()), 0, None)["rows_are_said"]


def test_council_and_press_are_named_in_the_mark_itself() -> None:
    tags = [citation["tag"] for citation in answer_view(made_answer(), 0, None)["citations"]]
    assert tags == [None, "council"]


def test_sentences_that_a_model_wrote_without_support_carry_the_doubt() -> None:
    doubts = [sentence["doubt"] for sentence in answer_view(made_answer(), 0, None)["sentences"]]
    assert doubts == [None, "(only partly supported by its source)"]


def test_abstention_does_not_repeat_its_reason() -> None:
    abstention = made_abstention()
    again = replace(abstention, sentences=(AnswerSentence(abstention.reason or "", ()),))
    assert answer_view(again, 0, None)["sentences"] == []


def test_citations_are_found_again_by_key() -> None:
    answers = [made_answer(), made_abstention()]
    assert citation_keys(answers[1], 1) == ["1x1"]
    assert find_citation(answers, "0c2") == (0, answers[0].citations[1])
    assert find_citation(answers, "1x1") == (1, answers[1].nearest[0])
    assert find_citation(answers, "7c1") is None


def test_announcement_says_how_many_sources_or_that_there_is_no_answer() -> None:
    assert announcement(made_answer()).startswith("Answer with 2 sources. Supervision is too brief. [1]")
    assert announcement(made_abstention()) == "No answer found. No document says anything about a budget."


def test_source_view_marks_the_quote_between_its_neighbours() -> None:
    made = made_document()
    citation = made_citation(1, made, 2, "Supervision is too brief.")
    view = source_view(citation, "0c1", ["0c1", "0c2"], made[1])
    assert view["paragraph"]["segments"] == [
        {"text": "Social workers know the children. ", "mark": False},
        {"text": "Supervision is too brief.", "mark": True},
    ]
    assert [item["segments"][0]["text"] for item in view["before"]] == ["Findings"]
    assert [item["segments"][0]["text"] for item in view["after"]] == ["What needs to improve:"]
    assert dict(view["facts"]) == {
        "Authority": "Aldermere",
        "Kind": "Focused visit letter",
        "Visit": "18 May 2018",
        "Published": "18 May 2018",
        "Section": "Findings",
        "Paragraph": "12",
        "Page": "1 of 2",
    }
    assert (view["previous"], view["next"], view["count"]) == (None, "0c2", "Source 1 of 2")


def test_source_view_shows_the_lead_in_line_of_a_list_item() -> None:
    made = made_document()
    view = source_view(made_citation(1, made, 5), "0c1", ["0c1"], made[1])
    shown = [view["lead_in"], *view["before"]]
    assert "What needs to improve:" in [item["segments"][0]["text"] for item in shown if item]


def test_source_view_says_when_the_document_changed_since() -> None:
    made = made_document()
    citation = made_citation(1, made, 2)
    changed = [paragraph for paragraph in made[1] if paragraph.id != citation.paragraph.id]
    assert "changed" in source_view(citation, "0c1", ["0c1"], changed)["changed"]
    assert source_view(citation, "0c1", ["0c1"], made[1])["changed"] is None


def test_neighbours_leave_out_letterhead_and_boilerplate() -> None:
    _, paragraphs = made_document()
    before, after = neighbours(paragraphs[6], paragraphs, count=9)
    assert [paragraph.ordinal for paragraph in before] == [1, 2, 3, 4, 5]
    assert after == []


@given(st.data())
def test_marked_pieces_are_the_paragraph_and_the_marked_one_is_the_quote(data: st.DataObject) -> None:
    _, paragraphs = made_document()
    text = paragraphs[2].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    pieces = marked(paragraphs[2], start, end)
    assert "".join(piece["text"] for piece in pieces) == text
    assert [piece["text"] for piece in pieces if piece["mark"]] == [text[start:end]]


def test_collection_lists_the_newest_first_and_undated_last() -> None:
    days = [date(2018, 5, 1), None, date(2020, 1, 1)]
    documents = tuple(made_document(f"{n}.txt", title=str(day), published=day)[0] for n, day in enumerate(days))
    view = collection_view(documents, 24)
    assert view["summary"] == "3 documents about 1 authority, 24 paragraphs."
    assert [line["title"] for line in view["documents"]] == ["2020-01-01", "2018-05-01", "None"]


def test_collection_shows_few_documents_and_leads_to_all() -> None:
    documents = tuple(made_document(f"{n}.txt")[0] for n in range(30))
    view = collection_view(documents, 24)
    assert (len(view["documents"]), view["all"]) == (8, "All 30 documents")
    assert collection_view(documents[:8], 24)["all"] is None


def test_documents_table_sorts_dates_as_dates() -> None:
    table = documents_table([made_document(judgements=[("overall effectiveness", "good")])[0]])
    assert table["columns"][5:] == ["Published", "Judgements"]
    row = table["rows"][0]
    assert row["cells"][5:] == ["18 May 2018", "overall effectiveness: good"]
    assert row["sort"][5] == "2018-05-18"


def test_reading_view_leaves_out_boilerplate_and_names_a_lost_paragraph() -> None:
    document, paragraphs = made_document()
    view = reading_view(document, paragraphs, "gone")
    assert len(view["paragraphs"]) == len(paragraphs) - 1
    assert "changed" in view["missing"]
    assert reading_view(document, paragraphs, paragraphs[2].id)["missing"] is None


def test_suggestions_name_what_the_documents_hold() -> None:
    documents = [
        made_document("a.txt", judgements=[("overall effectiveness", "inadequate")])[0],
        made_document("b.txt", published=date(2021, 3, 1), judgements=[("leaders", "not judged")])[0],
        made_document("c.md", publisher=Publisher.COUNCIL, kind="council paper")[0],
    ]
    questions = list(candidates(documents))
    assert questions[:4] == [
        "What needs to improve in Aldermere?",
        "Which authorities were judged inadequate?",
        "What changed in Aldermere between 2018 and 2021?",
        "What does the council in Aldermere say it has done?",
    ]


def test_suggestions_without_documents_name_no_authority() -> None:
    assert not any("{" in question or "None" in question for question in candidates([]))


def test_suggestions_that_would_not_be_answered_are_left_out() -> None:
    assert answered(["a", "b", "c", "d"], lambda question: question == "b", count=2) == ["a", "c"]


def test_dates_of_one_authority_are_sides_oldest_first_with_names_of_their_own() -> None:
    made = [
        made_document("b.txt", published=date(2020, 1, 1))[0],
        made_document("a.txt", published=date(2018, 5, 18))[0],
        made_document("c.txt", published=date(2020, 1, 1))[0],
        made_document("d.txt", published=date(2019, 1, 1), authority="Thornwick")[0],
        made_document("e.txt", published=None)[0],
    ]
    sides = sides_by_date(made, "Aldermere")
    assert [side.name for side in sides] == [
        "18 May 2018: focused visit letter",
        "1 January 2020: focused visit letter (b.txt)",
        "1 January 2020: focused visit letter (c.txt)",
    ]
    assert [side.filters.documents for side in sides] == [(made[1].id,), (made[0].id,), (made[2].id,)]
