from pathlib import Path

import pytest
from made_pdf import Line, made_pdf, prose
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.blocks import Block
from corpus.model import Role
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_tables import CELL_GAP

FILLER = [
    "Leaders in Aldermere know their services well, and what they know is written down and",
    "read. The board meets each month and asks hard questions about what has changed for",
    "children. Staff say that they are listened to, and that their work is seen and valued.",
]


def item(number: int) -> tuple[tuple[str, int], ...]:
    return (("L", 0), ("LI", number), ("LBody", 0))


def blocks_of(tmp_path: Path, *pages: list[Line], **how: bool) -> list[Block]:
    path = tmp_path / "report.pdf"
    path.write_bytes(made_pdf(pages, **how))
    return list(read_pdf(path).blocks)


def test_paragraph_across_pages_is_one_with_a_box_on_each(tmp_path: Path) -> None:
    first = prose(["1. Help comes early and families say that it makes a difference, because they are"], 120, item(1))
    second = prose(["met by one worker who stays."], 760, item(2))
    third = prose(["2. Plans are short."], 700, item(3))
    running = [Line("Inspection of Aldermere", 72, 30), Line("1", 515, 30)]
    found = blocks_of(tmp_path, [*running, *prose(FILLER, 700, (("P", 1),)), *first], [*running, *second, *third])
    flow = [block for block in found if block.role is Role.BODY]
    assert [block.number for block in flow] == [None, "1", "2"]
    assert flow[1].text.endswith("because they are met by one worker who stays.")
    assert (flow[1].page_first, flow[1].page_last) == (1, 2)
    assert [box.page for box in flow[1].boxes] == [1, 2]
    assert flow[1].boxes[1].y0 == pytest.approx(760, abs=4)
    assert [block.text for block in found if block.role is Role.BOILERPLATE].count("Inspection of Aldermere") == 2


def test_header_of_the_second_page_comes_before_a_paragraph_that_runs_over_it(tmp_path: Path) -> None:
    first = [Line("first footer", 72, 30), *prose(["A sentence that goes on and"], 120, (("P", 1),))]
    second = [Line("second footer", 72, 30), *prose(["on."], 760, (("P", 2),))]
    found = [block.text for block in blocks_of(tmp_path, first, second)]
    assert found == ["first footer", "second footer", "A sentence that goes on and on."]


@pytest.mark.parametrize(
    ("printed", "number", "text"),
    [
        ("65.The stability of homes is good.", "65", "The stability of homes is good."),
        ("7) Plans are short.", "7", "Plans are short."),
        ("3.1.2 Plans are short.", "3.1.2", "Plans are short."),
        ("2019. The year was hard.", None, "2019. The year was hard."),
        ("3.5 per cent of children are in care.", None, "3.5 per cent of children are in care."),
    ],
)
def test_printed_number_is_split_off(tmp_path: Path, printed: str, number: str | None, text: str) -> None:
    (block,) = blocks_of(tmp_path, [Line(printed, 72, 700, item(1))])
    assert (block.number, block.text, block.role) == (number, text, Role.BODY)


def test_numbered_paragraph_that_tags_break_in_two_is_whole(tmp_path: Path) -> None:
    one = prose(["4. Children see their social worker often and alone, and what they say is"], 700, item(1))
    two = prose(["written down in their own words."], 686, (("P", 9),), x=99)
    (block,) = blocks_of(tmp_path, [*one, *two])
    assert block.text == (
        "Children see their social worker often and alone, and what they say is written down in their own words."
    )


def test_list_items_are_nested_by_indent(tmp_path: Path) -> None:
    lines = [
        Line("Of these children:", 72, 720, (("P", 0),)),
        Line("• 40 live with foster carers", 72, 700, item(1)),
        Line("– 12 outside the area", 100, 680, item(2)),
        Line("– 28 within it", 100, 660, item(3)),
        Line("• 3 live in children’s homes", 72, 640, item(4)),
    ]
    found = blocks_of(tmp_path, lines)
    assert [(block.role, block.level) for block in found] == [
        (Role.BODY, 0),
        (Role.LIST_ITEM, 1),
        (Role.LIST_ITEM, 2),
        (Role.LIST_ITEM, 2),
        (Role.LIST_ITEM, 1),
    ]
    assert found[2].text == "12 outside the area"


