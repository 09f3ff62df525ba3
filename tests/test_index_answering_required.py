"""A number answers only where it stands at what is counted, and with the question's other words."""

import pytest
from answering_corpus import make_document, make_paragraph

from index.answering.selection import Candidate
from index.answering.silence.required import CountFit, count_fit
from index.answering.statements import whole

DOCUMENT = make_document("Marlstead", 2023, "good")


def candidate(text: str, own: float) -> Candidate:
    return Candidate(whole(DOCUMENT, make_paragraph(DOCUMENT, text)), 1.0, own, own, 1.0, 0.5, has_wanted=True)


def test_number_at_the_thing_counted_fits_whole() -> None:
    assert count_fit("How many foster carers are there?", [candidate("There are 41 foster carers.", 1.0)]) == CountFit()


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("There are 41 lollipops.", -1.0),
        ("The 41 carers met.", -0.25),
        ("Foster care is led by 41 people in all.", -0.5),
        ("Foster carers are valued.", -1.0),
    ],
)
def test_number_of_something_else_fits_less(text: str, beside: float) -> None:
    assert count_fit("How many foster carers are there?", [candidate(text, 0.5)]).beside == pytest.approx(beside)


def test_best_fitting_sentence_counts() -> None:
    found = [candidate("41 lollipops.", 1.0), candidate("12 foster carers left.", 0.7)]
    fit = count_fit("How many foster carers left?", found)
    assert fit.beside == 0.0
    assert fit.own == pytest.approx(-0.3)


@pytest.mark.parametrize(
    "question", ["How did Marlstead bring down the number of cases?", "Who chairs the board?", "How many?"]
)
def test_question_that_counts_nothing_asks_for_no_number(question: str) -> None:
    assert count_fit(question, [candidate("There are 41 lollipops.", 0.0)]) == CountFit()


def test_percentage_counts_what_it_is_of() -> None:
    found = [candidate("Reviews of 85% of care leavers were on time.", 1.0)]
    assert count_fit("What percentage of care leavers had a review?", found).beside == 0.0


def test_none_at_all_is_a_number() -> None:
    found = [candidate("There are no children who are looked after here.", 1.0)]
    assert count_fit("How many looked after children are there?", found).beside == 0.0


def test_rough_share_counts_where_a_share_is_asked_for() -> None:
    found = [candidate("Most of the families stay together.", 1.0)]
    assert count_fit("What share of families stay together?", found).beside == 0.0
    assert count_fit("How many families stay together?", found).beside == -1.0
