"""The logistic model of when to be silent: what it learns, and which questions it learns from."""

from pathlib import Path

import numpy as np
import pytest

from eval.question_set import load_questions
from eval.silence import fit
from index.answering.silence.evidence import Evidence, is_enough, is_plain, probability

ROOT_SETS = (
    "reports_silent_near.jsonl",
    "letters_silent.jsonl",
    "reports_silent.jsonl",
    "reports_silent_words.jsonl",
)


def test_fit_tells_what_it_was_shown_apart() -> None:
    features = np.array([[0.1, 0.5], [0.2, 0.4], [0.8, 0.5], [0.9, 0.6]])
    weights, constant = fit(features, np.array([0.0, 0.0, 1.0, 1.0]), np.ones(4))
    chances = 1 / (1 + np.exp(-(features @ weights + constant)))
    assert chances[:2].max() < 0.5 < chances[2:].min()
    assert weights[0] > weights[1]


def test_fit_weighs_rare_and_common_classes_alike() -> None:
    features = np.array([[0.0]] * 9 + [[1.0]])
    weights, constant = fit(features, np.array([0.0] * 9 + [1.0]), np.ones(10))
    middle = float(1 / (1 + np.exp(-(0.5 * weights[0] + constant))))
    assert middle == pytest.approx(0.5, abs=0.02)


def test_better_evidence_is_likelier_to_answer() -> None:
    poor, good = (
        Evidence(whole=0.2, outside=0.2, answers=-0.5),
        Evidence(whole=0.8, outside=0.0, answers=0.5),
    )
    assert probability(poor) < 0.1
    assert probability(good) > 0.9
    assert (is_enough(poor), is_enough(good), is_plain(good)) == (False, True, True)


def test_subject_that_inspections_have_not_is_likelier_refused() -> None:
    inside, outside = (Evidence(whole=0.5, outside=how_far, answers=0.1) for how_far in (0.0, 0.5))
    assert (is_enough(inside), is_enough(outside)) == (True, False)


def test_sentence_judged_to_answer_is_likelier_to_answer() -> None:
    does, does_not = (Evidence(whole=0.4, outside=0.0, answers=judged) for judged in (0.5, -0.9))
    assert (is_enough(does), is_enough(does_not)) == (True, False)


def test_no_evidence_is_not_enough() -> None:
    assert not is_enough(Evidence(whole=0.0, outside=0.0, answers=0.0))


@pytest.mark.parametrize("name", ROOT_SETS)
def test_sets_of_silence_are_well_formed(root: Path, name: str) -> None:
    questions = load_questions(root / "eval" / "questions" / name)
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.answerable is not None for question in questions)
    assert all(question.gold for question in questions if question.answerable)
    assert sum(question.answerable is False for question in questions) >= 30
