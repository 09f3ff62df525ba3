"""SQuAD 2.0: exact match and F1 as `evaluate-v2.0.py` computes them, over answerable and unanswerable questions.

Rajpurkar, Jia and Liang, "Know What You Don't Know: Unanswerable Questions for SQuAD", ACL 2018. An unanswerable
question is right with the empty answer alone. The official file is `dev-v2.0.json`; predictions are a JSON object
of answers by question id.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.reading import explained, read_json

__all__ = ["SquadFigures", "SquadQuestion", "exact_match", "load_squad", "score_squad", "token_f1"]

_ARTICLES = re.compile(r"\b(?:a|an|the)\b", re.UNICODE)
_PUNCTUATION = frozenset(string.punctuation)


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question about a paragraph and its gold answers; none where the paragraph does not answer it."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquadFigures:
    """Percentages, 0 to 100, more is better; None without a question of that sort."""

    exact: float | None
    f1: float | None
    has_answer_exact: float | None
    has_answer_f1: float | None
    no_answer_exact: float | None
    no_answer_f1: float | None
    total: int
    has_answer_total: int
    no_answer_total: int


def load_squad(path: Path) -> tuple[SquadQuestion, ...]:
    """Load a file of SQuAD 2.0.

    Raises:
        QuestionFileError: it cannot be read or is not in SQuAD's format.
    """
    expected = "SQuAD 2.0 ('data', 'paragraphs', 'qas')"
    content = read_json(path, expected)
    with explained(path, expected):
        return tuple(
            SquadQuestion(
                asked["id"],
                asked["question"],
                paragraph["context"],
                tuple(answer["text"] for answer in asked["answers"]),
            )
            for article in content["data"]
            for paragraph in article["paragraphs"]
            for asked in paragraph["qas"]
        )


def score_squad(questions: Sequence[SquadQuestion], predictions: Mapping[str, str]) -> SquadFigures:
    """Score predicted answers; a question without a prediction is left out, as the official script does."""
    scores = [
        (bool(question.answers), *_best(question, predictions[question.id]))
        for question in questions
        if question.id in predictions
    ]
    answered = [one for one in scores if one[0]]
    unanswerable = [one for one in scores if not one[0]]
    return SquadFigures(
        *_means(scores), *_means(answered), *_means(unanswerable), len(scores), len(answered), len(unanswerable)
    )


def exact_match(gold: str, predicted: str) -> int:
    """Return 1 if both are the same once case, articles, punctuation and spaces are set aside, else 0."""
    return int(_normal(gold) == _normal(predicted))


def token_f1(gold: str, predicted: str) -> float:
    """Return the F1 of the words of two answers, 0 to 1; where one has no word, 1 if both have none, else 0."""
    ours, theirs = _normal(gold).split(), _normal(predicted).split()
    if not ours or not theirs:
        return float(ours == theirs)
    same = sum((Counter(ours) & Counter(theirs)).values())
    if not same:
        return 0.0
    precision, recall = same / len(theirs), same / len(ours)
    return 2 * precision * recall / (precision + recall)


def _best(question: SquadQuestion, predicted: str) -> tuple[float, float]:
    golds = [answer for answer in question.answers if _normal(answer)] or [""]
    return max(float(exact_match(gold, predicted)) for gold in golds), max(token_f1(gold, predicted) for gold in golds)


def _means(scores: Sequence[tuple[bool, float, float]]) -> tuple[float | None, float | None]:
    if not scores:
        return None, None
    return 100 * sum(one[1] for one in scores) / len(scores), 100 * sum(one[2] for one in scores) / len(scores)


def _normal(text: str) -> str:
    plain = "".join(char for char in text.lower() if char not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())
