"""Text and Markdown in the forms that converters leave behind; every place and person here is invented."""

# ruff: noqa: E501 - a made-up document is easier to read in one line

import pytest

from corpus.blocks import Block
from corpus.model import Role
from corpus.readers.text import read_text

LETTER_HEAD = "Inspectorate House\nMill Lane\n\n3 May 2022\n\nMrs Una Vale\nHead of Care\n\nDear Mrs Vale\n\n"
PROSE = "Leaders in Fernbridge know their services well and they have acted on what inspectors told them last year."
MORE = "Children who need help get it soon, and social workers visit them as often as their plans say they should."


def _blocks(text: str) -> tuple[Block, ...]:
    return read_text(text).blocks


def _texts(text: str, *roles: Role) -> list[str]:
    return [block.text for block in _blocks(text) if not roles or block.role in roles]


def _roles(text: str) -> list[tuple[str, Role]]:
    return [(block.text, block.role) for block in _blocks(text)]


def _items(text: str) -> list[tuple[int, str | None, str]]:
    return [(block.level, block.number, block.text) for block in _blocks(text) if block.role is Role.LIST_ITEM]


def _headings(text: str) -> list[tuple[int, str | None, str]]:
    return [(block.level, block.number, block.text) for block in _blocks(text) if block.role is Role.HEADING]


# Inline markup


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("It met on 3<sup>rd</sup> and 21<sup>st</sup> June.", "It met on 3rd and 21st June."),
        (
            "**Bold** and *slanted* and ***both*** and __more__ and _still more_.",
            "Bold and slanted and both and more and still more.",
        ),
        (
            'A [page](https://fern.example/a_(b) "title") and <https://fern.example>.',
            "A page and https://fern.example.",
        ),
        ("Tom &amp; Ann&nbsp;Lee, &pound;4m &lt; &#163;5m", "Tom & Ann Lee, £4m < £5m"),
        (
            "Two\u00a0words, a soft\u00adhyphen, zero\u200bwidth and e\ufb03cient.",
            "Two words, a softhyphen, zerowidth and efficient.",
        ),
        ("It is <u>under</u> <span style='x'>review</span>.", "It is under review."),
        ("Children <5 years and costs >3% stay.", "Children <5 years and costs >3% stay."),
        ("A snake_case_name and 5 * 3 stay as they are.", "A snake_case_name and 5 * 3 stay as they are."),
        (r"Escaped \*stars\* and 1\. numbers.", "Escaped *stars* and 1. numbers."),
        ("The plan needs work.<sup>2</sup> It is late.[^4]", "The plan needs work. It is late."),
        ("`Code` is text.", "Code is text."),
    ],
)
def test_inline_markup_is_gone_and_words_stay(raw: str, clean: str) -> None:
    assert _texts(f"{PROSE}\n\nIntro: {raw}")[-1] == f"Intro: {clean}"


def test_pictures_scripts_and_comments_are_no_findings() -> None:
    text = f"{PROSE}\n\n![The town hall](hall.jpg)\n\n<!-- page 3 -->\n<script>alert(1)</script>\n{MORE}"
    assert _texts(text, Role.BODY) == [PROSE, MORE]
    assert _texts(text, Role.BOILERPLATE) == ["The town hall"]


def test_link_references_and_fences_are_not_text() -> None:
    assert _texts(f"{PROSE}\n\n```\n{MORE}\n```\n\n[1]: https://fern.example/x 'y'") == [PROSE, MORE]


def test_line_ends_of_windows_and_tabs_do_not_matter() -> None:
    unix = f"{LETTER_HEAD}# Overview\n\n{PROSE}\n\n-\tFirst thing to do.\n-\tSecond thing to do.\n"
    assert _blocks(unix.replace("\t", " ")) == _blocks(unix)


# Page breaks


@pytest.mark.parametrize(
    "gap", ["\n\n", "\n\n\n\n", "\n\f\n", "\n\n7\n\n", "\n\nPage 2 of 5\n\n", "\n\n- 3 -\n\n", "\n\n---\n\n"]
)
def test_paragraph_cut_by_a_page_is_whole(gap: str) -> None:
    text = f"{PROSE}\n\nThe number of children who wait for a first visit has{gap}fallen by half since the spring.\n\n{MORE}"
    whole = "The number of children who wait for a first visit has fallen by half since the spring."
    assert _texts(text, Role.BODY) == [PROSE, whole, MORE]