def test_label_of_an_item_and_its_paragraph_are_one(tmp_path: Path) -> None:
    label = Line("•", 72, 700, (("L", 0), ("LI", 0), ("Lbl", 0)))
    body = Line("homes for young people", 90, 700, (("L", 0), ("LI", 0), ("LBody", 1), ("P", 0)))
    (block,) = blocks_of(tmp_path, [label, body])
    assert (block.role, block.text) == (Role.LIST_ITEM, "homes for young people")


def test_table_row_keeps_label_and_value_together(tmp_path: Path) -> None:
    def cell(row: int, column: int) -> tuple[tuple[str, int], ...]:
        return (("Table", 0), ("TR", row), ("TD", column), ("P", 0))

    lines = [
        Line("The experiences of children in", 72, 700, cell(0, 0)),
        Line("care", 72, 686, cell(0, 0)),
        Line("Requires improvement", 360, 693, cell(0, 1)),
        Line("Overall effectiveness", 72, 660, cell(1, 0)),
        Line("Good", 360, 660, cell(1, 1)),
    ]
    found = blocks_of(tmp_path, lines)
    assert [block.text.split(CELL_GAP) for block in found] == [
        ["The experiences of children in care", "Requires improvement"],
        ["Overall effectiveness", "Good"],
    ]
    assert {block.role for block in found} == {Role.TABLE_CELL}
    untagged = blocks_of(tmp_path, lines, tagged=False)
    assert [block.text for block in untagged] == [block.text for block in found]


def test_cells_that_hold_whole_sections_are_no_row(tmp_path: Path) -> None:
    def cell(index: int) -> tuple[tuple[str, int], ...]:
        return (("Table", 0), ("TR", 0), ("TD", 0), ("P", index))

    lines = [*prose(FILLER, 700, cell(0)), *prose(FILLER, 600, cell(1))]
    assert [block.role for block in blocks_of(tmp_path, lines)] == [Role.BODY, Role.BODY]


def test_body_text_tagged_as_heading_is_demoted_and_bold_line_found(tmp_path: Path) -> None:
    lines = [
        Line("Inspection of Aldermere", 72, 790, (("H1", 0),), 26),
        *prose(FILLER, 740, (("H2", 1),)),
        Line("What needs to improve", 72, 660, (("P", 2),), 14, True),
        *prose(FILLER, 630, (("P", 3),)),
    ]
    found = blocks_of(tmp_path, lines)
    assert [block.role for block in found] == [Role.HEADING, Role.BODY, Role.HEADING, Role.BODY]
    assert found[0].level == 1


def test_heading_split_over_lines_by_its_tags_is_one(tmp_path: Path) -> None:
    lines = [
        Line("The experiences of children in care and", 72, 720, (("H2", 0),), 14, True),
        Line("care leavers: good", 72, 704, (("H2", 1),), 14, True),
        *prose(FILLER, 670, (("P", 3),)),
    ]
    found = blocks_of(tmp_path, lines)
    assert found[0].text == "The experiences of children in care and care leavers: good"
    assert [block.role for block in found] == [Role.HEADING, Role.BODY]


def test_label_and_date_in_bold_are_no_heading(tmp_path: Path) -> None:
    lines = [
        Line("Inspection dates: 3 to 7 June 2024", 72, 720, (("P", 0),), 14, True),
        *prose(FILLER, 690, (("P", 1),)),
    ]
    assert [block.role for block in blocks_of(tmp_path, lines)] == [Role.BODY, Role.BODY]


