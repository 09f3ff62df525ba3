"""Contradiction in other words: what is marked, and what a faithful rewording may do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import Verdict
from index.support.contrast import CONTRASTS, contrasts, is_asked_under
from index.support.scorer import score_support

SOURCE = (
    "Managers at the Fellmoor hub do not keep a record of why they turn callers away. "
    "Partners' grasp of the new rules is weak, and referrals often arrive late. "
    "Four of the five drivers had too many runs. "
    "The council has opened a second depot. A third depot is planned for next spring. "
    "The number of night runs has fallen since last winter. "
    "Most drivers know their passengers well. For a very small number of trips, nothing is logged. "
    "It would be helpful if you sent us the draft timetable within ten days."
)


@pytest.mark.parametrize(
    ("claim", "sort"),
    [
        ("The grasp that partners have of the new rules is strong.", "appraisal"),
        ("Referrals arrive promptly.", "appraisal"),
        ("Drivers know little about their passengers.", "appraisal"),
        ("Managers at the hub keep a record of the reasons for turning callers away.", "denial"),
        ("The number of night runs keeps rising.", "direction"),
        ("For most trips nothing is logged.", "extent"),
        ("The council plans to open a second depot.", "time"),
        ("The draft timetable must be sent to us within ten days.", "duty"),
    ],
)
def test_contrary_in_other_words_is_found_with_what_the_source_says(claim: str, sort: str) -> None:
    found = contrasts(claim, SOURCE)
    assert sort in [one.sort for one in found]
    assert all(one.said and one.said in SOURCE for one in found)
    assert all(one.sort in CONTRASTS for one in found)


@pytest.mark.parametrize(
    "claim",
    [
        "No record is kept at the hub of why callers are turned away.",
        "Partners lack a good grasp of the new rules.",
        "Drivers were overloaded: four of five had more runs than they could manage.",
        "There are fewer night runs than there were last winter.",
        "A second depot is open.",
        "A few trips are not logged.",
        "Passengers are well known to most of the drivers.",
        "We would like to see the draft timetable within ten days.",
    ],
)
def test_faithful_rewording_contrasts_with_nothing(claim: str) -> None:
    assert contrasts(claim, SOURCE) == ()


def test_sentence_of_the_source_contrasts_with_nothing() -> None:
    for sentence in SOURCE.split(". "):
        assert contrasts(f"{sentence.rstrip('.')}.", SOURCE) == ()


def test_one_contrast_marks_and_two_withhold() -> None:
    source = "Visits to the depot are late and drivers are not told why. Fuel costs have gone down."
    one = score_support("Fuel costs have gone up at the depot.", source)
    assert (one.verdict, one.reasons) == (Verdict.PARTLY, ("direction",))
    assert one.said == "Fuel costs have gone down."
    two = score_support("Visits to the depot are prompt, and all drivers are told why fuel costs have gone up.", source)
    assert two.verdict is Verdict.UNSUPPORTED


def test_what_is_asked_for_is_no_praise_of_what_is() -> None:
    claim, source = "There are not enough depots.", "Sufficient depots in the north."
    assert is_asked_under("What needs to improve")
    assert not is_asked_under("Fellmoor council authority, focused visit, letter report")
    assert contrasts(claim, source, is_asked=True) == ()
    context = "Fellmoor\nWhat needs to improve"
    assert "appraisal" not in score_support(claim, source, context=context).reasons


@given(st.text(max_size=200), st.text(max_size=400))
def test_contrasts_takes_any_text(claim: str, source: str) -> None:
    sorts = [one.sort for one in contrasts(claim, source)]
    assert sorts == sorted(set(sorts), key=CONTRASTS.index)