def test_paragraph_cut_before_a_name_is_whole() -> None:
    text = f"{PROSE}\n\nInspectors met the leader of\n\n\n\nFernbridge Council and three of her colleagues.\n\n{MORE}"
    assert _texts(text)[1] == "Inspectors met the leader of Fernbridge Council and three of her colleagues."


def test_paragraph_cut_before_a_sum_of_money_is_whole() -> None:
    text = f"{PROSE}\n\nCabinet has found additional funding of\n\n£7.2 million over three years.\n\n{MORE}"
    assert _texts(text)[1] == "Cabinet has found additional funding of £7.2 million over three years."


def test_hyphen_at_the_cut_stays_in_the_word() -> None:
    text = f"{PROSE}\n\nPartners have begun to talk about a multi-\n\nagency team for children at risk.\n\n{MORE}"
    assert _texts(text)[1] == "Partners have begun to talk about a multi-agency team for children at risk."


def test_finished_paragraphs_stay_apart_across_a_page() -> None:
    assert _texts(f"{PROSE}\n\n\n\n{MORE}") == [PROSE, MORE]


def test_item_continued_after_a_full_stop_is_whole() -> None:
    text = (
        f"# Report\n\n{PROSE}\n\n- {PROSE}\n- Plans are too long and nobody reads them to the end.\n\n\n\n"
        f"They should say who does what by when.\n\n- {MORE}\n"
    )
    whole = "Plans are too long and nobody reads them to the end. They should say who does what by when."
    assert _texts(text, Role.LIST_ITEM) == [PROSE, whole, MORE]


def test_paragraph_between_two_lists_stays_apart() -> None:
    text = f"# Report\n\n{PROSE}\n\n- {PROSE}\n- {MORE}\n\nTwo more things matter very much to the inspectors:\n\n- {MORE} Now."
    assert _texts(text, Role.BODY) == [PROSE, "Two more things matter very much to the inspectors:"]


def test_items_and_headings_without_a_stop_are_not_joined() -> None:
    text = (
        f"{LETTER_HEAD}Focused visit to Fernbridge\n\n{PROSE}\n\nWhat must improve\n\n- the speed of first visits\n"
        f"- the quality of plans\n\n\n\nFindings in detail\n\n{MORE}"
    )
    assert _texts(text, Role.LIST_ITEM) == ["the speed of first visits", "the quality of plans"]
    assert [heading for _, _, heading in _headings(text)] == [
        "Focused visit to Fernbridge",
        "What must improve",
        "Findings in detail",
    ]


def test_item_without_a_stop_cut_by_a_page_is_whole() -> None:
    text = (
        f"# Report\n\n{PROSE}\n\n- {PROSE}\n- {MORE}\n- Some families wait for weeks until a worker from\n\n\n\n"
        "the Early Help Team calls on them at home.\n- Others do not wait at all.\n"
    )
    assert "Some families wait for weeks until a worker from the Early Help Team calls on them at home." in _texts(text)


# Running headers and page numbers


def test_running_header_is_neither_heading_nor_cut() -> None:
    header = "# Fernbridge: Report on Children in Care\n\nScrutiny Panel\n\n"
    text = (
        f"{header}## 1. Background\n\n1.1 {PROSE}\n\n1.2 The panel asked for the number of homes that the council\n\n"
        f"{header}---\n\nowns and rents in the district.\n\nMembers are asked to:\n\n- 1.3 Note the report.\n\n{header}"
        "- 1.4 Thank the staff.\n"
    )
    assert [heading for _, _, heading in _headings(text)] == ["Fernbridge: Report on Children in Care", "Background"]
    assert "The panel asked for the number of homes that the council owns and rents in the district." in _texts(text)
    assert _items(text) == [(1, "1.3", "Note the report."), (1, "1.4", "Thank the staff.")]
    assert _texts(text, Role.BOILERPLATE) == ["Fernbridge: Report on Children in Care", "Scrutiny Panel"] * 2