def test_footnote_and_its_mark_are_apart(tmp_path: Path) -> None:
    width = stringWidth("What needs to improve", "Helvetica", 12)
    lines = [
        Line("What needs to improve", 72, 700, (("P", 0),)),
        Line("1", 72 + width, 700, (("P", 0),), 7, rise=5),
        Line(", and why", 76 + width, 700, (("P", 0),)),
        Line("1", 72, 90, (("Note", 1), ("P", 0)), 6.5, rise=4),
        Line("As the board said in 2019.", 78, 90, (("Note", 1), ("P", 0)), 10),
    ]
    body, note = blocks_of(tmp_path, lines)
    assert body.text == "What needs to improve, and why"
    assert (note.role, note.number, note.text) == (Role.FOOTNOTE, "1", "As the board said in 2019.")


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    lines = [
        *prose(
            ["The multi-agency team shares infor-", "mation with the multi-", "agency hub each day."], 700, (("P", 0),)
        ),
        *prose(["Information of the well-", "known kind is read."], 600, (("P", 1),)),
    ]
    found = [block.text for block in blocks_of(tmp_path, lines)]
    assert found == [
        "The multi-agency team shares information with the multi-agency hub each day.",
        "Information of the well-known kind is read.",
    ]


def test_page_in_one_paragraph_by_its_tags_is_split_by_layout(tmp_path: Path) -> None:
    lie = (("P", 0),)
    lines = [
        Line("Aldermere", 72, 780, lie, 26),
        Line("Inspection of children’s services", 72, 740, lie, 14, True),
        Line("Help and protection", 72, 700, lie),
        Line("Good", 360, 700, lie),
        *prose(FILLER, 660, lie),
        *prose(FILLER, 590, lie),
        Line("• plans for children", 72, 540, lie),
    ]
    found = blocks_of(tmp_path, lines)
    assert [block.role for block in found] == [
        Role.HEADING,
        Role.HEADING,
        Role.TABLE_CELL,
        Role.BODY,
        Role.BODY,
        Role.LIST_ITEM,
    ]


def test_page_drawn_out_of_order_is_read_in_the_order_of_its_tags(tmp_path: Path) -> None:
    first, second = prose(FILLER, 720, (("P", 0),)), prose(["Care leavers have homes."], 600, (("P", 1),))
    # The element drawn last stands first in the tree, as a text box does in a word processor's file.
    lines = [Line("x", 72, 20, (("P", 0),), 1), *second, *first]
    assert [block.text for block in blocks_of(tmp_path, lines)][-1] == "Care leavers have homes."


def test_columns_drawn_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left line {number} of the text that runs" for number in range(7)] + ["and ends on the left here."]
    right = ["The right begins here as a text"] + [f"right line {number} of the text that runs" for number in range(7)]
    lines = []
    for index, (one, two) in enumerate(zip(left, right, strict=True)):
        lines += [Line(one, 72, 700 - 14 * index), Line(two, 330, 700 - 14 * index)]
    found = blocks_of(tmp_path, lines, tagged=False)
    assert [block.text for block in found] == [" ".join(left), " ".join(right)]


def test_contents_of_an_untagged_page_are_boilerplate(tmp_path: Path) -> None:
    titles = ["Summary", "The local authority", "Recommendations", "Help and protection", "Leadership"]
    lines = [Line("Contents", 72, 760, size=20)]
    for index, title in enumerate(titles):
        lines += [Line(title, 72, 720 - 24 * index), Line(str(3 * index + 2), 510, 720 - 24 * index)]
    found = blocks_of(tmp_path, lines, prose(FILLER, 700), tagged=False)
    assert [block.role for block in found] == [Role.BOILERPLATE] * 6 + [Role.BODY]


def test_closing_matter_in_small_type_is_boilerplate(tmp_path: Path) -> None:
    lines = [
        *prose(FILLER, 700, (("P", 0),)),
        Line("The inspectorate inspects services for children.", 72, 300, (("P", 1),), 10),
        Line("© Crown copyright 2024", 72, 280, (("P", 2),), 10),
    ]
    found = blocks_of(tmp_path, lines)
    assert [block.role for block in found] == [Role.BODY, Role.BOILERPLATE, Role.BOILERPLATE]
    assert found[2].text == "© Crown copyright 2024"


