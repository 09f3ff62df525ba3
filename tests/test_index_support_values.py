"""Values in text: found once each, equal whatever their spelling."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.support.names import find_names
from index.support.numbers import parse_number
from index.support.terms import content_stems
from index.support.values import find_values


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("£2.5 million a year", "money", 2_500_000),
        ("£2.5m", "money", 2_500_000),
        ("£12,400", "money", 12_400),
        ("15 per cent", "percent", Fraction(15, 100)),
        ("two thirds of visits", "percent", Fraction(2, 3)),
        ("half of them", "percent", Fraction(1, 2)),
        ("forty working days", "duration", 40),
        ("a two-day visit", "duration", 2),
        ("one hundred and five children", "number", 105),
        ("twenty-one homes", "number", 21),
        ("the 3rd visit", "ordinal", 3),
    ],
)
def test_value_is_read(text: str, kind: str, amount: int | Fraction) -> None:
    (value,) = find_values(text)
    assert (value.kind, value.amount) == (kind, amount)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 3 and 4 May 2019", ((2019, 5, 3), (2019, 5, 4))),
        ("30 April to 2 May 2019", ((2019, 4, 30), (2019, 5, 2))),
        ("May 7th, 2019", ((2019, 5, 7),)),
        ("in June 2021", ((2021, 6, 0),)),
        ("since 2014", ((2014, 0, 0),)),
        ("2018/19", ((2018, 0, 0), (2019, 0, 0))),
        ("2020-02-29", ((2020, 2, 29),)),
    ],
)
def test_date_is_read(text: str, dates: tuple[tuple[int, int, int], ...]) -> None:
    (value,) = find_values(text)
    assert value.dates == dates


@pytest.mark.parametrize(
    ("said", "source", "agrees"),
    [
        ("£2.5m", "£2.5 million", True),
        ("£2.5m", "£2.6 million", False),
        ("April 2018", "on 25 April 2018", True),
        ("26 April 2018", "25 to 27 April 2018", True),
        ("28 April 2018", "25 to 27 April 2018", False),
        ("2018", "25 April 2018", True),
        ("25 April 2018", "2018", False),
        ("18%", "81%", False),
        ("70 working days", "70 working days", True),
        ("70 days", "70 working days", False),
    ],
)
def test_agreement(said: str, source: str, agrees: bool) -> None:
    assert find_values(said)[0].agrees(find_values(source)[0]) is agrees


def test_section_numbers_and_words_are_no_values() -> None:
    assert find_values("see 3.1.2; a third visit, each quarter") == ()


@given(st.integers(min_value=0, max_value=999_999))
def test_number_in_digits_reads_as_itself(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.text(max_size=300))
def test_values_and_names_lie_in_the_text(text: str) -> None:
    for value in find_values(text):
        assert text[value.start : value.end] == value.text
    for name in find_names(text):
        assert text[name.start : name.end] == name.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The inspectors were Ada Marsh, HMI, and Ben Okoro.", ["Ada Marsh", "HMI", "Ben Okoro"]),
        ("However, Aldermere improved.", ["Aldermere"]),
        ("Children wait. Most wait long.", []),
        ("Social workers in the MASH act.", ["MASH"]),
        ("In May 2018 the Board met.", ["Board"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert [name.text for name in find_names(text)] == names


def test_stems_leave_grammar_out() -> None:
    assert content_stems("The caseloads of workers are reducing") == ("caseload", "worker", "reduc")
