"""A made collection: other names, other words, other numbers, the same shape, the same each time."""

import re
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.model import ReadDocument
from corpus.reading import read_corpus
from eval.collection import make_collection

REPORT = """# Inspection of Kent children's services

Inspection dates: 4 to 8 March 2019

Lead inspector: Maria Underhill, Her Majesty's Inspector

| Judgement | Grade |
| --- | --- |
| Overall effectiveness | Good |

## Findings

Leaders in Kent know their services well. Social workers see children quickly. In Kent, 45% of plans are timely.

## What needs to improve?

- The support that care leavers in Kent get to find work, which comes too late for some.
- The recording of supervision, so that it shows what leaders expect of staff in every team.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "report - 1 may 2019.md").write_text(REPORT, encoding="utf-8")
    return folder


def read(folder: Path) -> list[ReadDocument]:
    return [one for one in read_corpus([folder], processes=0) if isinstance(one, ReadDocument)]


@pytest.mark.parametrize("form", ["md", "pdf"])
def test_collection_is_of_the_same_shape_under_other_names(source: Path, tmp_path: Path, form: str) -> None:
    made = make_collection(source, tmp_path / "out", paragraphs=15, form=form)
    (original,) = read(source)
    copies = read(tmp_path / "out")
    assert len(copies) == made.documents == made.authorities >= 3
    authorities = [copy.document.authorities for copy in copies]
    assert len(set(authorities)) == len(copies)
    for copy in copies:
        assert not re.search(r"Kent\b|Underhill", copy.text)
        assert [p.role for p in copy.paragraphs if p.role.is_finding and len(p.text) > 60] == [
            p.role for p in original.paragraphs if p.role.is_finding and len(p.text) > 60
        ]
        assert [(j.area, j.grade) for j in copy.document.judgements] == [("overall", "good")]
        assert len(copy.document.people) == len(original.document.people) == 1
    assert len({copy.text for copy in copies}) == len(copies)


def test_collection_is_the_same_each_time(source: Path, tmp_path: Path) -> None:
    written = []
    for name in ("one", "other"):
        folder = tmp_path / name
        make_collection(source, folder, paragraphs=12)
        written.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.pdf")})
    one, other = written
    assert one == other
    assert one


def test_collection_goes_into_a_new_folder_only(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match="is not empty; name a new folder"):
        make_collection(source, tmp_path / "out", paragraphs=3)


def test_collection_of_nothing_readable_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    with pytest.raises(CorpusError, match="no readable document"):
        make_collection(tmp_path / "source", tmp_path / "out", paragraphs=3)