def test_header_with_page_number_is_a_running_header() -> None:
    pages = [f"Fernbridge Council – Annual Review {page}\n\n{PROSE} Part {page}.\n\n\n\n" for page in range(1, 5)]
    assert len(_texts("".join(pages), Role.BOILERPLATE)) >= 3
    assert _texts("".join(pages), Role.BODY) == [f"{PROSE} Part {page}." for page in range(1, 5)]


def test_heading_that_comes_again_in_another_part_is_no_running_header() -> None:
    parts = [
        f"## Part {name}\n\n{PROSE}\n\n### What needs to improve\n\n- Visits in {name}.\n\n" for name in ("A", "B", "C")
    ]
    assert [heading for _, _, heading in _headings("# Report\n\n" + "".join(parts))].count("What needs to improve") == 3


# Headings


@pytest.mark.parametrize(
    "heading",
    [
        "Overview",
        "How partners work together",
        "Homes and schools",
        "What do children say?",
        "LEADERSHIP",
        "Help and protection",
    ],
)
def test_heading_is_found_by_how_it_stands(heading: str) -> None:
    text = f"{LETTER_HEAD}Monitoring visit to Fernbridge\n\n{PROSE}\n\n{heading}\n\n{MORE}"
    assert _headings(text) == [(0, None, "Monitoring visit to Fernbridge"), (1, None, heading)]


@pytest.mark.parametrize(
    "heading",
    [
        "**Homes and schools**",
        "Homes and schools\n---",
        "## Homes and schools ##",
        "<h2>Homes and schools</h2>",
        "##Homes and schools",
    ],
)
def test_heading_is_found_by_its_markup(heading: str) -> None:
    text = f"{LETTER_HEAD}Monitoring visit to Fernbridge\n\n{PROSE}\n\n{heading}\n\n{MORE}"
    assert [text for _, _, text in _headings(text)] == ["Monitoring visit to Fernbridge", "Homes and schools"]


@pytest.mark.parametrize(
    "line",
    [
        "The council has accepted every finding of the inspectors in this report",
        "Inspectors read 40 records.",
        "They said so:",
        "3 March 2021",
        "Ward: Northgate",
        "and so it went on",
    ],
)
def test_line_that_is_no_heading(line: str) -> None:
    text = f"{LETTER_HEAD}Monitoring visit to Fernbridge\n\n{PROSE}\n\n{line}\n\n{MORE}"
    assert [heading for _, _, heading in _headings(text)] == ["Monitoring visit to Fernbridge"]


@pytest.mark.parametrize("second", ["  \ngraded as: **Good**", "\nwho live far from home"])
def test_heading_over_two_lines_is_one(second: str) -> None:
    text = f"# Report\n\n{PROSE}\n\nThe progress of children in care in the district{second}\n\n{MORE}"
    assert len(_headings(text)) == 2
    assert "**" not in _headings(text)[1][2]


def test_headings_are_found_without_blank_lines() -> None:
    text = f"{LETTER_HEAD}Focused visit to Fernbridge\n{PROSE}\nOverview\n{MORE}\nFindings\n- {PROSE}\n- {MORE}\n"
    assert [heading for _, _, heading in _headings(text)] == ["Focused visit to Fernbridge", "Overview", "Findings"]
    assert _texts(text, Role.BODY) == [PROSE, MORE]


def test_numbered_headings_lose_their_number_and_nest() -> None:
    text = f"# Paper\n\n1. Background\n\n1.1 {PROSE}\n\n2. Proposal\n\nCosts of the proposal\n\n2.1 {MORE}\n\n3. Next steps\n\n3.1 {MORE}"
    assert _headings(text) == [
        (0, None, "Paper"),
        (1, "1", "Background"),
        (1, "2", "Proposal"),
        (2, None, "Costs of the proposal"),
        (1, "3", "Next steps"),
    ]


def test_unnumbered_heading_of_the_same_mark_lies_below_the_number_it_carries_on() -> None:
    text = f"# Paper\n\n## 3. Detail\n\n- 3.1 {PROSE}\n\n## Children in care\n\n- 3.2 {MORE}\n\n## 4. Options\n\n- 4.1 {MORE}"
    assert [(level, heading) for level, _, heading in _headings(text)] == [
        (0, "Paper"),
        (2, "Detail"),
        (3, "Children in care"),
        (2, "Options"),
    ]


# Lists


@pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "–", "◼", "\uf0b7", "▪", "·", "o "])
def test_bullets_of_all_kinds(bullet: str) -> None:
    text = f"{PROSE} They include:\n\n{bullet} plans for homes\n{bullet} plans for schools\n"
    assert _items(text) == [(1, None, "plans for homes"), (1, None, "plans for schools")]


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        (("1.", "2.", "3."), ("1", "2", "3")),
        (("1)", "2)", "3)"), ("1", "2", "3")),
        (("(1)", "(2)", "(3)"), ("1", "2", "3")),
        (("a)", "b)", "c)"), ("a", "b", "c")),
        (("(a)", "(b)", "(c)"), ("a", "b", "c")),
        (("i.", "ii.", "iii."), ("i", "ii", "iii")),
        (("i)", "ii)", "iii)"), ("i", "ii", "iii")),
    ],
)
def test_numbered_items_of_all_kinds(marks: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    lines = "\n".join(f"{mark} Do thing number {at}" for at, mark in enumerate(marks))
    assert _items(f"{PROSE} The panel asks the council to:\n\n{lines}\n") == [
        (1, number, f"Do thing number {at}") for at, number in enumerate(numbers)
    ]


def test_nested_bullets_keep_their_depth() -> None:
    text = f"{PROSE} They cover:\n\n- homes:\n  - for babies\n  - for teenagers\n    - in town\n- schools\n"
    assert [(depth, text) for depth, _, text in _items(text)] == [
        (1, "homes:"),
        (2, "for babies"),
        (2, "for teenagers"),
        (3, "in town"),
        (1, "schools"),
    ]


def test_nested_bullets_without_indentation_are_told_by_their_sign() -> None:
    text = f"{PROSE} They cover:\n\n• homes:\no  for babies\no  for teenagers\n• schools\n"
    assert [(depth, text) for depth, _, text in _items(text)] == [
        (1, "homes:"),
        (2, "for babies"),
        (2, "for teenagers"),
        (1, "schools"),
    ]


def test_indented_numbers_of_one_kind_are_no_sub_items() -> None:
    text = f"# Paper\n\n## 2. Requests\n\nThe panel is asked to:\n\n- 2.1 Note the paper.\n  - 2.2 Thank {PROSE}\n    - 2.2.1 and her staff\n"
    assert [(depth, number) for depth, number, _ in _items(text)] == [(1, "2.1"), (1, "2.2"), (2, "2.2.1")]


def test_uniformly_indented_bullets_are_at_depth_one() -> None:
    text = f"{PROSE} They cover:\n\n    • homes\n    • schools\n"
    assert [depth for depth, _, _ in _items(text)] == [1, 1]


def test_empty_bullets_vanish_and_lone_ones_take_their_line() -> None:
    text = f"{PROSE} They cover:\n\n- \n- homes\n-\n•\nschools\n"
    assert _texts(text, Role.LIST_ITEM) == ["homes", "schools"]


def test_list_that_lost_its_bullets_is_a_list() -> None:
    text = f"{PROSE} They cover:\n\nthe speed of first visits to families;\n\nthe quality of plans; and\n\nhow long children wait.\n\n{MORE}"
    assert len(_items(text)) == 3


def test_numbered_paragraphs_are_body_and_requests_are_items() -> None:
    text = f"# Report\n\n1. {PROSE}\n\n2. {MORE}\n\nThe council should:\n\n3. Write shorter plans.\n4. Visit sooner.\n"
    blocks = [(block.number, block.role) for block in _blocks(text) if block.number]
    assert blocks == [("1", Role.BODY), ("2", Role.BODY), ("3", Role.LIST_ITEM), ("4", Role.LIST_ITEM)]


def test_amounts_years_and_initials_are_no_numbers_of_paragraphs() -> None:
    text = f"{PROSE}\n\n2.5 million pounds were spent on it in the end.\n\n2019. That was the year of the last visit.\n\nA. Vale wrote to the council about it in June."
    assert [block.number for block in _blocks(text)] == [None] * 4


# Lines


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_text_wrapped_at_a_width_reads_as_if_it_were_not(width: int) -> None:
    import textwrap

    paragraphs = [f"{PROSE} {MORE}", "Overview", f"{MORE} {PROSE} {MORE}", f"{PROSE} {PROSE}"]
    items = [f"{MORE} {PROSE}", f"{PROSE} {MORE}"]
    flat = LETTER_HEAD + "\n\n".join(paragraphs) + "\n\n" + "\n".join(f"- {item}" for item in items)
    wrapped = LETTER_HEAD + "\n\n".join(textwrap.fill(text, width) for text in paragraphs) + "\n\n"
    wrapped += "\n".join(textwrap.fill(f"- {item}", width, subsequent_indent="  ") for item in items)
    assert _blocks(wrapped) == _blocks(flat)


def test_wrapped_line_that_begins_with_an_amount_is_no_item() -> None:
    lines = [
        "Inspectors found that the number of children who have waited for",
        "12. of these had no worker at all, fell in the course of the year;",
    ]
    body = "\n".join(
        [
            *lines,
            "the leaders had promised this to the council and to the families in",
            "the district, and they kept their word.",
        ]
    )
    assert [block.number for block in _blocks(f"{body}\n\n{PROSE}")] == [None, None]


def test_word_cut_at_a_line_end_is_mended_by_the_documents_own_words() -> None:
    text = (
        "The information that partners send is good, and the multi-agency team\nuses it well every day of the week; the informa-\n"
        "tion is complete and the multi-\nagency team is proud of it and says so to the leaders of the council.\n"
    )
    assert "the information is complete and the multi-agency team is proud" in _texts(text)[0]


# Tables and quotations in Markdown


def test_rows_of_a_table_are_label_and_value() -> None:
    text = f"{PROSE}\n\n| Area | Grade |\n|---|:--:|\n| Leaders | **Good** |\n| Care | Poor \\| late |\n\n{MORE}"
    assert _texts(text, Role.TABLE_CELL) == ["Area\u2003Grade", "Leaders\u2003Good", "Care\u2003Poor | late"]


def test_html_table_in_markdown() -> None:
    text = f"{PROSE}\n\n<table><tr><th>Area</th><th>Grade</th></tr><tr><td>Leaders</td><td>Good</td></tr></table>\n\n{MORE}"
    assert _texts(text, Role.TABLE_CELL) == ["Area\u2003Grade", "Leaders\u2003Good"]


def test_block_quotation_has_the_speaker_of_its_lead_in() -> None:
    block = _blocks(
        f"# News\n\n{PROSE}\n\nCouncillor Ida Moss said:\n\n> We are sorry that families had to wait\n> for so long.\n"
    )[-1]
    assert (block.role, block.quotations[0].speaker) == (Role.QUOTE, "Councillor Ida Moss")
    assert block.text == "We are sorry that families had to wait for so long."


def test_footnotes_stand_apart() -> None:
    text = f"# Report\n\n{PROSE}[^1]\n\n{MORE}\n\n[^1]: See the guidance of 2020."
    assert [(block.number, block.text) for block in _blocks(text) if block.role is Role.FOOTNOTE] == [
        ("1", "See the guidance of 2020.")
    ]


# Letterhead, signature, papers, articles


def test_everything_up_to_the_salutation_is_letterhead() -> None:
    text = f"{LETTER_HEAD}Monitoring visit to Fernbridge\n\n{PROSE}"
    assert _texts(text, Role.LETTERHEAD) == [
        "Inspectorate House",
        "Mill Lane",
        "3 May 2022",
        "Mrs Una Vale",
        "Head of Care",
        "Dear Mrs Vale",
    ]


@pytest.mark.parametrize(
    "closing", ["Yours sincerely", "Yours sincerely,", "Yours faithfully", "Kind regards", "**Yours sincerely**"]
)
def test_signature_is_letterhead_and_the_annex_after_it_is_not(closing: str) -> None:
    text = f"{LETTER_HEAD}Monitoring visit\n\n{PROSE}\n\n{closing}\n\nAda Quill\nLead inspector\n\n# Annex\n\n{MORE}"
    assert _texts(text, Role.LETTERHEAD)[-3:] == [closing.strip("*"), "Ada Quill", "Lead inspector"]
    assert _roles(text)[-2:] == [("Annex", Role.HEADING), (MORE, Role.BODY)]


@pytest.mark.parametrize(
    "byline",
    [
        "By Ned Larch",
        "Ned Larch\n12 March 2021",
        "Friday 12 March 2021\n\nNed Larch",
        "Ned Larch\nMarch 12, 2021, 10:30 am",
    ],
)
def test_byline_and_date_of_an_article_are_letterhead(byline: str) -> None:
    text = f"Fernbridge keeps children waiting, inspectors warn\n\n{byline}\n\n{PROSE}\n\n{MORE}"
    assert _roles(text)[0] == ("Fernbridge keeps children waiting, inspectors warn", Role.HEADING)
    assert all(role is Role.LETTERHEAD for _, role in _roles(text)[1:-2])
    assert _texts(text, Role.BODY) == [PROSE, MORE]


def test_fields_of_a_paper_are_letterhead_whatever_they_are_called() -> None:
    text = (
        "Fernbridge District Council\n\nOverview and Scrutiny Committee\n\n7 June 2021\n\nReport of the Head of Care\n\n"
        "Inspection of our children's homes: what comes next\n\nContact officer: Ida Moss, 01234 567890\n\n"
        f"1. Summary\n\n1.1 {PROSE}\n"
    )
    assert _headings(text) == [(0, None, "Inspection of our children's homes: what comes next"), (1, "1", "Summary")]
    assert len(_texts(text, Role.LETTERHEAD)) == 5


# Boilerplate


@pytest.mark.parametrize(
    "caption",
    [
        "The town hall at dusk. Picture: Ned Larch",
        "Photo: Ned Larch",
        "Leader Ida Moss (Image: Fern News)",
        "The hall. Credit: Getty Images",
    ],
)
def test_captions_are_boilerplate(caption: str) -> None:
    text = f"Town in trouble over its homes\n\n{PROSE}\n\n{caption}\n{caption}\n\n{MORE}"
    assert _texts(text, Role.BODY) == [PROSE, MORE]
    assert _texts(text, Role.BOILERPLATE) == [caption, caption]


@pytest.mark.parametrize(
    "offer",
    [
        "Fern News unlimited\n\n- Every story\n- No adverts\n\nFrom £3.50 a week\n\nSubscribe now",
        "Only £20 per year\n\nSubscribe",
        "Sign up to our newsletter",
        "Share this article\n\nFacebook\n\nTwitter",
        "Advertisement",
        "Read more: Ten walks by the sea",
        "We use cookies to show you adverts.",
        "© Fern News 2021. All rights reserved.",
    ],
)
def test_offers_and_page_furniture_are_boilerplate(offer: str) -> None:
    text = f"Town in trouble over its homes\n\n{PROSE}\n\n{MORE}\n\n{offer}\n"
    assert _texts(text, Role.BODY) == [PROSE, MORE]
    assert not _texts(text, Role.LIST_ITEM)
    assert len(_texts(text, Role.HEADING)) == 1


def test_list_of_the_article_before_an_offer_is_kept() -> None:
    text = f"Town in trouble over its homes\n\n{PROSE} The council must:\n\n- visit sooner\n- write more\n\nSubscribe\n"
    assert _texts(text, Role.LIST_ITEM) == ["visit sooner", "write more"]


def test_money_in_findings_is_no_offer() -> None:
    text = f"Town in trouble over its homes\n\n{PROSE}\n\nFrom £12 a week for each child, the cost has risen to £19 within two years, leaders say."
    assert len(_texts(text, Role.BODY)) == 2


def test_formula_is_boilerplate_and_the_deadline_is_not() -> None:
    formula = "Ofsted will take the findings from this monitoring visit into account when planning the next one."
    deadline = "The council should send its plan to the inspectorate by 4 June 2022."
    text = f"{LETTER_HEAD}Monitoring visit\n\n{PROSE}\n\n{formula}\n\n{deadline}\n\nYours sincerely\n\nAda Quill\n"
    assert (formula, Role.BOILERPLATE) in _roles(text)
    assert (deadline, Role.BODY) in _roles(text)


def test_formula_and_deadline_in_one_paragraph_are_a_finding() -> None:
    both = (
        "Ofsted will take the findings from this visit into account. The council should send its plan by 4 June 2022."
    )
    assert (both, Role.BODY) in _roles(f"{LETTER_HEAD}Monitoring visit\n\n{PROSE}\n\n{both}\n\n{MORE}")


def test_short_numbered_paragraphs_of_a_numbered_paper_are_text() -> None:
    text = f"# Paper\n\n1. {PROSE}\n\nREQUESTS\n\n2. The panel is asked to:\n\n(a) note this;\n\n(b) act on it.\n\nCOSTS\n\n3. None.\n"
    assert [(block.number, block.role) for block in _blocks(text) if block.number] == [
        ("1", Role.BODY),
        ("2", Role.BODY),
        ("a", Role.LIST_ITEM),
        ("b", Role.LIST_ITEM),
        ("3", Role.BODY),
    ]


@pytest.mark.parametrize(
    "line", ['It added: "Leaders do not know enough."', "Fernbridge is proud of its homes", "Plans were late"]
)
def test_short_sentences_are_no_headings(line: str) -> None:
    text = f"Town in trouble over its homes\n\n{PROSE}\n\n{line}\n\n{MORE}"
    assert [heading for _, _, heading in _headings(text)] == ["Town in trouble over its homes"]


def test_headers_and_footers_of_wrapped_pages_do_not_stick_to_the_text() -> None:
    import textwrap

    words = f"{PROSE} {MORE}".replace(".", "").split()
    paragraphs = [f"{at}. So {' '.join(words[at * 3 :] + words[: at * 3])} in part {at}." for at in range(1, 7)]
    pages = [
        f"Review of Fernbridge children's services\n4 to 8 March 2024 {page + 1}\n" + "\n".join(textwrap.wrap(text, 76))
        for page, text in enumerate(paragraphs)
    ]
    text = "Review of Fernbridge children's services\n\nLead inspector: Ada Quill\n\n" + "\f".join(pages)
    assert [(block.number, f"{block.number}. {block.text}") for block in _blocks(text) if block.role is Role.BODY] == [
        (str(at), paragraph) for at, paragraph in enumerate(paragraphs, 1)
    ]
    assert len(_texts(text, Role.BOILERPLATE)) == 11


def test_paragraphs_of_uneven_width_without_blank_lines_stay_whole() -> None:
    lines = [
        "1. Leaders in Fernbridge know their services well and they have acted on what",
        "inspectors told them last year. Children who need help get it soon. Workers",
        "visit them often.",
        "2. Partners meet each week to talk about children at risk of harm in the town. The",
        "police are always there, and health visitors nearly always, which helps them to",
        "agree quickly. Plans are short.",
    ]
    assert [block.number for block in _blocks("# Report\n\n" + "\n".join(lines)) if block.role is Role.BODY] == [
        "1",
        "2",
    ]


def test_last_item_before_a_heading_stays_an_item() -> None:
    text = f"# Paper\n\n{PROSE} Next:\n\n1. Write a plan\n2. Share it:\n   - with staff\n   - with families\n3. Review it\n\n## Annex\n\n{MORE}"
    assert [(depth, number) for depth, number, _ in _items(text)] == [
        (1, "1"),
        (1, "2"),
        (2, None),
        (2, None),
        (1, "3"),
    ]


def test_number_without_a_stop_is_split_off_a_marked_heading() -> None:
    text = f"# Paper\n\n## 1 Background\n\n{PROSE}\n\n## 12 May 2020\n\n{MORE}"
    assert _headings(text) == [(0, None, "Paper"), (2, "1", "Background"), (2, None, "12 May 2020")]


def test_form_in_a_table_at_the_head_is_letterhead() -> None:
    text = f"| **Report to:** | Cabinet |\n|---|---|\n| **Date:** | 3 March 2020 |\n\n## Summary\n\n{PROSE}\n\n| Area | Grade |\n|--|--|\n"
    assert _texts(text, Role.LETTERHEAD) == ["Report to:\u2003Cabinet", "Date:\u20033 March 2020"]
    assert _texts(text, Role.TABLE_CELL) == ["Area\u2003Grade"]


def test_inspectorates_of_the_frameworks_are_known_when_quoted() -> None:
    text = f'Town in trouble over its homes\n\n{PROSE}\n\nThe Care Quality Commission said that homes were "cold and very damp".'
    assert [(q.speaker, q.of_inspectorate) for q in _blocks(text)[-1].quotations] == [
        ("The Care Quality Commission", True)
    ]
