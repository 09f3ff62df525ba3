import csv

import pytest
from understanding_examples import knowledge

from corpus.register import load_register
from index.understanding import Knowledge, read_question
from index.understanding.places import FILE


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize(
    ("question", "named", "absent"),
    [
        ("How are care leavers doing in Kettering?", ("North Northamptonshire",), ()),
        ("is corby any good", ("North Northamptonshire",), ()),
        ("Does Kettering send children to Leeds?", ("Leeds",), ("Kettering",)),
        ("Is Leeds better than Wellingborough?", ("Leeds", "North Northamptonshire"), ()),
        ("Are social workers happy in Exeter?", (), ("Exeter (Devon)",)),
        ("what did ofsted say about newcastle-under-lyme", (), ("Newcastle-under-Lyme (Staffordshire)",)),
        ("What did inspectors think of Cardiff?", (), ("Cardiff (Wales)",)),
        ("Do children play rugby?", (), ()),
        ("How good is early help in Rugby?", (), ("Rugby (Warwickshire)",)),
    ],
)
def test_understanding_town_means_the_authority_around_it(
    known: Knowledge, question: str, named: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    found = read_question(question, known)
    assert (found.named, found.absent) == (named, absent)


def test_understanding_says_how_a_town_was_read(known: Knowledge) -> None:
    notes = read_question("How are care leavers doing in Kettering?", known).notes
    assert notes == (
        "Kettering is read as North Northamptonshire, whose council is responsible for children's services there.",
    )


def test_understanding_town_unknown_to_the_corpus_is_no_topic(known: Knowledge) -> None:
    assert read_question("How are care leavers doing in Kettering?", known).words == ("care", "leavers")


def test_understanding_places_lie_in_known_authorities() -> None:
    register = load_register()
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nations = {"Wales", "Scotland", "Northern Ireland"}
    assert [row for row in rows if row["within"] not in nations and register.get(row["within"]) is None] == []
    assert [row for row in rows if register.get(row["name"]) is not None] == []
    assert len({row["name"].lower() for row in rows}) == len(rows) == 449
