"""What rules do not read is said in plain words and answered as if it had been asked so; all else is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from storage_examples import HashEmbedder

from eval.intent_examples import read_query
from index.answer import Filters
from index.answering.plain_words import SURE_OTHER, SURE_TURN, SURE_UNREAD, PlainWords
from index.answering.session import Session
from index.intent import IntentModel
from index.intent.forms import Form
from index.intent.model import WORDINGS, Guess, read_forms
from index.storage import IndexVersion


class Sure(IntentModel):
    """Takes everything for one form, with one probability."""

    def __init__(self, form: str, probability: float) -> None:
        super().__init__()
        self.forms = {task: (Form(form),) for task in ("catalogue", "turn")}
        self._probability = probability
        self.asked: list[str] = []

    def read(self, text: str, task: str) -> Guess:
        del task
        self.asked.append(text)
        return Guess(1 - self._probability, np.array([self._probability], np.float32), {})


@pytest.fixture
def session(sample_index: IndexVersion) -> Session:
    return Session(sample_index, HashEmbedder())


def _plain(session: Session, form: str, probability: float) -> PlainWords:
    return PlainWords(Sure(form, probability), lambda: session.words, session._authorities)


ALL = "Which councils are inadequate now"


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("Which councils are steadily inadequate?", SURE_UNREAD),
        ("who came a cropper", SURE_OTHER),
    ],
)
def test_question_that_is_not_read_is_said_plainly_from_its_probability_on(
    session: Session, question: str, least: float
) -> None:
    assert _plain(session, ALL, least + 0.01).question(question) == ALL
    assert _plain(session, ALL, least - 0.01).question(question) == question


def test_question_that_is_read_stays_as_it_is(session: Session) -> None:
    question = "Which authorities are good now?"
    assert _plain(session, ALL, 0.99).question(question) == question


def test_plain_words_that_are_not_read_are_not_said(session: Session) -> None:
    assert _plain(session, "Which councils are mauve", 0.99).question("who came a cropper") == "who came a cropper"


def test_question_that_names_an_authority_is_left_alone(session: Session) -> None:
    question = "did Thornwick come a cropper"
    assert _plain(session, ALL, 0.99).question(question) == question


def test_follow_up_is_said_plainly_from_its_probability_on(session: Session) -> None:
    asked = "and whose job was that"
    assert _plain(session, "who led it", SURE_TURN + 0.01).follow_ups(asked) == ["who led it"]
    assert _plain(session, "who led it", SURE_TURN - 0.01).follow_ups(asked) == []


FLUNKED = "which places have flunked it as things stand"


def test_question_in_free_words_is_answered_and_what_it_was_read_as_is_shown(session: Session) -> None:
    understood = session.understand(FLUNKED, Filters(), ())
    assert understood.question == FLUNKED
    resolved = understood.asked.question
    assert "inadequate" in resolved
    draft, plainly = (session.answer(session.understand(question, Filters(), ())) for question in (FLUNKED, resolved))
    assert [row.label for row in draft.rows] == [row.label for row in plainly.rows] != []


def test_follow_up_in_free_words_goes_on_from_what_the_first_question_was_read_as(session: Session) -> None:
    understood = session.understand("and the ones doing ok, i.e. good?", Filters(), (FLUNKED,))
    assert "good" in understood.asked.question
    assert "flunked" not in understood.asked.question


@pytest.mark.parametrize(
    "question",
    [
        "What do inspectors say about caseloads in Thornwick?",
        "Do social workers have too many cases?",
        "how quickly are visits made",
        "is there anything for care leavers who go to university",
    ],
)
def test_question_on_what_documents_say_is_left_alone(session: Session, question: str) -> None:
    assert session.understand(question, Filters(), ()).asked.question == question


def test_model_is_asked_once_for_a_question_without_limits(session: Session) -> None:
    model = Sure(ALL, 0.1)
    PlainWords(model, lambda: session.words, session._authorities).question("who came a cropper")
    assert model.asked == ["who came a cropper"]


def test_bundled_plain_wordings_are_read_by_the_rules(session: Session) -> None:
    words = session.words
    held = {
        "authority": list(words.authorities.values()),
        "inspector": list(words.inspectors.values()),
        "region": ["South West", "London", "South East"],
        "year": ["2018", "2021", "2022", "2023"],
        "month": ["March", "June"],
        "number": ["5", "8", "9"],
        "grade": ["good", "inadequate", "requires improvement"],
        "area": ["leadership", "care leavers"],
        "framework": ["SIF", "ILACS"],
        "body": ["county councils"],
    }
    named = {kind: list(dict.fromkeys(values)) for kind, values in held.items()}
    forms = [
        form
        for form in read_forms(WORDINGS)["catalogue"]
        if all(int(place[-1]) <= len(named[place[:-1]]) for place in form.places)
    ]
    plain = [form.filled({place: named[place[:-1]][int(place[-1]) - 1] for place in form.places}) for form in forms]
    unread = [text for text in plain if read_query(text, words) is None]
    assert len(plain) > 400
    assert len(unread) < 0.03 * len(plain), unread
