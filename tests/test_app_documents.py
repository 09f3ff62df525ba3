"""Adding, finding, choosing and removing documents; what is indexed at the first start; the overview's records."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import made_document

from app.adding import add_file, safe_name
from app.document_files import file_of
from app.filter_bar import chips_of
from app.first_start import corpora_to_index, default_corpora, sample_corpus
from app.judgement_table import areas_of, grade_order, latest_of_each, records_of
from app.overview_page import picked_records
from app.own_folder import corpora_with, own_folder, removable, remove_document
from app.page_picture import page_picture
from app.selection import select_documents
from app.table_view import TableRow, table_view
from corpus.errors import CorpusError
from corpus.model import Document, Publisher
from index.answer import Filters
from index.settings import load_settings

LETTER = b"Focused visit to Fellmoor children's services\n\nInspectors met forty social workers in June.\n"


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../letter.TXT", "letter.txt"),
        ("C:\\Users\\x\\letter.docx", "letter.docx"),
        (".hidden.md", "hidden.md"),
        ('a<b>"c|d?e*.html', "a_b__c_d_e_.html"),
        ("x\x00\x1b[31m\u202e.txt", "x__[31m_.txt"),
        ("l" * 400 + ".pdf", "l" * 120 + ".pdf"),
    ],
)
def test_name_of_an_upload_stays_in_its_folder(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@pytest.mark.parametrize("name", ["", "letter", "letter.exe", ".pdf", "nul.txt", "COM1.pdf", "..", "/", "a/.."])
def test_name_that_cannot_be_used_is_refused(name: str) -> None:
    with pytest.raises(CorpusError):
        safe_name(name)


@given(st.text(min_size=1, max_size=60))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        safe = safe_name(name + ".txt")
    except CorpusError:
        return
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert safe.isprintable()


def test_added_file_is_read_and_lies_in_the_folder(tmp_path: Path) -> None:
    read = add_file("a/b/letter.txt", LETTER, tmp_path / "own")
    assert read.document.path == "letter.txt"
    assert (tmp_path / "own" / "letter.txt").read_bytes() == LETTER
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("name", "content"), [("x.pdf", b"no PDF"), ("x.txt", b"\x00\x01\x02" * 400), ("x.txt", b"")])
def test_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(CorpusError, match="x"):
        add_file(name, content, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_file_of_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    add_file("letter.txt", LETTER, tmp_path)
    add_file("letter.txt", LETTER, tmp_path)
    with pytest.raises(CorpusError, match="already"):
        add_file("letter.txt", LETTER + b"\nMore.\n", tmp_path)
    assert (tmp_path / "letter.txt").read_bytes() == LETTER


def stored(folder: Path) -> Document:
    """Return a document whose file lies in the folder."""
    (folder / "letter.txt").write_bytes(LETTER)
    document, _ = made_document("letter.txt")
    return replace(document, sha256=hashlib.sha256(LETTER).hexdigest())


def test_file_of_a_document_is_found_only_unchanged_and_inside(tmp_path: Path) -> None:
    document = stored(tmp_path)
    assert file_of(document, ["nowhere", str(tmp_path)]) == tmp_path / "letter.txt"
    assert file_of(replace(document, path="../letter.txt"), [str(tmp_path / "sub")]) is None
    (tmp_path / "letter.txt").write_bytes(b"changed")
    assert file_of(document, [str(tmp_path)]) is None


def test_removed_document_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    document = stored(tmp_path)
    assert removable([document, made_document()[0]], tmp_path) == [document]
    aside = remove_document(document, tmp_path)
    assert aside.read_bytes() == LETTER
    assert aside.parent.name.startswith(".")
    with pytest.raises(CorpusError, match=r"letter\.txt"):
        remove_document(document, tmp_path)


def test_own_folder_is_never_that_of_the_samples(tmp_path: Path) -> None:
    sample = str(sample_corpus())
    assert own_folder([sample], tmp_path) == tmp_path / "corpus" / "letters"
    assert own_folder([sample, str(tmp_path)]) == tmp_path
    assert corpora_with(tmp_path, [sample]) == (tmp_path,)
    assert corpora_with(tmp_path, [str(tmp_path), "other"]) == (tmp_path, Path("other"))


def test_first_start_takes_the_users_letters_and_otherwise_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert default_corpora() == (sample_corpus(),)
    letters = tmp_path / "corpus" / "letters"
    letters.mkdir(parents=True)
    (letters / "README.md").write_text("Put your letters here.")
    assert default_corpora() == (sample_corpus(),)
    (letters / "letter.txt").write_bytes(LETTER)
    assert default_corpora() == (letters,)
    assert corpora_to_index(load_settings(index=tmp_path / "none")) == (letters,)
    assert corpora_to_index(load_settings(index=tmp_path / "none", corpus=("x",))) == (Path("x"),)


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(), ["c", "b", "a", "d"]),
        (Filters(authorities=("aldermere",)), ["c", "a", "d"]),
        (Filters(publishers=(Publisher.PRESS,)), ["b"]),
        (Filters(published_from=date(2019, 1, 1)), ["c", "b"]),
        (Filters(published_to=date(2018, 12, 31)), ["a"]),
        (Filters(documents=("b",)), ["b"]),
        (Filters(regions=("South",)), []),
        (Filters(latest_only=True), ["c", "b"]),
    ],
)
def test_filters_choose_documents_newest_first(filters: Filters, paths: list[str]) -> None:
    documents = [
        made_document("a")[0],
        made_document("b", authority="Thornwick", publisher=Publisher.PRESS, published=date(2019, 2, 3))[0],
        made_document("c", published=date(2020, 2, 3))[0],
        made_document("d", published=None)[0],
    ]
    assert [document.path for document in select_documents(documents, filters)] == paths


def test_chips_name_every_filter_in_force() -> None:
    filters = Filters(("A",), ("North",), ("focused visit",), (Publisher.PRESS,), (), date(2018, 1, 2), None, True)
    assert [(chip["key"], chip["text"]) for chip in chips_of(filters)] == [
        ("authority", "A"),
        ("region", "North"),
        ("kind", "Focused visit"),
        ("publisher", "Press"),
        ("from", "from 2 January 2018"),
        ("latest", "latest only"),
    ]


def test_records_are_the_inspectorates_own_dated_judgements() -> None:
    judged = [("overall", "inadequate"), ("leadership", "good")]
    documents = [
        made_document("a", judgements=judged)[0],
        made_document("b", judgements=[("overall", "good")], published=date(2021, 1, 1))[0],
        made_document("c", judgements=judged, publisher=Publisher.COUNCIL)[0],
        made_document("d", judgements=judged, published=None)[0],
    ]
    records = records_of(documents)
    assert [(record.day.year, record.area, record.grade) for record in records] == [
        (2018, "leadership", "good"),
        (2018, "overall", "inadequate"),
        (2021, "overall", "good"),
    ]
    assert areas_of(records) == ["overall", "leadership"]
    assert grade_order(records) == ["good", "inadequate"]
    overall = [record for record in records if record.area == "overall"]
    assert [record.grade for record in latest_of_each(overall)] == ["good"]
    assert picked_records("year", overall, [{"group": "2018", "kind": "inadequate"}]) == overall[:1]
    assert picked_records("year", overall, []) == overall
    assert records[0].url == f"library?document={documents[0].id}&paragraph={records[0].paragraph_id}"


def test_table_leaves_out_columns_that_say_nothing() -> None:
    view = table_view(
        "things", ["a", "b", "c"], [TableRow(("1", "", "3"), ("1", "", "3")), TableRow(("4", "", ""), ("4", "", ""))]
    )
    assert view["columns"] == ["a", "c"]
    assert [row["cells"] for row in view["rows"]] == [["1", "3"], ["4", ""]]


def test_document_without_pages_has_no_picture(tmp_path: Path) -> None:
    document, paragraphs = made_document()
    assert page_picture(document, tmp_path / "x.txt", paragraphs[2], None) is None


def test_picture_of_a_page_outlines_the_paragraph_in_percent(root: Path) -> None:
    from corpus.reading import read_document

    read = read_document(root / "corpus" / "sample", "thornwick-full-inspection-2024.pdf")
    paragraph = next(paragraph for paragraph in read.paragraphs if paragraph.page_first == 2 and paragraph.boxes)
    path = root / "corpus" / "sample" / read.document.path
    view = page_picture(read.document, path, paragraph, None)
    assert view is not None
    assert (view["number"], view["count"]) == (2, read.document.page_count)
    for box in view["boxes"]:
        assert 0 <= box["left"] < box["left"] + box["width"] <= 100
        assert 0 <= box["top"] < box["top"] + box["height"] <= 100
    first = page_picture(read.document, path, paragraph, -5)
    last = page_picture(read.document, path, paragraph, 99)
    assert first is not None
    assert last is not None
    assert (first["number"], first["boxes"]) == (1, [])
    assert last["number"] == read.document.page_count
