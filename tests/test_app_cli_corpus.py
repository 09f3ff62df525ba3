"""Commands over the documents: tables as CSV and Parquet, pages drawn, what changed between versions."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pyarrow import parquet

from app.cli import main
from corpus.model import Document

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


def command(*arguments: str) -> int:
    """Run a command in this process; return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample PDF and two sample texts."""
    folder = tmp_path_factory.mktemp("documents")
    for path in [
        *sorted(SAMPLE.glob("*.pdf"))[:1],
        *sorted(SAMPLE.glob("*.txt"))[:1],
        *sorted(SAMPLE.glob("*.md"))[:1],
    ]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def index(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index over that folder, made in two steps: the second adds the PDF."""
    folder = tmp_path_factory.mktemp("index") / "index"
    (pdf,) = corpus.glob("*.pdf")
    content = pdf.read_bytes()
    pdf.unlink()
    assert command("index", "build", "--corpus", str(corpus), "--index", str(folder)) == 0
    pdf.write_bytes(content)
    assert command("index", "build", "--corpus", str(corpus), "--index", str(folder)) == 0
    return str(folder)


@pytest.fixture(scope="module")
def documents(index: str) -> tuple[Document, ...]:
    from index.storage import open_index

    with open_index(Path(index)) as version:
        return version.documents


def csv_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_people_and_periods_are_exported(
    index: str, documents: tuple[Document, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("corpus", "export", "people", "--index", index) == 0
    people = [(row["document"], row["name"], row["role"]) for row in csv_of(capsys.readouterr().out)]
    assert people == [(d.path, p.name, p.role) for d in documents for p in d.people]
    assert command("corpus", "export", "periods", "--index", index) == 0
    periods = [(row["document"], row["start"], row["end"]) for row in csv_of(capsys.readouterr().out)]
    assert periods == [(d.path, str(p.start), str(p.end)) for d in documents for p in d.periods]
    assert people
    assert periods


@pytest.mark.parametrize("table", ["documents", "people", "periods", "judgements"])
def test_parquet_holds_the_rows_of_the_csv_typed(
    index: str, tmp_path: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.parquet"
    assert command("corpus", "export", table, "--format", "parquet", "--out", str(out), "--index", index) == 0
    assert command("corpus", "export", table, "--index", index) == 0
    rows = csv_of(capsys.readouterr().out)
    found = parquet.read_table(out).to_pylist()
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in found] == rows
    kinds = {type(row[name]) for row in found for name in row if name in {"published", "visit_start", "start", "end"}}
    assert kinds <= {date, type(None)}
    pages = {type(row["pages"]) for row in found if "pages" in row}
    assert pages == ({int, type(None)} if table == "documents" else set())


def test_parquet_needs_a_file_that_can_be_written(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("corpus", "export", "--format", "parquet", "--index", index) == 2
    missing = ("corpus", "export", "--format", "parquet", "--out", "missing/x.parquet", "--index", index)
    assert command(*missing) == 1
    assert "missing/x.parquet: cannot be written" in capsys.readouterr().err


def test_page_is_drawn_with_boxes(
    index: str, corpus: Path, documents: tuple[Document, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from corpus.readers.pdf_render import render_page

    (pdf,) = corpus.glob("*.pdf")
    out = tmp_path / "page.png"
    assert command("corpus", "show", pdf.name, "--page", "1", "--png", str(out), "--index", index) == 0
    plain = render_page(pdf, 1)
    drawn = out.read_bytes()
    assert drawn != plain
    assert Image.open(io.BytesIO(drawn)).size == Image.open(io.BytesIO(plain)).size
    assert command("corpus", "show", pdf.name, "--page", "99", "--png", str(out), "--index", index) == 1
    assert "has no page 99" in capsys.readouterr().err
    text = next(document.path for document in documents if not document.path.endswith(".pdf"))
    assert command("corpus", "show", text, "--page", "1", "--png", str(out), "--index", index) == 1
    assert "has no pages" in capsys.readouterr().err
    assert command("corpus", "show", pdf.name, "--page", "1", "--index", index) == 2


def test_page_of_an_altered_file_is_not_drawn(
    index: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pdf,) = corpus.glob("*.pdf")
    content = pdf.read_bytes()
    pdf.write_bytes(content + b"\n")
    try:
        out = tmp_path / "page.png"
        assert command("corpus", "show", pdf.name, "--page", "1", "--png", str(out), "--index", index) == 1
    finally:
        pdf.write_bytes(content)
    assert "no longer what was indexed" in capsys.readouterr().err
    assert not out.exists()


def test_diff_names_what_came_with_the_last_version(
    index: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pdf,) = corpus.glob("*.pdf")
    assert command("index", "diff", "--index", index) == 0
    said = capsys.readouterr()
    assert said.out == f"+ {pdf.name}\n"
    assert said.err == "1 new; 2 unchanged\n"
    assert command("index", "diff", "--json", "--index", index) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["new"], found["changed"], found["removed"], found["unchanged"]) == ([pdf.name], [], [], 2)
    assert command("index", "diff", "nonsense", "--index", index) == 1
    assert "no version nonsense is remembered; known are: " in capsys.readouterr().err
