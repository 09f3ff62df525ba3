from dataclasses import replace
from pathlib import Path

import pytest
from made_pdf import made_pdf, prose

from corpus.blocks import Block, Extraction
from corpus.errors import NotADocumentError
from corpus.model import Box
from eval import fidelity
from eval.fidelity import main, measure, measure_all, numbering_breaks, report

ITEM = (("L", 0), ("LI", 0), ("LBody", 0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        *prose(["1. Children in Aldermere are", "well cared for."], 700, ITEM),
        *prose(["Plans."], 600, (("P", 1),)),
    ]
    (tmp_path / "report.pdf").write_bytes(made_pdf([lines]))
    return tmp_path


def damaged(monkeypatch: pytest.MonkeyPatch, folder: Path, **changes: object) -> fidelity.Fidelity:
    """Figures of the report with its first block changed."""
    original = fidelity.read_pdf

    def read(path: Path) -> Extraction:
        extraction = original(path)
        first: Block = replace(extraction.blocks[0], **changes)  # type: ignore[arg-type]
        return replace(extraction, blocks=(first, *extraction.blocks[1:]))

    monkeypatch.setattr(fidelity, "read_pdf", read)
    return measure(folder / "report.pdf")


def test_faithful_reading_has_no_differences(folder: Path) -> None:
    found = measure(folder / "report.pdf")
    assert (found.pages, found.words, found.numbers, found.boxes) == (1, 9, 1, 9)
    assert (found.missed, found.foreign, found.outside, found.intruders, found.breaks) == ((), (), (), (), ())
    assert found.bad_characters == 0


def test_lost_and_foreign_words_are_found(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    found = damaged(monkeypatch, folder, text="Children in Alder mere are cared for.")
    assert {miss.words for miss in found.missed} == {"well"}
    assert {miss.words for miss in found.foreign} == {"alder mere"}


def test_words_out_of_order_are_missed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    found = damaged(monkeypatch, folder, text="well cared for. Children in Aldermere are")
    assert sum(len(miss.words.split()) for miss in found.missed) >= 3


def test_bad_characters_are_counted(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    text = "Children\ufffe in\x02 Aldermere\ufffd are \uf06e well cared for."
    assert damaged(monkeypatch, folder, text=text).bad_characters == 4


def test_box_that_is_too_large_or_too_small_is_found(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    large = damaged(monkeypatch, folder, boxes=(Box(1, 0, 0, 595, 842),))
    assert [miss.words for miss in large.intruders] == ["plans"]
    monkeypatch.undo()
    small = damaged(monkeypatch, folder, boxes=(Box(1, 60, 695, 595, 720),))
    assert [miss.words for miss in small.outside] == ["well cared for"]


@pytest.mark.parametrize(
    ("numbers", "breaks"),
    [
        (["1", "2", "3"], ()),
        (["1", "2", "1", "2"], ()),
        (["1", "2", "4", "5"], ("2->4",)),
        (["1", "2", "2"], ("2->2",)),
        (["1", "1.1", "2"], ()),
    ],
)
def test_numbering_breaks_are_named(numbers: list[str], breaks: tuple[str, ...]) -> None:
    assert numbering_breaks(numbers) == breaks


def test_report_names_what_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "page.pdf").write_bytes(b"<html>")
    assert main([str(folder), "--processes", "0"]) == 1
    shown = capsys.readouterr().out
    assert "1 documents, 1 pages, 9 words: read in order 100.000%" in shown
    assert "page.pdf: is not a PDF but a web page" in shown
    monkeypatch.setattr(fidelity, "read_pdf", lambda path: (_ for _ in ()).throw(NotADocumentError(f"{path.name}: no")))
    assert measure_all([folder]) == ([], ["page.pdf: no", "report.pdf: no"])


def test_report_without_words_says_so() -> None:
    assert "read in order no words" in report([])


# Of each framework and layout one; the whole folder is measured by `python -m eval.fidelity`.
REPORTS = {
    "80441_bristol/children's services inspection - 05 december 2014.pdf": 158,
    "80538_plymouth/children's services inspection - 15 march 2024.pdf": 63,
    "80568_swindon/children's services inspection - 12 august 2019.pdf": 39,
    "80556_south gloucestershire/children's services inspection - 23 july 2024.pdf": 58,
}


@pytest.mark.shared
@pytest.mark.parametrize(("name", "numbers"), REPORTS.items())
def test_real_report_is_read_faithfully(shared: Path, name: str, numbers: int) -> None:
    found = measure(shared / "reports" / name)
    assert (found.missed, found.foreign, found.bad_characters, found.breaks) == ((), (), 0, ())
    assert (found.outside, found.intruders) == ((), ())
    assert found.numbers == numbers
