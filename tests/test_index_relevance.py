"""How well sentences answer a question: order, independence of each other, damage, and what it does to an answer."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from answering_corpus import FakeCorpus, make_document, make_paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from storage_examples import HashEmbedder

from corpus.errors import EmbeddingError
from corpus.framework import Frameworks
from index.answer import Filters
from index.answering.asked import Asked
from index.answering.judged import PARAGRAPHS, WEIGHT, judged
from index.answering.selection import Candidate
from index.answering.session import Session
from index.answering.statements import Draft, Span
from index.encoder import BEGIN, END, make_tokenizer
from index.encoder.bundled import MODEL, verified
from index.encoder.weights import GRAPH, LARGEST, arrays_of, read_fitted, shapes
from index.relevance import RelevanceModel, make_relevance_model
from index.relevance.model import FILE, MAX_QUESTION, MAX_SENTENCE, pair_tokens
from index.settings import Settings
from index.storage import IndexVersion
from index.understanding.question import Understanding

JUDGE = RelevanceModel()
SENTENCES = (
    "Caseloads are too high, so that social workers have little time.",
    "Children who go missing are offered a talk when they come home.",
    "Children take part in the choice of new foster carers.",
)
"""Invented findings."""
PAIRS = (
    ("are workers rushed off their feet", SENTENCES[0], "Social workers meet in a new building by the river."),
    ("does anybody ask runaways what happened", SENTENCES[1], "The police keep a list of children who go missing."),
    ("do kids have a say in who looks after them", SENTENCES[2], "Foster carers are paid by the week."),
    ("how many children does a worker have", "Workers have thirteen children each.", SENTENCES[0]),
)
"""Questions with a sentence that answers and one that only comes near."""


@pytest.mark.parametrize(("question", "answers", "near"), PAIRS)
def test_sentence_that_answers_is_likelier_than_one_that_only_comes_near(
    question: str, answers: str, near: str
) -> None:
    first, second = JUDGE.judge(question, [answers, near])
    assert first > second


def test_question_that_a_sentence_does_not_answer_is_told_from_one_that_it_does() -> None:
    said = "Most social workers have caseloads of fewer than fifteen children."
    asked = ("how many children does a social worker have", "which firm makes the software for caseloads")
    answered, near = (float(JUDGE.judge(question, [said])[0]) for question in asked)
    assert answered > near


def test_sentence_is_judged_the_same_alone_and_among_others() -> None:
    sentences = [*SENTENCES, "Yes.", "word " * 300]
    together = JUDGE.judge("what about runaways", sentences)
    alone = np.concatenate([JUDGE.judge("what about runaways", [one]) for one in sentences])
    assert together.shape == (5,)
    np.testing.assert_array_equal(together, alone)


def test_same_question_is_judged_the_same_again_and_in_many_threads() -> None:
    first = JUDGE.judge("do kids get a say", SENTENCES)
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: JUDGE.judge("do kids get a say", SENTENCES), range(24)):
            np.testing.assert_array_equal(found, first)


def test_nothing_is_judged_without_sentences() -> None:
    assert JUDGE.judge("anything", []).shape == (0,)


@given(question=st.text(max_size=60), sentence=st.text(max_size=200))
@settings(max_examples=25, deadline=None)
def test_any_text_is_judged_with_finite_numbers(question: str, sentence: str) -> None:
    assert np.isfinite(JUDGE.judge(question, [sentence, "\ud800"])).all()


def test_pair_has_the_question_first_and_long_texts_cut() -> None:
    tokenizer = make_tokenizer()
    short, long = pair_tokens(tokenizer, "who led", ["the team", "word " * 500])
    assert (short[0][0], short[0].count(END), short[1]) == (BEGIN, 2, 4)
    assert (len(long[0]), long[1]) == (4 + MAX_SENTENCE + 1, 4)
    asked = pair_tokens(tokenizer, "word " * 500, ["the team"])[0]
    assert asked[1] == MAX_QUESTION + 2


def test_graph_is_given_every_array_in_seven_bits() -> None:
    arrays = arrays_of(read_fitted(FILE, MODEL[2]), verified(*MODEL))
    assert {name: array.shape for name, array in arrays.items()} == shapes()
    weights = [array for name, array in arrays.items() if name.endswith(".weights")]
    assert {array.dtype.name for array in weights} == {"int8"}
    assert max(int(np.abs(array).max()) for array in weights) == LARGEST
    assert GRAPH.stat().st_size < 40_000  # the weights are not in it


@pytest.mark.parametrize("damage", ["missing", "cut", "other model"])
def test_damaged_file_is_an_error_that_names_it(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "relevance.npz"
    if damage == "cut":
        file.write_bytes(FILE.read_bytes()[:5000])
    elif damage == "other model":
        with np.load(io.BytesIO(FILE.read_bytes())) as stored:
            np.savez(file, allow_pickle=False, **{**stored, "model": np.array("another")})
    with pytest.raises(EmbeddingError, match=r"relevance\.npz: .*install the project again"):
        RelevanceModel(file).judge("who", ["the team"])


def test_setting_names_another_file(tmp_path: Path) -> None:
    other = shutil.copy(FILE, tmp_path / "other.npz")
    model = make_relevance_model(Settings(relevance_model=other))
    np.testing.assert_array_equal(model.judge("who", ["the team"]), JUDGE.judge("who", ["the team"]))
    with pytest.raises(EmbeddingError, match=r"gone\.npz"):
        make_relevance_model(Settings(relevance_model=tmp_path / "gone.npz")).judge("who", ["the team"])


REPORT = make_document("Aldermere", 2022, "good")
HELD = [make_paragraph(REPORT, f"Sentence {at} of the report stands here.", at) for at in range(20)]


def _ranked() -> list[Candidate]:
    return [
        Candidate(Span(REPORT, one, 0, len(one.text)), 2.0 - at / 100, 0.5, 0.5, 0.5, 0.5, has_wanted=False)
        for at, one in enumerate(HELD)
    ]


def _asked() -> Asked:
    question = "What stands here?"
    return Asked(
        question=question,
        understanding=Understanding(question=question, form="lookup", corrected=question, bare=question, words=()),
        results=(),
        corpus=FakeCorpus((REPORT,)),
        documents=(REPORT,),
        frameworks=Frameworks(()),
        find=lambda _filters, _k: (),
    )


def test_candidates_stay_as_they_are_where_nothing_judges() -> None:
    assert judged(_asked(), _ranked()) == _ranked()


def test_candidate_judged_best_goes_first_and_the_level_of_scores_stays() -> None:
    seen: list[str] = []

    def relevance(sentences: Sequence[str]) -> list[float]:
        seen.extend(sentences)
        return [9.0 if "Sentence 3 " in one else 0.0 for one in sentences]

    found = judged(replace(_asked(), relevance=relevance), _ranked())
    assert len(seen) == PARAGRAPHS
    assert found[0].span.text == HELD[3].text
    before = {one.span.paragraph.id: one.score for one in _ranked()}
    added = {one.span.paragraph.id: one.score - before[one.span.paragraph.id] for one in found}
    assert added[HELD[3].id] == pytest.approx(WEIGHT * 9 * (1 - 1 / PARAGRAPHS))
    assert sum(added.values()) == pytest.approx(0)
    assert [one.answers for one in found if one.span.paragraph.id == HELD[19].id] == [None]
    assert {one.answers for one in found} == {None, 0.0, 9.0}


QUESTION = "How are foster carers in Aldermere supported?"


def _answer(index: IndexVersion, judge: Callable[[str], float]) -> Draft:
    class Judge(RelevanceModel):
        def judge(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
            assert "Aldermere" not in question
            return np.asarray([judge(one) for one in sentences], dtype=np.float32)

    session = Session(index, HashEmbedder(), None, Judge())
    return session.answer(session.understand(QUESTION, Filters(), ()))


def test_judgement_orders_the_sentences_of_an_answer(sample_index: IndexVersion) -> None:
    seen: list[str] = []
    _answer(sample_index, lambda one: seen.append(one) or 0.0)
    assert len(set(seen)) == PARAGRAPHS
    for chosen in seen[1:4]:
        draft = _answer(sample_index, lambda one, chosen=chosen: 40.0 if one == chosen else 0.0)
        assert draft.reason is None
        assert chosen in draft.statements[0].spans[0].paragraph.text


def test_question_that_no_sentence_is_judged_to_answer_is_refused(sample_index: IndexVersion) -> None:
    assert _answer(sample_index, lambda _one: 6.0).reason is None
    assert _answer(sample_index, lambda _one: -6.0).reason is not None
