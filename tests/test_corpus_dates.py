from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_dates, find_spans, parse_date


def spans(text: str) -> list[tuple[str, str]]:
    return [(span.first.isoformat(), span.last.isoformat()) for span in find_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25 and 26 April 2018", [("2018-04-25", "2018-04-26")]),
        ("9 to 10 November 2021", [("2021-11-09", "2021-11-10")]),
        ("12/09/2016 to 06/10/2016", [("2016-09-12", "2016-10-06")]),
        ("12.09.16 - 06.10.16", [("2016-09-12", "2016-10-06")]),
        ("18 Feb 2014 – 12 March 2014", [("2014-02-18", "2014-03-12")]),
        ("1 2 June 2017", [("2017-06-12", "2017-06-12")]),
        ("22 May 2017 – 1 2 June 2 017", [("2017-05-22", "2017-06-12")]),
        ("27 September to 8 October 2021", [("2021-09-27", "2021-10-08")]),
        ("21 November–15 December 2016", [("2016-11-21", "2016-12-15")]),
        ("19 January -11February 2016", [("2016-01-19", "2016-02-11")]),
        ("28 December to 5 January 2021", [("2020-12-28", "2021-01-05")]),
        ("6 November 2017 to 30 November", [("2017-11-06", "2017-11-30")]),
        ("between 1st and 12th July 2019", [("2019-07-01", "2019-07-12")]),
        ("Monday 3 October to Friday 14 October 2022", [("2022-10-03", "2022-10-14")]),
        ("Mon 3rd & Tues 4th Oct. 2022", [("2022-10-03", "2022-10-04")]),
        ("9, 10 and 11 May 2022", [("2022-05-09", "2022-05-11")]),
        ("9 and 11 May 2022", [("2022-05-09", "2022-05-09"), ("2022-05-11", "2022-05-11")]),
        ("2 to 13 March 2020 and 20 to 24 July 2020", [("2020-03-02", "2020-03-13"), ("2020-07-20", "2020-07-24")]),
        ("30 April and 1 May 2019", [("2019-04-30", "2019-05-01")]),
        ("Friday, May 18, 2018", [("2018-05-18", "2018-05-18")]),
        ("the 4th of September 2019", [("2019-09-04", "2019-09-04")]),
        ("2018-05-18", [("2018-05-18", "2018-05-18")]),
        ("in 2014 and 26 May 2015", [("2015-05-26", "2015-05-26")]),
        ("section 47 and 26 April 2018", [("2018-04-26", "2018-04-26")]),
    ],
)
def test_spans_of_every_style(text: str, found: list[tuple[str, str]]) -> None:
    assert spans(text) == found


@pytest.mark.parametrize(
    "text",
    ["31 June 2017", "05/13/2018", "May 2018", "18 May", "14 October 2019 to 18 October 2018", "2018", "3.5.1", ""],
)
def test_spans_are_not_guessed(text: str) -> None:
    assert spans(text) == []


def test_span_says_where_it_was_read() -> None:
    text = "The visit took place on 25 and 26 April 2018, by two inspectors."
    (span,) = find_spans(text)
    assert text[span.start : span.end] == "25 and 26 April 2018"
    assert span.days == 2


def test_parse_date_wants_exactly_one_day() -> None:
    assert parse_date("Published 7 July 2017.") == date(2017, 7, 7)
    assert parse_date("7 July 2017 and 9 July 2017") is None
    assert parse_date("7 to 9 July 2017") is None
    assert [span.first for span in find_dates("7 to 9 July 2017; signed on 1 August 2017")] == [date(2017, 8, 1)]


DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2039, 12, 31))


@given(DAYS, st.sampled_from(["%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_every_day_is_read_back(day: date, style: str) -> None:
    for printed in (day.strftime(style), day.strftime(style).replace(" 0", " ").removeprefix("0")):
        if style == "%Y-%m-%d" or len(printed) > 6:
            assert parse_date(f"It was on {printed} that they came.") == day


@given(DAYS, st.integers(1, 90), st.sampled_from([" to ", " – ", "-", " until "]))
def test_every_range_is_read_back(first: date, days: int, joint: str) -> None:
    last = first + timedelta(days=days)
    left = f"{first.day} {first:%B}" + ("" if first.year == last.year else f" {first.year}")
    if (first.year, first.month) == (last.year, last.month):
        left = str(first.day)
    (span,) = find_spans(f"They were there {left}{joint}{last.day} {last:%B} {last.year}.")
    assert (span.first, span.last) == (first, last)


@given(st.text(alphabet="0123456789 /-.,andtoMayJune&th", max_size=50))
def test_spans_are_in_order_and_in_the_text(text: str) -> None:
    position = 0
    for span in find_spans(text):
        assert position <= span.start < span.end <= len(text)
        assert span.first <= span.last
        position = span.end
