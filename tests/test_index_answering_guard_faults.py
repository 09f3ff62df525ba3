"""Faults of every kind, end to end: a scripted model writes them, and none is shown as if its source said so."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from guard_faults import faults, true_sentences
from model_server import event, serving, start_stream
from storage_examples import HashEmbedder

from corpus.model import Paragraph, ReadDocument
from eval.planted_faults import plant
from index.answer import Answer, Filters, Verdict
from index.assistant import Assistant
from index.settings import Settings
from index.storage.build import build

REPORTS = 4
PUT_RIGHT = {"citation moved", "no citation"}
"""True sentences with a wrong citation: shown only with one that says them."""
_PASSAGE = re.compile(r"<<<PASSAGE (\d+)>>>\n(.*?)\n<<<END OF PASSAGE", re.DOTALL)


class Liar:
    """A model that writes the given claims about a paragraph, if it is among the passages that it was sent."""

    def __init__(self) -> None:
        self.claims: list[tuple[str, str]] = []
        self.paragraph = ""
        self.was_asked = False

    def __call__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        passages = _PASSAGE.findall(body["messages"][1]["content"])
        own = [int(n) for n, text in passages if _plain(self.paragraph) in _plain(text)]
        self.was_asked = bool(own)
        written = [{"text": text, "passages": _cited(kind, own, len(passages))} for kind, text in self.claims if own]
        start_stream(handler)
        handler.wfile.write(event(json.dumps({"claims": written})) + event(None, "stop") + b"data: [DONE]\n\n")


def _cited(kind: str, own: list[int], count: int) -> list[int]:
    if kind == "citation moved":
        return [n for n in range(1, count + 1) if n not in own][:1] or [count + 5]
    return [] if kind == "no citation" else own[:1]


def _plain(text: str) -> str:
    return " ".join(text.split())


def claims_by_paragraph(documents: list[ReadDocument], per_kind: int) -> dict[str, list[tuple[str, str]]]:
    """Return planted claims with their kinds, by the text of the paragraph from which they were made."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fault in faults(documents, per_kind):
        found[fault.source.paragraph.text].append((fault.kind, fault.claim))
    true = list(true_sentences(documents))
    for planted in plant(documents, per_kind):
        if planted.kind in PUT_RIGHT:
            source = next(one for one in true if one.text == _plain(planted.claim))
            found[source.paragraph.text].append((planted.kind, planted.claim))
        else:
            found[planted.source].append((planted.kind, planted.claim))
    return found


def question_about(paragraph: Paragraph) -> str:
    words = re.findall(r"[a-z]{5,}", paragraph.text)
    return f"What is said about {' '.join(dict.fromkeys(words[:12]))}?"


def outcomes(index: Path, per_kind: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """Ask about each paragraph; return how many claims of each kind were written and shown unmarked, and those."""
    written: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    examples: list[str] = []
    liar = Liar()
    with serving(liar) as served:
        settings = Settings(index=index, llm="openai", llm_model="m", llm_url=served.url, llm_context_tokens=60_000)
        with Assistant(settings, HashEmbedder()) as assistant:
            held = assistant._session.index
            documents = [ReadDocument(one, held.paragraphs_of(one.id)) for one in held.documents]
            by_text = {one.text: (read.document, one) for read in documents for one in read.paragraphs}
            for text, claims in claims_by_paragraph(documents, per_kind).items():
                if text not in by_text:
                    continue
                document, paragraph = by_text[text]
                liar.claims, liar.paragraph, liar.was_asked = claims, text, False
                answer = assistant.ask(question_about(paragraph), filters=Filters(documents=(document.path,)))
                if not liar.was_asked:
                    continue
                for kind, claim in claims:
                    written[kind] += 1
                    if is_shown_as_true(answer, kind, claim):
                        shown[kind] += 1
                        examples.append(f"{kind}: {claim[:40]}")
    return written, shown, examples


def is_shown_as_true(answer: Answer, kind: str, claim: str) -> bool:
    if answer.engine == "extractive":
        return False
    full = [one for one in answer.sentences if one.verdict in (Verdict.VERBATIM, Verdict.SUPPORTED)]
    found = [one for one in full if one.text.endswith(_plain(claim))]
    if kind not in PUT_RIGHT:
        return bool(found)
    cited = {one.n: _plain(one.paragraph.text) for one in answer.citations}
    return any(not any(_plain(claim) in cited[n] for n in one.citations) for one in found)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, root: Path, shared: Path) -> Path:
    """An index of the real letters and a few real reports where they are, else of the samples."""
    folder = tmp_path_factory.mktemp("faults")
    corpora = [root / "corpus" / "sample"]
    if (shared / "letters").is_dir():
        reports = folder / "reports"
        reports.mkdir()
        for path in sorted((shared / "reports").rglob("*.pdf"))[:: 42 // REPORTS][:REPORTS]:
            shutil.copy(path, reports)
        corpora = [shared / "letters", reports]
    build(Settings(index=folder / "index"), corpora, embedder=HashEmbedder())
    return folder / "index"


def assert_caught(index: Path, per_kind: int, least: int) -> None:
    """Hold the bar of 97%, over at least so many kinds of the 24."""
    written, shown, examples = outcomes(index, per_kind)
    assert len(written) >= least, written
    assert shown.total() <= 0.03 * written.total(), (shown, written, examples)
    too_many = {kind: count for kind, count in shown.items() if count > max(1, 0.1 * written[kind])}
    assert not too_many, (too_many, examples)


def test_faults_of_every_kind_are_withheld_or_marked(index: Path) -> None:
    assert_caught(index, 4, 20)


@pytest.mark.thorough
@pytest.mark.shared
def test_thirty_faults_of_each_kind_are_withheld_or_marked(index: Path) -> None:
    assert_caught(index, 40, 23)
