"""Praise, criticism and denial of clauses, and the clauses of a sentence."""

from __future__ import annotations

import pytest

from index.support.appraisal import appraise, speaks_against, value_of
from index.support.bearings import direction, extents, is_done, is_due, is_free, is_meant
from index.support.bounds import wrong_side
from index.support.clauses import clauses, is_asserted


@pytest.mark.parametrize(
    ("clause", "sign"),
    [
        ("Plans are clear", 1),
        ("Plans are not clear", -1),
        ("Plans are unclear", -1),
        ("Plans are neither clear nor timely", -1),
        ("Help comes without delay", 1),
        ("Delays have been avoided and fewer mistakes are made", 1),
        ("Too few plans are clear", -1),
        ("Managers rarely keep accurate notes", -1),
        ("Practice needs to improve", -1),
        ("Leaders plan to strengthen the team", 0),
        ("Ensure that plans are clear", -1),
        ("The families live in the north", 0),
        ("Families get early help", 0),
        ("The timeliness of replies has dropped", -1),
        ("A few plans are clear", 1),
        ("Parents are not asked", -1),
    ],
)
def test_appraise_tells_praise_from_criticism(clause: str, sign: int) -> None:
    assert appraise(clause).sign == sign


def test_appraise_names_what_criticises_and_counts_denials() -> None:
    found = appraise("Notes are not kept and plans are vague")
    assert found.against == ("vague",)
    assert found.denials == 1
    assert found.worded == -1.0
    assert found.value == pytest.approx(-1.7)


def test_value_of_knows_negating_beginnings() -> None:
    assert (value_of("timely"), value_of("untimely"), value_of("table")) == (1.0, -1.0, 0.0)


def test_speaks_against_leaves_out_what_another_text_says_too() -> None:
    assert speaks_against("Plans are vague")
    assert not speaks_against("Plans are vague", "The vague plans were read.")
    assert not speaks_against("Plans are clear")


def test_clauses_divide_at_what_joins_and_keep_openings() -> None:
    text = "In most of the hubs, visits are late, but the notes are clear because managers read them."
    assert clauses(text) == (
        "In most of the hubs visits are late",
        "but the notes are clear",
        "because managers read them",
    )
    assert clauses("Looked after children cost £1,200 a week.") == ("Looked after children cost £1,200 a week",)
    assert [is_asserted(one) for one in ("when it rains", "but it rains")] == [False, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("almost all visits", (4,)),
        ("not all visits", (2,)),
        ("only three of the visits", (1,)),
        ("a very small number of visits", (1,)),
        ("no visits, none of them", (0,)),
        ("too many visits", (3,)),
        ("visits", ()),
    ],
)
def test_extents_lie_on_one_scale(text: str, found: tuple[int, ...]) -> None:
    assert extents(text) == found


def test_direction_and_time_and_duty() -> None:
    assert [direction(one) for one in ("costs rose", "down from 40", "more of this and less of that")] == [1, -1, 0]
    told = ("the council plans to open a depot", "the council has opened a depot")
    assert [(is_meant(one), is_done(one)) for one in told] == [(True, False), (False, True)]
    asked = ("drivers must sign", "drivers may sign")
    assert [(is_due(one), is_free(one)) for one in asked] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("claim", "near", "wrong"),
    [
        ("Fewer than 1,000 trips were made.", "Over 1,000 trips were made.", ("1,000",)),
        ("More than 1,000 trips were made.", "Over 1,000 trips were made.", ()),
        ("No driver was hurt until 2019.", "No driver has been hurt since 2019.", ("2019",)),
        ("No driver was hurt after 2019.", "No driver has been hurt since 2019.", ()),
        ("1,000 trips were made.", "Over 1,000 trips were made.", ()),
    ],
)
def test_wrong_side_of_a_value_is_told(claim: str, near: str, wrong: tuple[str, ...]) -> None:
    assert wrong_side(claim, near) == wrong
