"""Loaders and official scoring of public benchmarks, on small files in their formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionFileError
from eval.benchmarks.multihop_rag import HopQuery, answer_accuracy, load_articles, load_queries, score_retrieval
from eval.benchmarks.ragtruth import TruthResponse, load_ragtruth, score_responses, score_spans
from eval.benchmarks.squad import exact_match, load_squad, score_squad, token_f1

WORDS = st.lists(st.sampled_from(["the", "ferry", "Ferry,", "old", "pier", "a", ""]), max_size=6).map(" ".join)


def write(path: Path, value: Any) -> Path:  # noqa: ANN401
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def squad_file(folder: Path) -> Path:
    asked = [
        {"id": "1", "question": "Who?", "answers": [{"text": "the old pier", "answer_start": 0}, {"text": "pier"}]},
        {"id": "2", "question": "When?", "answers": [], "is_impossible": True},
        {"id": "3", "question": "Where?", "answers": [{"text": "north side"}]},
    ]
    return write(
        folder / "dev-v2.0.json",
        {"version": "v2.0", "data": [{"title": "t", "paragraphs": [{"context": "c", "qas": asked}]}]},
    )


def test_squad_scores_answers_and_silence_apart(tmp_path: Path) -> None:
    questions = load_squad(squad_file(tmp_path))
    assert [one.answers for one in questions] == [("the old pier", "pier"), (), ("north side",)]
    found = score_squad(questions, {"1": "Old pier!", "2": "", "3": "the north"})
    assert (found.exact, found.f1) == pytest.approx((100 * 2 / 3, 100 * (2 + 2 / 3) / 3))
    assert (found.has_answer_exact, found.no_answer_exact) == (50.0, 100.0)
    assert (found.total, found.has_answer_total, found.no_answer_total) == (3, 2, 1)


def test_squad_counts_an_answer_to_an_unanswerable_question_as_wrong(tmp_path: Path) -> None:
    found = score_squad(load_squad(squad_file(tmp_path)), {"2": "in May"})
    assert (found.exact, found.f1, found.has_answer_exact) == (0.0, 0.0, None)


@given(WORDS, WORDS)
def test_squad_f1_is_symmetric_and_one_where_the_match_is_exact(one: str, other: str) -> None:
    assert token_f1(one, other) == pytest.approx(token_f1(other, one))
    assert 0 <= token_f1(one, other) <= 1
    if exact_match(one, other):
        assert token_f1(one, other) == 1


def test_multihop_counts_facts_in_passages_as_its_repository_does() -> None:
    queries = (
        HopQuery("q1", "Yes", "comparison_query", ("ferry left", "pier closed")),
        HopQuery("q2", "Ada Pell", "inference_query", ("she won",)),
        HopQuery("q3", "Insufficient information.", "null_query", ()),
    )
    retrieved = {"q1": ["x", "the ferry  left", "y", "z", "the pier\nclosed and the ferry left"], "q2": ["none"]}
    found = score_retrieval(queries, retrieved)
    assert (found.hits_at_10, found.hits_at_4, found.queries) == (0.5, 0.5, 2)
    assert found.map_at_10 == pytest.approx((1 / 2 + 1 / 5) / 2 / 2)
    assert found.mrr_at_10 == pytest.approx(0.25)
    assert score_retrieval(queries[2:], {}).map_at_10 is None


def test_multihop_answers_are_right_by_a_shared_word() -> None:
    queries = (
        HopQuery("q1", "Yes", "comparison_query", ("a",)),
        HopQuery("q2", "Ada Pell", "inference_query", ("b",)),
    )
    accuracy = answer_accuracy(queries, {"q1": "yes", "q2": "Otto Grun"})
    assert accuracy == {"all": 0.5, "comparison_query": 1.0, "inference_query": 0.0}
    assert answer_accuracy((), {}) == {"all": None}


def test_multihop_files_are_read(tmp_path: Path) -> None:
    query = {"query": "q", "answer": "Yes", "question_type": "temporal_query", "evidence_list": [{"fact": "f"}]}
    assert load_queries(write(tmp_path / "q.json", [query])) == (HopQuery("q", "Yes", "temporal_query", ("f",)),)
    (article,) = load_articles(write(tmp_path / "c.json", [{"title": "T", "body": "B", "url": "U", "source": "S"}]))
    assert (article.title, article.body, article.url) == ("T", "B", "U")


def ragtruth_files(folder: Path) -> tuple[Path, Path]:
    label = {"start": 4, "end": 8, "text": "left", "label_type": "Evident Conflict"}
    answers = [
        {"id": 1, "source_id": 7, "split": "test", "quality": "good", "response": "Ada left.", "labels": [label]},
        {"id": 2, "source_id": 8, "split": "test", "quality": "good", "response": "Ada stayed.", "labels": []},
        {"id": 3, "source_id": 8, "split": "test", "quality": "truncated", "response": "Ada", "labels": []},
        {"id": 4, "source_id": 8, "split": "train", "quality": "good", "response": "Ada", "labels": []},
    ]
    sources = [
        {"source_id": 7, "task_type": "QA", "source_info": {"question": "Who?", "passages": "Ada came."}},
        {"source_id": 8, "task_type": "Summary", "source_info": "Ada stayed on."},
    ]
    paths = folder / "response.jsonl", folder / "source_info.jsonl"
    for path, lines in zip(paths, (answers, sources), strict=True):
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return paths


def test_ragtruth_loads_the_good_answers_of_a_split(tmp_path: Path) -> None:
    first, second = load_ragtruth(*ragtruth_files(tmp_path))
    assert first == TruthResponse("1", "question: Who?\npassages: Ada came.", "QA", "test", "Ada left.", ((4, 8),))
    assert (second.id, second.source, second.spans) == ("2", "Ada stayed on.", ())


def test_ragtruth_scores_answers_and_characters(tmp_path: Path) -> None:
    responses = load_ragtruth(*ragtruth_files(tmp_path))
    by_answer = score_responses(responses, {"1": True, "2": True})
    assert (by_answer.precision, by_answer.recall, by_answer.f1) == pytest.approx((0.5, 1.0, 2 / 3))
    by_span = score_spans(responses, {"1": [(6, 9)]})
    assert (by_span.precision, by_span.recall, by_span.f1) == pytest.approx((2 / 3, 0.5, 4 / 7))
    nothing = score_spans(responses, {})
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, 0.0, None)


def test_faulty_files_name_the_file_and_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"none.json: cannot be read"):
        load_squad(tmp_path / "none.json")
    with pytest.raises(QuestionFileError, match=r"s.json: expected SQuAD 2.0"):
        load_squad(write(tmp_path / "s.json", {"data": [{}]}))
    with pytest.raises(QuestionFileError, match=r"m.json: expected queries of MultiHop-RAG"):
        load_queries(write(tmp_path / "m.json", [{"query": "q"}]))
    responses, sources = ragtruth_files(tmp_path)
    responses.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"response.jsonl, line 1: expected an answer of RAGTruth"):
        load_ragtruth(responses, sources)
    responses.write_text("[]\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"response.jsonl, line 1: .*list"):
        load_ragtruth(responses, sources)
