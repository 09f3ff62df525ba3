"""The metadata of the real letters and reports."""

from datetime import date
from pathlib import Path

import pytest

from corpus.model import Document, Publisher
from corpus.reading import read_document
from eval.judgements import cells, main, score

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def letters(shared: Path) -> dict[str, Document]:
    folder = shared / "letters"
    return {file.name[:3]: read_document(folder, file.name).document for file in sorted(folder.iterdir())}


def people(document: Document) -> list[tuple[str, str, str | None]]:
    return [(person.role, person.name, person.title) for person in document.people]


def periods(document: Document) -> list[tuple[date, date]]:
    return [(period.start, period.end) for period in document.periods]


@pytest.mark.parametrize(
    ("number", "authority", "region", "published", "visit", "inspectors", "addressee", "previous"),
    [
        (
            "000",
            "Swindon",
            "South West",
            date(2018, 5, 18),
            (date(2018, 4, 25), date(2018, 4, 26)),
            [("Emmy Tomsett", "HMI"), ("Karen Wareing", "HMI")],
            ("David Haley", "Director of Children's Services"),
            "2014: requires improvement",
        ),
        (
            "003",
            "Windsor and Maidenhead",
            "South East",
            date(2018, 12, 20),
            (date(2018, 11, 27), date(2018, 11, 28)),
            [("Linda Steele", "Her Majesty's Inspector"), ("Donna Marriott", "Her Majesty's Inspector")],
            ("Kevin McDaniel", "Director of Children's Services"),
            "2015: requires improvement",
        ),
        (
            "004",
            "South Gloucestershire",
            "South West",
            date(2021, 12, 14),
            (date(2021, 11, 9), date(2021, 11, 10)),
            [("Tracey Scott", "Her Majesty's Inspector"), ("Tracey Ledger", "Her Majesty's Inspector")],
            ("Chris Sivers", "Director for Children, Adults and Health"),
            "2019",
        ),
    ],
)
def test_focused_visit_letters(
    letters: dict[str, Document],
    number: str,
    authority: str,
    region: str,
    published: date,
    visit: tuple[date, date],
    inspectors: list[tuple[str, str]],
    addressee: tuple[str, str],
    previous: str,
) -> None:
    document = letters[number]
    assert document.title == f"Focused visit to {authority} children's services"
    assert (document.kind, document.framework) == ("focused visit", "ILACS")
    assert document.publisher is Publisher.INSPECTORATE
    assert (document.authorities, document.region) == ((authority,), region)
    assert (document.published, periods(document)) == (published, [visit])
    assert people(document) == [
        *(("inspector", *inspector) for inspector in inspectors),
        ("addressee", *addressee),
        ("author", inspectors[0][0], "Her Majesty's Inspector"),
    ]
    assert document.previous_inspection == previous
    assert (document.judgements, document.warnings) == ((), ())
    assert {each.field for each in document.evidence} == {
        "title",
        "kind",
        "framework",
        "authorities",
        "periods",
        "published",
        "previous_inspection",
    }


def test_council_paper(letters: dict[str, Document]) -> None:
    document = letters["002"]
    assert document.title == "Ofsted Inspection of Local Authority Children's Social Care Services (ILACS) Findings"
    assert (document.kind, document.publisher) == ("council paper", Publisher.COUNCIL)
    assert (document.authorities, document.framework) == (("Swindon",), "ILACS")
    assert document.published == date(2019, 9, 4)
    assert periods(document) == [(date(2019, 7, 1), date(2019, 7, 12))]
    assert [person.name for person in document.people] == [
        "Cabinet Member for Children's Services",
        "Corporate Director Children's Services",
    ]
    assert {person.role for person in document.people} == {"author"}
    assert document.previous_inspection == "2014"
    assert [(judgement.area, judgement.grade) for judgement in document.judgements] == [
        ("overall", "good"),
        ("leadership", "good"),
        ("help and protection", "good"),
        ("in care and care leavers", "requires improvement"),
    ]


def test_press_article(letters: dict[str, Document]) -> None:
    document = letters["001"]
    assert document.title == "Council weaknesses 'leave children at risk', warns Ofsted"
    assert (document.kind, document.publisher) == ("press article", Publisher.PRESS)
    assert (document.authorities, document.region) == (("Swindon",), "South West")
    assert (document.published, document.periods) == (date(2018, 5, 18), ())
    assert [(person.role, person.name) for person in document.people] == [
        ("author", "Joe Lepper"),
        ("speaker", "Mary Martin"),
    ]
    assert document.previous_inspection == "2014: requires improvement"
    assert (document.judgements, document.framework) == ((), None)


@pytest.mark.slow
def test_every_cell_of_the_table_of_judgements(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(shared / "reports"), str(shared / "reference" / "judgements.csv")])
    output = capsys.readouterr().out
    assert "756 of 756 cells right (100.00%)" in output, output
    assert code == 0


def test_a_difference_is_told(letters: dict[str, Document]) -> None:
    document = letters["000"]
    row = {"doc": document.path} | cells(document) | {"authority": "Elsewhere", "notes": "not read"}
    result = score([document], [row, {"doc": "missing.pdf", "region": "South West"}])
    assert [(each.document, each.column, each.expected, each.found) for each in result.differences] == [
        (document.path, "authority", "Elsewhere", "Swindon"),
        ("missing.pdf", "region", "South West", None),
    ]
    assert result.share == 17 / 19
