from collections import Counter
from pathlib import Path

import pytest

from corpus.blocks import Block
from corpus.model import Role
from corpus.readers import pdf
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_tables import CELL_GAP

pytestmark = pytest.mark.shared

BRISTOL = "80441_bristol/children's services inspection - 05 december 2014.pdf"
PLYMOUTH = "80538_plymouth/children's services inspection - 15 march 2024.pdf"
SWINDON = "80568_swindon/children's services inspection - 12 august 2019.pdf"
WINDSOR = "80546_windsor & maidenhead/children's services inspection - 24 february 2020.pdf"
TORBAY = "80572_torbay/children's services inspection - 05 january 2016.pdf"


def blocks_of(shared: Path, name: str) -> tuple[Block, ...]:
    return read_pdf(shared / "reports" / name).blocks


@pytest.mark.parametrize("name", [PLYMOUTH, SWINDON, TORBAY])
def test_layout_alone_finds_what_the_tags_say(shared: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen() -> Counter[tuple[Role, str | None, str]]:
        roles = (Role.BODY, Role.LIST_ITEM, Role.HEADING)
        blocks = blocks_of(shared, name)
        return Counter((block.role, block.number, block.text) for block in blocks if block.role in roles)

    tagged = seen()
    monkeypatch.setattr(pdf, "page_tags", lambda page: {})
    assert (tagged & seen()).total() >= 0.99 * tagged.total()


@pytest.mark.parametrize(("name", "last"), [(BRISTOL, 158), (PLYMOUTH, 63), (SWINDON, 39), (TORBAY, 158)])
def test_printed_numbers_run_from_one_to_the_last(shared: Path, name: str, last: int) -> None:
    numbers = [block.number for block in blocks_of(shared, name) if block.number and block.role is Role.BODY]
    assert numbers == [str(number) for number in range(1, last + 1)]


def test_number_that_a_report_leaves_out_stays_left_out(shared: Path) -> None:
    numbers = [block.number for block in blocks_of(shared, WINDSOR) if block.number and block.role is Role.BODY]
    assert [number for number in map(str, range(1, 46)) if number not in numbers] == ["15"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            BRISTOL,
            ["Requires improvement", "Requires improvement", "Good", "Inadequate", "Requires improvement"],
        ),
        (SWINDON, ["Grade", "Good", "Good", "Requires improvement to be good", "Good"]),
    ],
)
def test_grades_stand_beside_what_they_grade(shared: Path, name: str, rows: list[str]) -> None:
    front = [block for block in blocks_of(shared, name) if block.role is Role.TABLE_CELL and block.page_first == 1]
    cells = [block.text.split(CELL_GAP) for block in front]
    assert [row[-1] for row in cells if len(row) == 2] == rows


def test_nested_items_footnotes_and_contents(shared: Path) -> None:
    blocks = blocks_of(shared, BRISTOL)
    assert Counter(block.level for block in blocks if block.role is Role.LIST_ITEM and block.page_first == 10) == {
        1: 4,
        2: 11,
    }
    assert [block.number for block in blocks if block.role is Role.FOOTNOTE] == ["2", "3"]
    assert {block.role for block in blocks if block.page_first == 2} == {Role.BOILERPLATE}
    assert not [block.text for block in blocks if block.text.endswith(("area2", "Board1"))]


def test_last_page_of_a_report_is_boilerplate(shared: Path) -> None:
    for name in (PLYMOUTH, SWINDON):
        blocks = blocks_of(shared, name)
        last = max(block.page_last or 0 for block in blocks)
        assert {block.role for block in blocks if block.page_first == last} == {Role.BOILERPLATE}
