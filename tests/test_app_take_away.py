"""Answers that leave the app: Markdown, Word, evidence packs and their check, feedback, CSV."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_answers import HOSTILE, made_abstention, made_answer, made_document

from app.document_table import document_rows, judgement_rows, to_csv
from app.evidence_check import Outcome, check_pack
from app.evidence_pack import EVIDENCE, make_pack
from app.export_markdown import to_markdown
from app.export_word import to_word
from app.feedback import FILE, keep_feedback, read_feedback
from corpus.errors import CorpusError
from corpus.reading import read_document
from index.answer import Answer, AnswerSentence, Citation, Row, Searched

TEXT = (
    "Focused visit to Fellmoor children's services\n\n"
    "Inspectors met forty social workers in June.\n\n"
    "Caseloads have fallen from 25 to 17 since the last visit.\n"
)


def answer_over(corpus: Path) -> Answer:
    """Return an answer that cites the last paragraph of a document in the folder."""
    read = read_document(corpus, "letter.txt")
    paragraph = read.paragraphs[-1]
    quote = "from 25 to 17"
    start = paragraph.text.index(quote)
    citation = Citation(1, read.document, paragraph, quote, start, start + len(quote))
    return Answer(
        question="What happened to caseloads?",
        kind="lookup",
        sentences=(AnswerSentence(quote, (1,)),),
        citations=(citation,),
        searched=Searched(1, 3),
        engine="extractive",
        index="f00d",
        seconds=0.1,
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "letter.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def pack(corpus: Path, tmp_path: Path) -> Path:
    opened = SimpleNamespace(manifest=SimpleNamespace(corpora=(str(corpus),)))
    path = tmp_path / "pack.zip"
    path.write_bytes(make_pack([answer_over(corpus)], opened))
    return path


def rewritten(pack: Path, change: dict[str, object]) -> Path:
    """Return a pack whose only citation has other values."""
    with zipfile.ZipFile(pack) as opened:
        evidence = json.loads(opened.read(EVIDENCE))
    evidence["answers"][0]["citations"][0].update(change)
    with zipfile.ZipFile(pack, "w") as opened:
        opened.writestr(EVIDENCE, json.dumps(evidence))
    return pack


def test_markdown_numbers_its_references_and_quotes_the_paragraph() -> None:
    text = to_markdown([made_answer(rows=(Row("A|B", "good", 1),))])
    assert "Supervision is too brief. \\[1\\]" in text
    assert "> Social workers know the children. **Supervision is too brief.**" in text
    assert "| A\\|B | good | \\[1\\] |" in text
    assert text.endswith("Answered by: extractive. Index f00d.\n")


def test_markdown_lets_no_text_act_as_markup() -> None:
    hostile = replace(made_answer(HOSTILE), notes=("1. x", "- y", "# z"))
    text = to_markdown([hostile])
    assert "<img" not in re.sub(r"\\<", "", text)
    assert "- 1\\. x" in text or "- \\1. x" in text
    assert "- \\- y" in text
    assert "- \\# z" in text


def test_word_file_holds_question_sentences_table_and_sources() -> None:
    from docx import Document

    word = Document(io.BytesIO(to_word([made_answer(rows=(Row("Aldermere", "good", 1, "2018"),)), made_abstention()])))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert "What needs to improve?" in text
    assert "Supervision is too brief. [1]" in text
    assert "No answer found. No document says anything about a budget." in text
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["2018", "Aldermere", "good", "[1]"]
    quoted = next(p for p in word.paragraphs if p.style.name == "Quote")
    assert [run.text for run in quoted.runs if run.underline] == ["Supervision is too brief."]


def test_word_file_survives_characters_that_xml_forbids() -> None:
    from docx import Document

    word = Document(io.BytesIO(to_word([made_answer("bell \x07 escape \x1b nothing \x00 end \ufffe")])))
    assert word.paragraphs[0].text == "bell  escape  nothing  end "


def test_pack_of_the_same_answers_has_the_same_bytes(corpus: Path) -> None:
    opened = SimpleNamespace(manifest=SimpleNamespace(corpora=(str(corpus),)))
    with_word = [make_pack([answer_over(corpus)], opened) for _ in range(2)]
    names = [zipfile.ZipFile(io.BytesIO(content)).namelist() for content in with_word]
    assert names[0] == names[1] == [EVIDENCE, "answers.md", "answers.docx"]
    evidence = [zipfile.ZipFile(io.BytesIO(content)).read(EVIDENCE) for content in with_word]
    assert evidence[0] == evidence[1]


def test_pack_is_confirmed_by_the_same_documents_elsewhere(pack: Path, corpus: Path, tmp_path: Path) -> None:
    elsewhere = corpus.rename(tmp_path / "moved")
    checks = check_pack(pack, [tmp_path / "nothing here", elsewhere])
    assert [(check.n, check.quote, check.outcome) for check in checks] == [(1, "from 25 to 17", Outcome.CONFIRMED)]


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"quote": "from 25 to 12"}, Outcome.ABSENT),
        ({"quote": "forty social workers"}, Outcome.ELSEWHERE),
        ({"start": 0}, Outcome.ELSEWHERE),
        ({"document": "../../etc/passwd"}, Outcome.NO_FILE),
        ({"quote": ""}, Outcome.ABSENT),
    ],
)
def test_pack_that_was_altered_is_not_confirmed(
    pack: Path, corpus: Path, change: dict[str, object], outcome: Outcome
) -> None:
    assert [check.outcome for check in check_pack(rewritten(pack, change), [corpus])] == [outcome]


def test_pack_is_not_confirmed_by_another_file(pack: Path, corpus: Path) -> None:
    (corpus / "letter.txt").write_text(TEXT + "\nOne more line.\n", encoding="utf-8")
    assert [check.outcome for check in check_pack(pack, [corpus])] == [Outcome.OTHER_FILE]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_file_that_is_no_pack_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"x\.zip"):
        check_pack(path, [tmp_path])


def test_pack_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(EVIDENCE, json.dumps({"format": 99}))
    with pytest.raises(CorpusError, match="format"):
        check_pack(path, [tmp_path])


def test_feedback_is_kept_in_order_and_becomes_questions(tmp_path: Path) -> None:
    keep_feedback(tmp_path, made_answer(), useful=True)
    keep_feedback(tmp_path, made_abstention(), useful=False, note=" It is in the annex.\n")
    entries = list(read_feedback(tmp_path))
    assert [(entry.useful, entry.note) for entry in entries] == [(True, ""), (False, "It is in the annex.")]
    questions = [entry.as_question(n) for n, entry in enumerate(entries)]
    assert questions[0]["cited"] == [citation.paragraph.id for citation in made_answer().citations]
    assert questions[1] == {
        "id": "feedback-1",
        "question": "What does the budget say?",
        "useful": False,
        "note": "It is in the annex.",
        "cited": [],
    }


def test_broken_line_of_feedback_is_named(tmp_path: Path) -> None:
    keep_feedback(tmp_path, made_answer(), useful=True)
    with (tmp_path / FILE).open("a") as file:
        file.write("{}\n")
    with pytest.raises(CorpusError, match="line 2"):
        list(read_feedback(tmp_path))


def test_csv_cells_are_no_formulas_to_a_spreadsheet() -> None:
    document, _ = made_document(title='=HYPERLINK("x")', judgements=[("overall", "good")])
    text = to_csv(document_rows([document]))
    assert "'=HYPERLINK" in text
    rows = list(judgement_rows([document]))
    assert rows[1][:6] == ("letters/visit.txt", "Aldermere", "North", "2018-05-18", "overall", "good")
