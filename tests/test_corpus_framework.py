from pathlib import Path

import pytest

from corpus.blocks import Block, Extraction
from corpus.errors import FrameworkError
from corpus.framework import load_frameworks
from corpus.metadata import describe
from corpus.model import Document, Publisher
from corpus.paragraphs import make_paragraphs
from corpus.wording import fold, phrase

INVENTED = """
id = "HARBOUR"
name = "Harbour standards"
body = "Harbour Watch"
publisher = "inspectorate"
named = ['\\bharbour standards\\b']
marks = ["^harbour watch", "^keeper of the log ?:"]
overall = ["the harbour as a whole is {grade}"]
foreign = ["coastguard"]
titles = ['harbour warden\\b']

[[kinds]]
id = "quay survey"
full = true
opening = ["quay survey (of|at) .{2,60}? (harbour|port)"]

[[sections]]
id = "repairs wanted"
wordings = ["Repairs wanted", "Mend these first"]
meaning = "what the keeper must mend"

[[grades]]
id = "shipshape"
wordings = ["ship-?shape"]

[[grades]]
id = "leaky"
wordings = ["leaky"]

[[areas]]
id = "overall"
wordings = ["the whole harbour"]

[[areas]]
id = "moorings"
wordings = ["moorings and buoys"]

[[roles]]
id = "keeper"
labels = ["keeper of the log"]
"""


def read(*texts: str, extra: Path | None = None) -> Document:
    blocks = tuple(Block(text) for text in texts)
    paragraphs = make_paragraphs("d", blocks)
    extraction = Extraction(blocks, "text/plain")
    return describe(
        path="d.txt", sha256="0", extraction=extraction, paragraphs=paragraphs, frameworks=load_frameworks(extra)
    )


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_frameworks_that_come_with_the_product_are_sound() -> None:
    frameworks = load_frameworks()
    assert {each.id for each in frameworks} == {"ILACS", "SIF", "JTAI", "council papers", "press"}
    assert load_frameworks() is frameworks
    ilacs = frameworks.get("ILACS")
    assert ilacs is not None
    assert [grade.id for grade in ilacs.grades] == [
        "outstanding",
        "good",
        "requires improvement",
        "inadequate",
        "not judged",
    ]
    assert {area.id: area.covers for area in ilacs.areas}["in care and care leavers"] == ("in care", "care leavers")
    assert frameworks.get("nothing") is None
    assert frameworks.get(None) is None


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Areas for priority action", "areas for priority action"),
        ("What needs to improve in this area of social work practice?", "what needs to improve"),
        ("WHAT NEEDS TO IMPROVE", "what needs to improve"),
        ("Headline findings", "headline findings"),
        ("The local authority’s strengths", "strengths"),
        ("Weather", None),
    ],
)
def test_sections_are_known_by_their_headings(heading: str, section: str | None) -> None:
    found = load_frameworks().section(heading)
    assert (found.id if found else None) == section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ofsted will take the findings from this focused visit into account when it plans the next one.", True),
        ("We will take these findings into account. You should send a plan within 70 working days.", False),
        ("The council has 70 working days to send its plan.", False),
        ("You may re-use this information free of charge.", True),
        ("Subscribe", True),
        ("There are no financial implications.", False),
    ],
)
def test_boilerplate_is_known_and_a_deadline_is_none(text: str, expected: bool) -> None:
    assert load_frameworks().is_boilerplate(text) is expected


def test_letterhead_is_known() -> None:
    frameworks = load_frameworks()
    assert frameworks.is_letterhead("T 0300 123 1231")
    assert frameworks.is_letterhead("Piccadilly Gate")
    assert not frameworks.is_letterhead("Social workers visit children.")


def test_an_invented_inspectorate_is_added_by_a_file(tmp_path: Path) -> None:
    extra = write(tmp_path, INVENTED)
    document = read(
        "Harbour Watch",
        "Quay survey of Gullport harbour",
        "Keeper of the log: Nell Tarrant, Harbour Warden",
        "Survey and visit dates: 3 to 5 May 2031",
        "Moorings and buoys: Leaky",
        "The coastguard is shipshape.",
        "The harbour as a whole is shipshape.",
        extra=extra,
    )
    assert (document.kind, document.publisher, document.framework) == (
        "quay survey",
        Publisher.INSPECTORATE,
        "HARBOUR",
    )
    assert [(each.area, each.grade) for each in document.judgements] == [
        ("overall", "shipshape"),
        ("moorings", "leaky"),
    ]
    assert [(each.name, each.role, each.title) for each in document.people] == [
        ("Nell Tarrant", "keeper", "Harbour Warden")
    ]
    assert document.visit_start is not None
    assert document.visit_start.isoformat() == "2031-05-03"
    section = load_frameworks(extra).section("Mend these first")
    assert section is not None
    assert section.id == "repairs wanted"
    assert load_frameworks().get("HARBOUR") is None


def test_a_file_of_ones_own_replaces_the_one_with_its_id(tmp_path: Path) -> None:
    replaced = load_frameworks(write(tmp_path, INVENTED.replace("HARBOUR", "SIF"))).get("SIF")
    assert replaced is not None
    assert replaced.body == "Harbour Watch"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("id =", "identity ="), "id: Field required"),
        (("name =", "colour = 'red'\nname ="), "colour"),
        (('publisher = "inspectorate"', 'publisher = "somebody"'), "publisher"),
        (('name = "Harbour standards"', ""), "name"),
        (('["leaky"]', '["lea(ky"]'), "grades.1.wordings.0"),
        (('["leaky"]', "[3]"), "grades.1.wordings.0"),
        (('id = "leaky"', 'id = "shipshape"'), "grades: 'shipshape' stands twice"),
        (("{grade}", "fine"), "overall"),
        (("is {grade}", "is ({grade}"), "overall"),
        (('wordings = ["the whole harbour"]', 'wordings = ["x"]\ncovers = ["decks"]'), "areas.overall.covers: 'decks'"),
        (("[[kinds]]", "[[kinds"), "TOML"),
    ],
)
def test_a_malformed_file_is_named_with_its_key(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    folder = write(tmp_path, INVENTED.replace(*change, 1))
    with pytest.raises(FrameworkError) as caught:
        load_frameworks(folder)
    assert "own.toml" in str(caught.value)
    assert key in str(caught.value)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, INVENTED, "a.toml")
    write(tmp_path, INVENTED, "b.toml")
    with pytest.raises(FrameworkError, match=r"b\.toml: id: 'HARBOUR' is also the id of .*a\.toml"):
        load_frameworks(tmp_path)


def test_areas_without_grades_are_refused(tmp_path: Path) -> None:
    without = INVENTED.split("[[grades]]")[0] + "[[areas]]" + INVENTED.split("[[areas]]", 1)[1]
    with pytest.raises(FrameworkError, match="grades: expected at least one"):
        load_frameworks(write(tmp_path, without))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match="not a folder"):
        load_frameworks(tmp_path / "nowhere")


def test_folding_keeps_every_place() -> None:
    text = "Children’s services – “good”\u00a0\tnow"
    assert fold(text) == 'Children\'s services - "good"  now'
    assert len(fold(text)) == len(text)


def test_a_phrase_spans_lines_and_ignores_case() -> None:
    pattern = phrase("needs to improve ?:")
    assert pattern.search("What needs\nto  IMPROVE:")
    assert pattern.search("needs to improve :")
    assert not pattern.search("needsto improve:")