def test_letter_has_letterhead_and_signature(tmp_path: Path) -> None:
    head = ["Harbour House", "12 Quay Street", "Westport", "14 May 2019", "Ms Ada Brown", "Dear Ms Brown"]
    lines = [Line(text, 72, 790 - 14 * index) for index, text in enumerate(head)]
    lines += [Line("Focused visit to Aldermere", 72, 690, size=14, bold=True), *prose(FILLER, 660)]
    lines += [Line("Yours sincerely", 72, 590), Line("Jo Field", 72, 550), Line("His Majesty’s Inspector", 72, 536)]
    found = blocks_of(tmp_path, lines, tagged=False)
    assert [block.role for block in found] == [Role.LETTERHEAD] * 6 + [Role.HEADING, Role.BODY] + [Role.LETTERHEAD] * 3


def test_words_of_others_are_marked(tmp_path: Path) -> None:
    (block,) = blocks_of(
        tmp_path, prose(["One young person said: “I am heard here and I like my home.”"], 700, (("P", 0),))
    )
    (quotation,) = block.quotations
    assert block.text[quotation.start : quotation.end].strip("“”") == "I am heard here and I like my home."


@pytest.mark.parametrize("tagged", [True, False])
def test_boxes_hold_their_words_and_no_others(tmp_path: Path, tagged: bool) -> None:
    lines = [*prose(FILLER, 700, (("P", 0),)), *prose(FILLER, 640, (("P", 1),))]
    one, two = blocks_of(tmp_path, lines, tagged=tagged)
    (first,), (second,) = one.boxes, two.boxes
    assert first.y0 > second.y1
    assert first.x0 == pytest.approx(72, abs=2)
    assert first.y1 == pytest.approx(709, abs=2)


def test_section_of_definitions_is_boilerplate_to_its_end(tmp_path: Path) -> None:
    lines = [
        Line("What the inspection judgements mean", 72, 780, (("H1", 0),), 16, True),
        Line("The local authority", 72, 750, (("H2", 1),), 14, True),
        *prose(FILLER, 720, (("P", 2),)),
        Line("Information about this inspection", 72, 640, (("H1", 3),), 16, True),
        *prose(FILLER, 610, (("P", 4),)),
    ]
    roles = [block.role for block in blocks_of(tmp_path, lines)]
    assert roles == [Role.BOILERPLATE] * 3 + [Role.HEADING, Role.BODY]


def test_lettered_items_keep_their_letter_as_number(tmp_path: Path) -> None:
    lines = [
        Line("1. The board should:", 72, 700, item(0)),
        Line("(a) read plans", 100, 680, item(1)),
        Line("(b) meet children", 100, 660, item(2)),
        Line("2. Leaders listen.", 72, 640, item(3)),
    ]
    found = blocks_of(tmp_path, lines)
    assert [(block.role, block.number) for block in found] == [
        (Role.BODY, "1"),
        (Role.LIST_ITEM, "a"),
        (Role.LIST_ITEM, "b"),
        (Role.BODY, "2"),
    ]


def test_title_in_the_header_of_the_first_page_is_a_heading(tmp_path: Path) -> None:
    first = [Line("Aldermere", 72, 800, size=22), Line("1", 500, 30), *prose(FILLER, 700, (("P", 0),))]
    second = [Line("Harbour Inspectorate", 72, 800), Line("2", 500, 30), *prose(FILLER, 700, (("P", 1),))]
    found = blocks_of(tmp_path, first, second)
    assert [block.text for block in found if block.role is Role.HEADING] == ["Aldermere"]
    assert {block.text for block in found if block.role is Role.BOILERPLATE} == {"1", "2", "Harbour Inspectorate"}


def test_chapter_title_beside_a_page_number_is_a_running_line(tmp_path: Path) -> None:
    lines = [Line("Chapter 2: Care", 72, 800), Line("14", 510, 800), *prose(FILLER, 700)]
    assert [block.role for block in blocks_of(tmp_path, lines, tagged=False)] == [Role.BOILERPLATE, Role.BODY]
