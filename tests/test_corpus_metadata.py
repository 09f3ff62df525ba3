"""What documents state about themselves, in layouts and wordings of our own making."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import BOARD, BOTH, LEADERS, SIF, grades, letter, read

from corpus.blocks import Block, Extraction
from corpus.metadata import describe
from corpus.model import Document, Evidence, Publisher, Role
from corpus.paragraphs import make_paragraphs
from corpus.register import Authority, load_register


def periods(document: Document) -> list[tuple[str, str]]:
    return [(period.start.isoformat(), period.end.isoformat()) for period in document.periods]


def people(document: Document, role: str) -> list[tuple[str, str | None]]:
    return [(person.name, person.title) for person in document.people if person.role == role]


AUTHORITIES = load_register().authorities


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda authority: authority.name)
def test_authority_is_found_in_every_title(authority: Authority) -> None:
    forms = {"{}", "{} County Council", "London Borough of {}", "{} Borough Council"}
    for form in forms:
        name = form.format(authority.name.replace(" and ", " & "))
        found = [
            read("1", name, SIF, "and", BOARD, "Inspection date: 1 March 2016 to 24 March 2016"),
            read(f"Inspection of {name} local authority children’s services", "Lead inspector: Jo Roe, HMI"),
            read(f"Inspection of {name}", "children’s services", "Lead inspector: Jo Roe, HMI"),
            read(name, "Inspection of children’s social care services", "Lead inspector: Jo Roe", "HMI"),
            letter(f"Focused visit to {name} children’s services"),
            letter(f"Monitoring visit of {name} children's services"),
        ]
        assert {document.authorities for document in found} == {(authority.name,)}, name
        assert {document.region for document in found} == {authority.region}, name


@pytest.mark.parametrize(
    ("subject", "authorities", "region"),
    [
        (
            "Focused visit to the Royal Borough of Kensington and Chelsea children's services",
            "Kensington and Chelsea",
            1,
        ),
        ("Focused visit to Reading children's services", "Reading", 1),
        ("Focused visit to York children's services", "York", 1),
        ("Focused visit to North Yorkshire children's services", "North Yorkshire", 1),
        ("Focused visit to the London Corporation's children's services", "City of London", 1),
        ("Focused visit to Kingston upon Hull children's services", "Kingston upon Hull", 1),
        ("Focused visit to Northamptonshire children's services", "Northamptonshire", 1),
        ("Focused visit to Marram Isles children's services", "Marram Isles", 0),
        ("Focused visit to Marram Isles Borough Council children's services", "Marram Isles", 0),
        (
            "Focused visit to Kingston upon Thames and Richmond upon Thames children's services",
            "Kingston upon Thames|Richmond upon Thames",
            1,
        ),
    ],
)
def test_authority_of_a_letter(subject: str, authorities: str, region: int) -> None:
    document = letter(subject, "This letter summarises the findings of a focused visit on 4 and 5 May 2019.")
    assert document.authorities == tuple(authorities.split("|"))
    assert (document.region is not None) == bool(region)
    assert document.title == subject


def test_authority_is_not_the_address_of_the_inspectorate() -> None:
    assert letter("Focused visit", "Inspectors looked at the front door.").authorities == ()


@pytest.mark.parametrize(
    ("texts", "kind", "framework"),
    [
        (["Poole", SIF, "Report published: 3 May 2014"], "full inspection", "SIF"),
        (["Poole", "Re-i" + SIF[1:], "Report published: 3 May 2014"], "re-inspection", "SIF"),
        (["Gloucestershire", SIF, "Report published: 3 May 2014"], "full inspection", "SIF"),
        (["Inspection of Poole children's services", "Inspection dates: 1 to 5 May 2019"], "full inspection", "ILACS"),
        (["Reinspection of Poole children's services", "Lead inspector: A Bee, HMI"], "re-inspection", "ILACS"),
        ([BOARD + " of Luton", "Report published: 3 May 2014"], "safeguarding board review", "SIF"),
        (
            ["Dear local partnership", "Joint targeted area inspection of Luton", "Yours sincerely"],
            "joint targeted area inspection",
            "JTAI",
        ),
        (
            ["Inspection of looked after children services in Luton", "Lead inspector: A Bee, HMI"],
            "looked-after children inspection",
            "JTAI",
        ),
        (["Assurance visit to Luton children's services", "Yours sincerely", "A Bee, HMI"], "assurance visit", "ILACS"),
        (["Monitoring visit to Luton children's services", "Yours sincerely"], "monitoring visit", "ILACS"),
    ],
)
def test_kind_of_inspectorates_documents(texts: list[str], kind: str, framework: str) -> None:
    document = read(*texts)
    assert (document.kind, document.framework, document.publisher) == (kind, framework, Publisher.INSPECTORATE)


def test_a_document_without_marks_is_of_unknown_publisher() -> None:
    document = read("Minutes of tea", "We met, drank tea and went home.")
    assert (document.kind, document.publisher, document.framework) == ("other", Publisher.UNKNOWN, None)
    assert document.title == "Minutes of tea"
    assert (document.people, document.judgements, document.periods) == ((), (), ())


def test_an_empty_document_states_nothing() -> None:
    document = read()
    assert document.title == "Untitled document"
    assert document.authorities == ()
    assert document.evidence == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Inspection dates: 16 to 27 January 2023", [("2023-01-16", "2023-01-27")]),
        ("Inspection date: 12/09/2016 to 06/10/2016", [("2016-09-12", "2016-10-06")]),
        (
            "Inspection dates: 2 to 13 March 2020 and 20 to 24 July 2020",
            [("2020-03-02", "2020-03-13"), ("2020-07-20", "2020-07-24")],
        ),
        ("Date of inspection: 1 2 June 2017 – 6 July 2017", [("2017-06-12", "2017-07-06")]),
        ("Inspection date(s) 18 Feb 2014 – 12 March 2014", [("2014-02-18", "2014-03-12")]),
        (
            "Inspection dates: 16 to 27 January 2023 Lead inspector: Jo Roe, HMI Report published: 9 March 2023",
            [("2023-01-16", "2023-01-27")],
        ),
        ("Inspection dates: to be agreed", []),
    ],
)
def test_periods_of_a_report(line: str, found: list[tuple[str, str]]) -> None:
    document = read("Inspection of Luton local authority children’s services", line, "Report published: 9 March 2033")
    assert periods(document) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("This letter sums up a visit to Luton on 25 and 26 April 2018.", [("2018-04-25", "2018-04-26")]),
        ("The visit took place on 3 May 2018. It was the first since 4 June 2015.", [("2018-05-03", "2018-05-03")]),
        ("Between 3 and 7 May 2018, inspectors visited Luton.", [("2018-05-03", "2018-05-07")]),
        ("The visit was on 3 May 2018 and 9 May 2018.", [("2018-05-03", "2018-05-03"), ("2018-05-09", "2018-05-09")]),
        ("Since the last inspection on 3 May 2012 much has changed.", []),
        ("Our report was published on 3 May 2012 after the visit.", []),
    ],
)
def test_periods_of_a_letter(sentence: str, found: list[tuple[str, str]]) -> None:
    document = letter("Focused visit to Luton children's services", sentence)
    assert periods(document) == found
    assert all(period.paragraph_id is not None for period in document.periods)


@pytest.mark.parametrize(
    ("printed", "path", "published", "source"),
    [
        ("Report published: 7 July 2017", "x.pdf", date(2017, 7, 7), "text"),
        ("Report published: 7 July 2017", "80/inspection - 07 july 2017.pdf", date(2017, 7, 7), "text"),
        ("Report published: 3 July 2017", "80/inspection - 07 july 2017.pdf", date(2017, 7, 7), "file name"),
        ("Report published: 7 July 2017", "80/inspection - 07 july 2021.pdf", date(2017, 7, 7), "text"),
        ("Report published: 7 July 2016", "80/inspection - 07 july 2017.pdf", date(2017, 7, 7), "file name"),
        ("No date at all", "80/inspection - 07 july 2017.pdf", date(2017, 7, 7), "file name"),
        ("No date at all", "80/07 july 2017 - inspection.pdf", None, None),
        ("Report", "x.pdf", None, None),
    ],
)
def test_published_in_the_text_else_in_the_file_name(
    printed: str, path: str, published: date | None, source: str | None
) -> None:
    document = read("Luton", SIF, "Inspection date: 25 April 2017 to 19 May 2017", printed, path=path)
    assert document.published == published
    assert [each.source for each in document.evidence if each.field == "published"] == ([source] if source else [])


def test_a_date_that_disagrees_with_the_file_name_is_told() -> None:
    document = read("Luton", SIF, "Report published: 3 July 2017", path="inspection - 07 july 2017.pdf")
    assert len(document.warnings) == 1
    assert "2017-07-03" in document.warnings[0]


@pytest.mark.parametrize(
    ("head", "addressee", "title", "published"),
    [
        (
            [
                "2nd May 2019",
                "Mr Sol Ames Director of Children’s Services Luton Council Town Hall High St LU1 2BQ",
                "Dear Mr Ames",
            ],
            "Sol Ames",
            "Director of Children's Services",
            date(2019, 5, 2),
        ),
        (
            [
                "Dr Ute O'Hara-Lind",
                "Interim Executive Director, People and Communities",
                "Luton Council",
                "2 May 2019",
                "Dear Dr O'Hara-Lind",
            ],
            "Ute O'Hara-Lind",
            "Interim Executive Director, People and Communities",
            date(2019, 5, 2),
        ),
        (
            [
                "M1 2WD 2 May 2019 Ms Chi van Dyk Corporate Director for Adults and Children Luton Council "
                "Dear Ms van Dyk"
            ],
            "Chi van Dyk",
            "Corporate Director for Adults and Children",
            date(2019, 5, 2),
        ),
        (["Date: 2 May 2019", "Mrs Eve Ash", "Luton Council", "Dear Mrs Ash"], "Eve Ash", None, date(2019, 5, 2)),
    ],
)
def test_addressee_and_date_of_a_letter(head: list[str], addressee: str, title: str | None, published: date) -> None:
    document = letter("Focused visit to Luton children's services", head=head)
    assert people(document, "addressee") == [(addressee, title)]
    assert document.published == published
    assert people(document, "author") == [("Al Beck", "Her Majesty's Inspector")]


def test_several_addressees_of_a_joint_inspection() -> None:
    document = read(
        "5 February 2020",
        "Ann Lee, Director of Children’s Services, Luton Council",
        "Dr Bo Ray, Chief Clinical Officer, Luton Clinical Commissioning Group",
        "Cy Dunn, Chief Constable, Bedfordshire Police",
        "Dear local partnership",
        "Joint targeted area inspection of the response to neglect in Luton",
        "From 9 to 13 December 2019, Ofsted, the Care Quality Commission and HMICFRS undertook an inspection.",
        "Yours sincerely",
    )
    assert people(document, "addressee") == [
        ("Ann Lee", "Director of Children's Services"),
        ("Bo Ray", "Chief Clinical Officer"),
        ("Cy Dunn", "Chief Constable"),
    ]
    assert (document.authorities, periods(document)) == (("Luton",), [("2019-12-09", "2019-12-13")])


@pytest.mark.parametrize(
    ("sentence", "inspectors"),
    [
        ("The inspectors were Ada Bly, HMI, and Cal Dorn, HMI.", [("Ada Bly", "HMI"), ("Cal Dorn", "HMI")]),
        (
            "The visit was carried out by Ada Bly, Cal Dorn and Ed Fyfe, Her Majesty’s Inspectors.",
            [(name, "Her Majesty's Inspector") for name in ("Ada Bly", "Cal Dorn", "Ed Fyfe")],
        ),
        (
            "His Majesty's Inspectors for this visit were Ada Bly and Cal Dorn.",
            [("Ada Bly", "His Majesty's Inspector"), ("Cal Dorn", "His Majesty's Inspector")],
        ),
        ("Her Majesty’s Inspector for this visit was Ada Bly.", [("Ada Bly", "Her Majesty’s Inspector")]),
        ("Inspectors were told that Ada was away.", []),
    ],
)
def test_inspectors_of_a_letter(sentence: str, inspectors: list[tuple[str, str | None]]) -> None:
    document = letter("Focused visit to Luton children's services", sentence)
    assert [(name, (title or "").replace("’", "'")) for name, title in people(document, "inspector")] == [
        (name, (title or "").replace("’", "'")) for name, title in inspectors
    ]


def test_lead_inspector_of_a_letter_where_it_is_stated() -> None:
    document = letter(
        "Focused visit to Luton children's services",
        "Her Majesty's Inspectors for this visit were Ada Bly and Cal Dorn. The lead inspector was Ada Bly.",
    )
    assert people(document, "lead inspector") == [("Ada Bly", "Her Majesty's Inspector")]
    assert people(document, "inspector") == [("Cal Dorn", "Her Majesty's Inspector")]


@pytest.mark.parametrize(
    "front",
    [
        ["Lead inspector: Jo Ann Smith-Jones, His Majesty’s Inspector", "Judgement Grade"],
        ["Lead inspector: Jo Ann Smith-Jones", "Her Majesty’s Inspector", "North Somerset has improved"],
        ["Lead inspector:", "Jo Ann Smith-Jones HMI"],
        ["Lead inspector: Jo Ann Smith-Jones Her Majesty's Inspector Judgement Grade Overall effectiveness Good"],
        ["Lead Inspector\u2003Jo Ann Smith-Jones\u2003HMI"],
        ["Lead inspector | Jo Ann Smith-Jones | HMI"],
        ["Lead inspector – Jo Ann Smith-Jones (HMI)"],
        ["Inspection dates: 1 to 5 May 2019 Lead inspector: Jo Ann Smith-Jones, Senior HMI"],
    ],
)
def test_lead_inspector_of_a_report(front: list[str]) -> None:
    document = read("Inspection of Luton local authority children’s services", *front)
    assert [name for name, _ in people(document, "lead inspector")] == ["Jo Ann Smith-Jones"]


def test_team_of_a_report() -> None:
    document = read(
        "Luton",
        SIF,
        "Report published: 3 May 2014",
        "The inspection team",
        "Lead inspector: Ada Bly HMI",
        "Deputy lead inspector: Cal Dorn",
        "Team inspectors: Ian O’Neill (HMI), D’Arcy Penn, J. P. van der Berg HMI, Paul d’Arc and Zoë",
        "Ásgeir",
        "Shadow inspector: Max Poe",
        "Senior data analyst: Tess Hill",
        "Quality assurance manager: Bob Lee, SHMI",
        "Any complaints go elsewhere",
    )
    assert [(person.role, person.name, person.title) for person in document.people] == [
        ("lead inspector", "Ada Bly", "HMI"),
        ("deputy lead inspector", "Cal Dorn", None),
        ("inspector", "Ian O’Neill", "HMI"),
        ("inspector", "D’Arcy Penn", None),
        ("inspector", "J. P. van der Berg", "HMI"),
        ("inspector", "Paul d’Arc", None),
        ("inspector", "Zoë Ásgeir", None),
        ("shadow inspector", "Max Poe", None),
        ("data analyst", "Tess Hill", None),
        ("quality assurance manager", "Bob Lee", "SHMI"),
    ]


def test_council_paper_and_the_judgements_it_reports() -> None:
    document = read(
        "Overview and Scrutiny Committee",
        "Date: 3rd March 2022",
        "Report of: Director of Children’s Services",
        "Contact officer: Pat Quill, Head of Service",
        "Wards affected: All",
        "How inspectors saw us",
        "1. Purpose of report",
        "1.1 Wirral Council was inspected by Ofsted between 4 and 15 October 2021. Overall effectiveness of the "
        "council's services was judged to be inadequate.",
        "1.2 In 2016 the overall effectiveness was judged to be good.",
        f"{LEADERS} is judged to be inadequate.",
        "The Experiences of children who need help and protection graded as: Requires Improvement",
        Block(f"{BOTH} graded as: Good", Role.HEADING, level=2),
        "2. Recommendations",
    )
    assert (document.publisher, document.kind) == (Publisher.COUNCIL, "council paper")
    assert (document.authorities, document.published) == (("Wirral",), date(2022, 3, 3))
    assert periods(document) == [("2021-10-04", "2021-10-15")]
    assert people(document, "author") == [("Director of Children's Services", "Director of Children's Services")]
    assert people(document, "contact officer") == [("Pat Quill", "Head of Service")]
    assert grades(document) == {
        "overall": "inadequate",
        "leadership": "inadequate",
        "help and protection": "requires improvement",
        "in care and care leavers": "good",
    }


def test_press_article() -> None:
    document = read(
        "'We are sorry', says Wirral after Ofsted visit",
        "By Sam Quill, Education Correspondent",
        "Tuesday 3 May 2022",
        "Wirral Council has said sorry. Ofsted, which had rated it good in 2016, found weaknesses.",
        'Cllr Ann Other, the council’s cabinet member for children, said: "We are sorry."',
        'Chief executive Bo Vine said: "So am I."',
        "Subscribe",
    )
    assert (document.publisher, document.kind, document.framework) == (Publisher.PRESS, "press article", None)
    assert (document.authorities, document.published) == (("Wirral",), date(2022, 5, 3))
    assert document.title == "'We are sorry', says Wirral after Ofsted visit"
    assert people(document, "author") == [("Sam Quill", "Education Correspondent")]
    assert people(document, "speaker") == [
        ("Ann Other", "the council’s cabinet member for children"),
        ("Bo Vine", "Chief executive"),
    ]
    assert (document.judgements, document.periods) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        (
            "Services were last inspected in 2014, when they were judged to require improvement to be good.",
            "2014: requires improvement",
        ),
        ("Since the last inspection in March 2016, leaders have changed.", "March 2016"),
        ("The local authority was judged to be inadequate in November 2015.", "November 2015: inadequate"),
        (
            "The previous inspection of services was in May 2012. The local authority was judged to be adequate.",
            "May 2012: adequate",
        ),
        ("Only the 2015 inspection found little. At the last inspection, in 2013, it was good.", "2015"),
        ("The last inspection in 2031 is yet to come.", None),
        ("Its children's homes were good at their last inspection in 2015.", None),
        ("Nothing is said of it.", None),
    ],
)
def test_previous_inspection(sentence: str, previous: str | None) -> None:
    document = letter("Focused visit to Luton children's services", "We visited on 2 May 2018.", sentence)
    assert document.previous_inspection == previous


def test_evidence_names_the_paragraphs() -> None:
    blocks = tuple(
        Block(text)
        for text in (
            "Luton Council",
            SIF,
            "Inspection date: 25 April 2017 to 19 May 2017",
            "Report published: 7 July 2017",
            "Children’s services in Luton are good",
        )
    )
    paragraphs = make_paragraphs("d", blocks)
    document = describe(
        path="x.pdf", sha256="0", extraction=Extraction(blocks, "application/pdf"), paragraphs=paragraphs
    )
    ids = [paragraph.id for paragraph in paragraphs]
    assert document.evidence == (
        Evidence("title", ids[1]),
        Evidence("kind", ids[1]),
        Evidence("framework", ids[1]),
        Evidence("authorities", ids[0]),
        Evidence("periods", ids[2]),
        Evidence("published", ids[3]),
    )
    assert [judgement.paragraph_id for judgement in document.judgements] == [ids[4]]


def test_the_title_of_a_report_that_names_no_authority_gets_it() -> None:
    assert read("Luton Council", SIF, "Report published: 3 May 2014").title == f"Luton: {SIF}"


@given(st.lists(st.text(max_size=80), max_size=8), st.text(max_size=30))
def test_any_text_is_described(texts: list[str], path: str) -> None:
    document = read(*texts, path=path)
    assert document.title
    assert document.kind


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["12 June 2017 and ", "last inspection ", "John Smith, ", "Lead inspector: ", "Aa Bb "]
)
def test_text_that_is_made_to_take_time_is_described(unit: str) -> None:
    assert read("Ofsted", "Cabinet", unit * (60_000 // len(unit))).title


@pytest.mark.timeout(60)
def test_an_article_of_nothing_but_speech_is_described() -> None:
    speech = 'The leader John Smith said: "x" ' * 2000
    document = read("By Ann Quill", "Tuesday 3 May 2022", "Subscribe", "Picture: x", speech)
    assert people(document, "speaker") == [("John Smith", "The leader")]
