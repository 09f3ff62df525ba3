"""Grades read from front pages of every layout, with wordings of our own making."""

import itertools

import pytest
from made_reports import BOARD, BOTH, CARE, HELP, LEADERS, LEAVERS, SIF, grades, letter, read

WORDINGS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
    "not judged": "Not judged",
}
SIF_ROWS = {
    "help and protection": "1. Children who need help and protection",
    "in care": "2. Children looked after and achieving permanence",
    "adoption": "2.1 Adoption performance",
    "care leavers": "2.2 Experiences and progress of care leavers",
    "leadership": "3. Leadership, management and governance",
}
JOINT_ROWS = {
    "leadership": LEADERS,
    "help and protection": HELP,
    "in care and care leavers": BOTH,
    "overall": "Overall effectiveness",
}
APART_ROWS = {
    "leadership": LEADERS,
    "help and protection": HELP,
    "in care": CARE,
    "care leavers": LEAVERS,
    "overall": "Overall effectiveness",
}
NARRATIVE = (
    "Children in Luton get good help. The service for care leavers was inadequate in 2013. Leaders are outstanding."
)


def _broken(words: str) -> list[str]:
    middle = words.rfind(" ", 0, len(words) // 2 + 4)
    return [words[:middle], words[middle + 1 :]] if middle > 0 else [words]


LAYOUTS = {
    "rows": lambda rows: [f"{label}\u2003{grade}" for label, grade in rows],
    "pipes": lambda rows: [f"| {label} | **{grade}** |" for label, grade in rows],
    "colons": lambda rows: [f"{label}: {grade}" for label, grade in rows],
    "cells": lambda rows: [cell for row in rows for cell in row],
    "lines": lambda rows: [part for label, grade in rows for part in (*_broken(label), *_broken(grade))],
    "one paragraph": lambda rows: [" ".join(f"{label} {grade}" for label, grade in rows)],
    "columns": lambda rows: [*(label for label, _ in rows), *(grade for _, grade in rows)],
}
CYCLE = list(itertools.product(range(5), LAYOUTS))


def _graded(rows: dict[str, str], shift: int) -> dict[str, str]:
    names = list(WORDINGS)
    return {area: names[(index + shift) % len(names)] for index, area in enumerate(rows)}


@pytest.mark.parametrize(("shift", "layout"), CYCLE)
@pytest.mark.parametrize("rows", [JOINT_ROWS, APART_ROWS], ids=["joint", "apart"])
def test_grades_since_2018(rows: dict[str, str], shift: int, layout: str) -> None:
    expected = _graded(rows, shift)
    table = LAYOUTS[layout]([(rows[area], WORDINGS[grade]) for area, grade in expected.items()])
    document = read(
        "Inspection of Luton local authority children’s services",
        "Inspection dates: 1 to 5 May 2023",
        "Lead inspector: Ada Bly, His Majesty’s Inspector",
        "Judgement Grade",
        *table,
        NARRATIVE,
        "What needs to improve?",
        LEAVERS,
        "Good practice is seen, with inadequate records.",
    )
    assert grades(document) == expected


@pytest.mark.parametrize(("shift", "layout"), CYCLE)
@pytest.mark.parametrize(
    ("sentence", "overall"),
    [
        ("Children’s services in Luton are good", "good"),
        ("Children's services in Luton require improvement to be good", "requires improvement"),
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("The overall judgement is requires improvement", "requires improvement"),
        ("The overall judgement is outstanding", "outstanding"),
    ],
)
def test_grades_of_the_single_inspection_framework(shift: int, layout: str, sentence: str, overall: str) -> None:
    expected = _graded(SIF_ROWS, shift)
    table = LAYOUTS[layout]([(SIF_ROWS[area], WORDINGS[grade]) for area, grade in expected.items()])
    document = read(
        "Luton Borough Council",
        SIF,
        "and",
        BOARD,
        "Inspection date: 1 May 2015 – 22 May 2015",
        "Report published: 3 July 2015",
        sentence,
        "It is expected that all children receive good help.",
        *table,
        "The effectiveness of the Local Safeguarding Children Board (LSCB) is inadequate",
        NARRATIVE,
    )
    assert grades(document) == {"overall": overall} | expected


def test_grades_of_a_front_page_in_one_paragraph() -> None:
    rows = " ".join(f"{label} Requires improvement" for label in SIF_ROWS.values())
    document = read(
        f"1 Luton {SIF} and {BOARD}1 Inspection date: 1 May 2015 – 22 May 2015 Report published: 3 July 2015 "
        f"The overall judgement is that children’s services are good {rows} "
        "The effectiveness of the Local Safeguarding Children Board (LSCB) is outstanding"
    )
    assert grades(document) == {"overall": "good"} | dict.fromkeys(SIF_ROWS, "requires improvement")


def test_the_boards_grade_is_not_the_authoritys() -> None:
    document = read(
        "Luton",
        SIF,
        "Report published: 3 July 2015",
        "The overall judgement of the Local Safeguarding Children Board is good",
        "The effectiveness of the Local Safeguarding Children Board (LSCB) requires improvement",
    )
    assert grades(document) == {}


def test_the_overall_grade_is_read_never_inferred() -> None:
    document = read("Inspection of Luton children’s services", "Lead inspector: Ada Bly, HMI", f"{HELP} Good", LEADERS)
    assert grades(document) == {"help and protection": "good"}


def test_an_earlier_inspections_table_is_not_read() -> None:
    document = read(
        "Luton",
        "Re-i" + SIF[1:],
        "Report published: 24 August 2018",
        "Children’s services in Luton are good",
        "1. Children who need help and protection\u2003Good",
        "x " * 3000,
        "Ofsted reported in January 2016. The judgements were then:",
        "Adoption performance\u2003Inadequate",
        "Leadership, management and governance\u2003Inadequate",
    )
    assert grades(document) == {"overall": "good", "help and protection": "good"}


def test_a_grade_further_on_is_read_where_the_front_has_none() -> None:
    document = read(
        "Luton",
        SIF,
        "Report published: 24 August 2015",
        "Children’s services in Luton are good",
        "x " * 3000,
        "Key judgement\u2003Judgement grade",
        "The experiences and progress of children looked after and achieving permanence\u2003Requires improvement",
    )
    assert grades(document) == {"overall": "good", "in care": "requires improvement"}


@pytest.mark.parametrize("kind", ["Focused visit to", "Monitoring visit of"])
def test_a_visit_has_no_grades(kind: str) -> None:
    document = letter(
        f"{kind} Luton children's services",
        "Services were last inspected in 2014, when the overall effectiveness was judged to be inadequate.",
        "Overall effectiveness: Good",
    )
    assert document.judgements == ()


def test_a_press_article_that_quotes_an_earlier_grade_reports_none() -> None:
    document = read(
        "Ofsted warns Luton",
        "Ann Quill",
        "Friday, May 18, 2018",
        '"Services were last inspected in 2014, when the overall effectiveness of services was judged to be good," '
        "the letter says, according to Ofsted.",
        'Bo Vine, leader of Luton Council, said: "We act."',
        "Subscribe",
    )
    assert document.publisher.value == "press"
    assert document.judgements == ()


def test_footnote_marks_do_not_hide_a_grade() -> None:
    document = read(
        "Luton",
        SIF + "1",
        "Report published: 3 July 2015",
        "Children’s services in Luton require improvement2 to be good",
        "1. Children who need help and protection Requires improvement2",
        "2. Children looked after and achieving permanence3 Good",
        "2.1 Adoption performance\u2003Good4",
    )
    assert grades(document) == {
        "overall": "requires improvement",
        "help and protection": "requires improvement",
        "in care": "good",
        "adoption": "good",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Children's services in Luton are not yet good",
        "At the last inspection children's services in Luton were good",
        "Children's services in Luton have changed much.",
    ],
)
def test_a_sentence_that_gives_no_grade_is_not_read_as_one(sentence: str) -> None:
    assert grades(read("Luton", SIF, "Report published: 3 July 2015", sentence)) == {}
