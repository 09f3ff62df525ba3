"""Whether a question is of the past or of today, which stretch of time it means, and what councils were told to do."""

from datetime import date

import pytest

from index.understanding.forms import find_form
from index.understanding.sections import DEMANDED
from index.understanding.tense import speaks_of_past
from index.understanding.times import find_times


@pytest.mark.parametrize(
    ("question", "is_past"),
    [
        ("Did Westhaven lose touch with care leavers?", True),
        ("Why weren't children seen alone in Aldermere?", True),
        ("What made it hard for siblings to meet?", True),
        ("How has Aldermere cut caseloads?", False),
        ("Are carers trained, as they were before?", False),
        ("Can care leavers who had moved come back?", False),
        ("care leavers' flats in Dunholt", False),
        ("", False),
    ],
)
def test_tense_is_that_of_the_first_verb(question: str, is_past: bool) -> None:
    assert speaks_of_past(question) is is_past


@pytest.mark.parametrize(
    "question",
    [
        "What was Aldermere told to work on in 2021?",
        "which things did inspectors tell Dunholt to get better at",
        "What jobs did the inspectors leave Cressing with?",
        "what does Westhaven still have to sort out?",
        "What homework did Ofsted give Brackwater?",
        "where must Aldermere do better?",
        "What's left to do in Cressing?",
    ],
)
def test_demands_are_a_list_whatever_verbs_ask_for_them(question: str) -> None:
    assert DEMANDED.search(question)
    assert find_form(question, authorities=1) == "list"


@pytest.mark.parametrize(
    "question",
    [
        "What do children in care in Aldermere get to do?",
        "Why are workers unsure what to do with a referral?",
        "what is Dunholt already doing to fix its front door",
    ],
)
def test_things_that_people_do_are_no_demands(question: str) -> None:
    assert not DEMANDED.search(question)
    assert find_form(question, authorities=1) != "list"


@pytest.mark.parametrize(
    "question",
    [
        "What's happened to adoption in Aldermere since 2018?",
        "Have waits in Dunholt got any shorter since 2015?",
        "Aldermere caseloads then and now",
        "Are there more homes in Cressing than there were in 2017?",
    ],
)
def test_change_since_a_year_is_a_timeline(question: str) -> None:
    assert find_form(question, authorities=1, times=len(find_times(question, date(2026, 1, 1)))) == "timeline"


@pytest.mark.parametrize("end", ["the latest", "now", "today", "the most recent inspection"])
def test_from_a_year_to_now_reaches_to_the_last_day(end: str) -> None:
    times = find_times(f"Did Aldermere improve from 2014 to {end}?", date(2026, 1, 1))
    assert times[0].first == date(2014, 1, 1)
    assert times[0].last > date(2026, 1, 1)
