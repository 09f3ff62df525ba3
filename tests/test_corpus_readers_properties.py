"""What must hold for any text, and for mutilated files: nothing lost, nothing crashed, nothing hung."""

# ruff: noqa: E501 - a made-up document is easier to read in one line

import random
import re
import time
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import plain
from corpus.decoding import decode
from corpus.errors import ReadError
from corpus.model import Role
from corpus.paragraphs import make_paragraphs
from corpus.readers import read_file
from corpus.readers.text import read_text

SEED = 20260522
WORDS = st.sampled_from(
    ["Leaders", "have", "acted", "and", "children", "visit", "the", "council", "in", "Fernbridge", "since", "May", "of"]
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=30).map(lambda words: " ".join(words) + ".")
LINE = st.one_of(
    SENTENCE,
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    SENTENCE.map(lambda text: f"- {text}"),
    st.tuples(st.integers(1, 30), SENTENCE).map(lambda pair: f"{pair[0]}. {pair[1]}"),
    st.lists(WORDS, min_size=1, max_size=5).map(lambda words: "## " + " ".join(words)),
    st.lists(WORDS, min_size=2, max_size=6).map(lambda words: "**" + " ".join(words) + "**"),
    SENTENCE.map(lambda text: f'"{text}'),
    st.lists(WORDS, min_size=2, max_size=9).map(lambda words: " ".join(words) + ":"),
    st.tuples(WORDS, WORDS).map(lambda pair: f"| {pair[0]} | {pair[1]} |"),
)
DOCUMENT = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n\n\n\n"])), min_size=1, max_size=25).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@settings(max_examples=150, deadline=None)
@given(DOCUMENT)
def test_every_word_is_kept_in_order(text: str) -> None:
    blocks = read_text(text).blocks
    read = _words(" ".join(f"{block.number or ''} {block.text}" for block in blocks))
    if any(block.role is Role.BOILERPLATE for block in blocks):
        # A header that cuts a paragraph comes after it.
        assert sorted(read) == sorted(_words(text))
    else:
        assert read == _words(text)


@settings(max_examples=150, deadline=None)
@given(DOCUMENT)
def test_ranges_ids_and_lead_ins_hold(text: str) -> None:
    paragraphs = make_paragraphs("0", read_text(text).blocks)
    whole = "\n\n".join(paragraph.text for paragraph in paragraphs)
    ids = [paragraph.id for paragraph in paragraphs]
    assert len(set(ids)) == len(ids)
    for paragraph in paragraphs:
        assert whole[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text == paragraph.text.strip() != ""
        assert (paragraph.depth > 0) == (paragraph.role is Role.LIST_ITEM)
        assert paragraph.lead_in is None or ids.index(paragraph.lead_in) < paragraph.ordinal
        for quotation in paragraph.quotations:
            assert 0 <= quotation.start < quotation.end <= len(paragraph.text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_markup_or_controls(text: str) -> None:
    for block in read_text(text).blocks:
        assert not re.search(r"[\n\t\x00\u00a0\u200b\ufeff]| {2}|^ | $", block.text)


@given(st.text(alphabet="abc <>/&;*_[]()`\\~|1.- ", max_size=80))
def test_cleaning_twice_finds_no_markup_in_plain_words(text: str) -> None:
    words = plain(text)
    assert words == words.strip()
    assert "  " not in words


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.txt")
    except ReadError as exc:
        assert str(exc).startswith("x.txt: ")  # noqa: PT017 - text is as welcome
    else:
        assert encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "windows-1252")
        assert "\0" not in text


def _sources(folder: Path) -> list[tuple[str, bytes]]:
    letter = (
        "3 May 2022\n\nDear Mrs Vale\n\nFocused visit to Fernbridge\n\nLeaders have acted, and inspectors say so here.\n\n"
        'Overview\n\n- 2.1 Visits are on time.\n- 2.2 Plans are late.\n\n"We are sorry," said Ida Moss.\n\n| a | b |\n'
    )
    page = (
        "<!doctype html><html><body><main><h1>Homes</h1><p>Leaders <b>have</b> acted.</p><ul><li>One<ul><li>Two</li></ul>"
        "</li></ul><table><tr><td>a</td><td>b</td></tr></table><blockquote>Yes<cite>Ida</cite></blockquote></main></html>"
    )
    document = docx.Document()
    document.add_heading("Focused visit", 1)
    document.add_paragraph("Leaders have acted, and inspectors say so here.")
    document.add_paragraph("Visits", style="List Bullet")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "a"
    document.save(str(folder / "source.docx"))
    return [
        ("a.txt", letter.encode()),
        ("a.txt", letter.encode("utf-16")),
        ("a.md", letter.encode()),
        ("a.html", page.encode()),
        ("a.docx", (folder / "source.docx").read_bytes()),
    ]


def _mutilated(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(5)
    if not data:
        return data
    at, to = sorted((chance.randrange(len(data)), chance.randrange(len(data) + 1)))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[to:]
    if kind == 2:
        return data[:to] + data[at:to] * chance.randrange(1, 40) + data[to:]
    damaged = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        damaged[chance.randrange(len(damaged))] = (
            chance.randrange(256) if kind == 3 else chance.choice(b"<>\"'*#|-.\n\0")
        )
    return bytes(damaged)


@pytest.mark.timeout(120)
def test_mutilated_files_are_read_or_refused_by_name(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    sources = _sources(tmp_path)
    started = time.perf_counter()
    outcomes = {"read": 0, "refused": 0}
    for turn in range(500):
        name, data = sources[turn % len(sources)]
        damaged = _mutilated(data, chance)
        if turn % 3 == 0:
            damaged = _mutilated(damaged, chance)
        path = tmp_path / name
        path.write_bytes(damaged)
        begun = time.perf_counter()
        try:
            read_file(path)
            outcomes["read"] += 1
        except ReadError as exc:
            assert str(exc).startswith(f"{name}: "), exc  # noqa: PT017 - each of many is checked
            outcomes["refused"] += 1
        assert time.perf_counter() - begun < 20
        if time.perf_counter() - started > 20:
            break
    assert min(outcomes.values()) > 10
