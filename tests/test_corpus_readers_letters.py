"""The five real letters, paragraph by paragraph: roles, numbers, sections, lead-in lines, words as hashes.

A line stands for a paragraph: role and depth of nesting (b body, h heading, i list item, q quotation,
l letterhead, x boilerplate), printed number, depth and hash of its section path, the ordinal of its
lead-in, hashes of its first four and last four words, number of words. The lines were checked against
the letters by eye before they were fixed here.
"""

import hashlib
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from corpus.model import Paragraph, Role
from corpus.paragraphs import make_paragraphs
from corpus.readers import read_file

LETTERS = Path(__file__).parent.parent.parent / "shared" / "letters"
SIGNS = {
    Role.BODY: "b",
    Role.HEADING: "h",
    Role.LIST_ITEM: "i",
    Role.QUOTE: "q",
    Role.LETTERHEAD: "l",
    Role.BOILERPLATE: "x",
}
EXPECTED = {
    "000_5577b1dfb0f49eff.txt": """
        l - 0 - a0e7 a0e7 4
        l - 0 - 78cb 9189 13
        l - 0 - 3495 3495 3
        l - 0 - 5e9b 3d8a 15
        l - 0 - 2aef 2aef 3
        h - 0 - 287a cf2e 6
        b - 0 - 2b59 cc43 29
        b - 0 - 471b 0968 56
        b - 0 - 9b82 6e93 39
        h - 0 - 4cd0 4cd0 1
        b - 14cd0 - 6666 6c0d 107
        b - 14cd0 - 1fb2 1dd2 109
        b - 14cd0 - 5997 6488 85
        h - 0 - 0ec3 0ec3 4
        b - 10ec3 - 1ed5 9a61 19
        i1 - 10ec3 14 2374 230b 39
        i1 - 10ec3 14 2fd7 19dc 12
        h - 0 - f907 3c26 11
        i1 - 11bdc 17 2d14 a188 31
        i1 - 11bdc 17 c9d8 a28e 9
        i1 - 11bdc 17 f7ef f56d 11
        h - 0 - 3250 3250 1
        i1 - 13250 21 6df2 e440 57
        i1 - 13250 21 c998 39df 21
        i1 - 13250 21 8f5b f2a5 67
        i1 - 13250 21 cc06 cc5e 102
        i1 - 13250 21 0e3d 95e8 55
        i1 - 13250 21 87b0 aa25 63
        i1 - 13250 21 6912 43d0 124
        i1 - 13250 21 b35a baa4 73
        i1 - 13250 21 d515 319f 51
        i1 - 13250 21 6402 45ac 90
        i1 - 13250 21 aad6 8a6d 78
        x - 13250 - 208d 0c43 18
        l - 0 - 2f34 2f34 2
        l - 0 - fba3 4d07 5
    """,
    "001_cb7250832f5b6dfa.txt": """
        h - 0 - 7759 624a 8
        l - 0 - e335 e335 2
        l - 0 - 4018 4018 4
        b - 0 - aad8 57d4 24
        x - 0 - a588 a312 16
        x - 0 - a588 a312 16
        b - 0 - dcad eabc 30
        b - 0 - 51c7 4609 27
        b - 0 - 7273 b1a3 33
        q - 0 - 7314 ea17 33
        q - 0 - a10c 3ed8 28
        q - 0 - e53e 9956 19
        q - 0 - a522 0628 36
        b - 0 - 4955 e49d 30
        b - 0 - 244e e98f 24
        b - 0 - 980d 1c8b 40
        q - 0 - 6256 4aa1 26
        q - 0 - 4a32 3ce0 45
        q - 0 - 86bb 4f3e 34
        q - 0 - 9de2 0a20 49
        q - 0 - d5a5 51e6 27
        x - 0 - 85ca 85ca 4
        x - 0 - 416a 416a 3
        x - 0 - 2234 2234 3
        x - 0 - e72e 3533 6
        x - 0 - 9f60 1cb2 7
        x - 0 - e03d e03d 4
        x - 0 - 57c7 57c7 2
        x - 0 - 63a8 63a8 4
        x - 0 - 332c 332c 1
        x - 0 - 6fe6 6fe6 3
        x - 0 - 865e 865e 3
        x - 0 - 57c7 57c7 2
        x - 0 - 7c57 7c57 4
        x - 0 - 332c 332c 1
    """,
    "002_f21168ffccbb184e.txt": """
        h - 0 - b9f9 d8f2 11
        l - 0 - 45b2 45b2 1
        l - 0 - f6e3 f6e3 4
        l - 0 - 899c cfc5 6
        l - 0 - bb3c bb3c 4
        l - 0 - 01bb 01bb 2
        l - 0 - 07b7 07b7 3
        h 1 0 - 45e0 45e0 3
        b 1.1 145e0 - 3760 4daf 83
        i1 - 145e0 8 4869 a867 11
        i1 - 145e0 8 4869 cb81 11
        i1 - 145e0 8 e610 531f 8
        b 1.2 145e0 - e599 5228 71
        b 1.3 145e0 - 81e3 9fef 48
        h 2 0 - 777f 777f 1
        b - 1777f - 786c 786c 4
        i1 2.1 1777f 15 45d5 9a26 17
        i1 2.2 1777f 15 b349 28fa 16
        x - 1777f - b9f9 d8f2 11
        x - 1777f - 45b2 45b2 1
        x - 1777f - f6e3 f6e3 4
        i1 2.3 1777f 15 d8d6 8fd5 22
        i1 2.4 1777f 15 7f82 eff3 22
        h 3 0 - be01 be01 1
        h - 1be01 - 7d9b 1cd9 10
        b 3.1 203b4 - e386 c54b 172
        i1 3.1.1 203b4 25 feb5 fa2b 22
        i1 3.1.2 203b4 25 c71f c666 20
        i1 3.1.3 203b4 25 cc8e b009 12
        i1 3.1.4 203b4 25 bf01 0b08 15
        b 3.2 203b4 - 34f8 fd4b 54
        x - 203b4 - b9f9 d8f2 11
        x - 203b4 - 45b2 45b2 1
        x - 203b4 - f6e3 f6e3 4
        h - 1be01 - 8caf b5d7 12
        b 3.3 20b50 - 8caf 844b 150
        b 3.4 20b50 - 1bc5 d2ce 86
        b 3.5 20b50 - da3b b5fa 73
        h - 1be01 - 4869 91ac 18
        b 3.6 26488 - 3225 e855 144
        x - 26488 - b9f9 d8f2 11
        x - 26488 - 45b2 45b2 1
        x - 26488 - f6e3 f6e3 4
        b 3.7 26488 - a767 0a6a 107
        b 3.8 26488 - e323 e182 64
        h - 1be01 - e610 2242 15
        b 3.9 218f6 - e610 0952 106
        b 3.10 218f6 - 196e caf3 95
        h 4 0 - d8a2 d8a2 2
        b 4.1 1d8a2 - 1165 149b 10
        x - 1d8a2 - b9f9 d8f2 11
        x - 1d8a2 - 45b2 45b2 1
        x - 1d8a2 - f6e3 f6e3 4
        h 5 0 - 7651 8595 7
        h - 1baca - 8106 8106 4
        b 5.1 27323 - be57 7dfd 27
        h - 1baca - 3a7e 3edd 5
        b 5.2 2fbc3 - 2516 149b 10
        h - 1baca - 9365 5180 11
        b 5.3 20f67 - 150f 149b 10
        h - 1baca - 9596 9596 3
        b 5.4 257b1 - 59a5 ddbe 17
        h - 1baca - f41b f41b 2
        b 5.5 2d5e6 - 45f3 60da 22
        h 6 0 - 024c 024c 1
        b 6.1 1024c - 2562 3c4f 37
        b 6.2 1024c - 3d37 7f2e 21
        h 7 0 - 43ef 43ef 2
        b 7.1 143ef - 9e41 ee6b 9
        h 8 0 - dabf dabf 1
        b 8.1 1dabf - 3287 194d 13
        x - 1dabf - b9f9 d8f2 11
        x - 1dabf - 45b2 45b2 1
        x - 1dabf - f6e3 f6e3 4
        h 9 0 - 3a24 6c16 6
        b 9.1 1be71 - cb30 c823 17
    """,
    "003_4d1db49c526e83d8.txt": """
        l - 0 - a0e7 a0e7 4
        l - 0 - 78cb 9189 13
        l - 0 - 813e 813e 3
        l - 0 - 22dc 31b2 16
        l - 0 - f749 f749 3
        h - 0 - 4eca 1a35 8
        b - 0 - 2b59 7380 32
        b - 0 - 57e2 25a4 64
        h - 0 - 4cd0 4cd0 1
        b - 14cd0 - 7c37 c0f6 59
        b - 14cd0 - 51ef d8c3 61
        b - 14cd0 - 17a2 7b85 38
        b - 14cd0 - bbdc 1bd0 54
        b - 14cd0 - bc8a 23b2 68
        h - 0 - f907 3c26 11
        i1 - 11bdc 14 d067 44cb 24
        i1 - 11bdc 14 95b5 0165 10
        i1 - 11bdc 14 e125 e0c5 14
        h - 0 - 3250 3250 1
        i1 - 13250 18 b478 ac1a 45
        i1 - 13250 18 eefa edde 41
        i1 - 13250 18 5b37 fa2c 75
        i1 - 13250 18 e7f9 350d 67
        i1 - 13250 18 da57 e1b1 64
        i1 - 13250 18 9dfd db3d 34
        i1 - 13250 18 b75f 7c50 38
        i1 - 13250 18 169e 206d 84
        i1 - 13250 18 1ebd 9740 71
        i1 - 13250 18 6f59 0308 108
        i1 - 13250 18 deb7 3e88 54
        i1 - 13250 18 9580 5a41 40
        i1 - 13250 18 8070 5f94 40
        i1 - 13250 18 1974 9f6d 77
        i1 - 13250 18 29a6 67e4 55
        x - 13250 - 208d 0c43 18
        l - 0 - 2f34 2f34 2
        l - 0 - 22d5 22d5 2
        l - 0 - 81b0 81b0 3
    """,
    "004_b661a293c1bd9dbd.txt": """
        l - 0 - ea11 ea11 1
        l - 0 - d1b3 d1b3 2
        l - 0 - 36be 36be 2
        l - 0 - 57d9 57d9 1
        l - 0 - 988a 988a 2
        l - 0 - 78cb 78cb 4
        l - 0 - 6b84 6b84 4
        l - 0 - f86c f86c 1
        l - 0 - 436d 436d 1
        l - 0 - 0eca 0eca 3
        l - 0 - 3914 3914 3
        l - 0 - d066 0036 6
        l - 0 - 725f 725f 3
        l - 0 - 4a0c 4a0c 2
        l - 0 - 1d25 1d25 1
        l - 0 - e50b e50b 2
        l - 0 - 210a 210a 3
        h - 0 - 8ddc d3f3 7
        b - 0 - 2b59 ada7 32
        b - 0 - 5e08 c849 36
        b - 0 - e23e 9956 53
        h - 0 - 3c29 3c29 2
        b - 13c29 - ca6c 6b9e 65
        b - 13c29 - 65d8 d952 188
        h - 0 - 0ec3 0ec3 4
        i1 - 10ec3 24 5f0c c693 21
        i1 - 10ec3 24 2760 9d4b 24
        h - 0 - f907 af99 11
        i1 - 14099 27 cc8e a4d9 18
        i1 - 14099 27 7812 9c81 9
        i1 - 14099 27 e070 a5b8 18
        i1 - 14099 27 30f1 ce9b 22
        i1 - 14099 27 f278 6efc 6
        i1 - 14099 27 315c fe3b 8
        h - 0 - e3d2 e3d2 2
        b - 1e3d2 - ccce f8d4 36
        b - 1e3d2 - 0ca0 9973 57
        b - 1e3d2 - d0a2 c86b 90
        b - 1e3d2 - 1aa7 748b 40
        b - 1e3d2 - 41ec c37d 97
        b - 1e3d2 - c071 2687 69
        b - 1e3d2 - 8614 d2d1 139
        b - 1e3d2 - e03d 6b80 53
        b - 1e3d2 - 2fcd d8f5 50
        b - 1e3d2 - e7f1 a758 70
        b - 1e3d2 - 896c cc73 53
        b - 1e3d2 - cc8e c910 70
        b - 1e3d2 - 5081 dc34 58
        b - 1e3d2 - 663c 1526 66
        b - 1e3d2 - e09a 9bb5 103
        b - 1e3d2 - 3fc7 f243 129
        b - 1e3d2 - 5ae6 c771 53
        b - 1e3d2 - fb91 b36a 53
        b - 1e3d2 - 2e18 2477 40
        b - 1e3d2 - 6741 c75b 55
        x - 1e3d2 - 208d 0c43 18
        b - 1e3d2 - 1e5a 0cb4 58
        l - 0 - 2f34 2f34 2
        l - 0 - d107 d107 2
        l - 0 - 81b0 81b0 3
    """,
}

pytestmark = pytest.mark.shared


def _hash(words: list[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=2).hexdigest()


def _line(paragraph: Paragraph, ordinals: dict[str, int]) -> str:
    words = paragraph.text.split()
    section = f"{len(paragraph.section)}{_hash(list(paragraph.section)) if paragraph.section else ''}"
    lead_in = "-" if paragraph.lead_in is None else ordinals[paragraph.lead_in]
    role = f"{SIGNS[paragraph.role]}{paragraph.depth or ''}"
    return f"{role} {paragraph.number or '-'} {section} {lead_in} {_hash(words[:4])} {_hash(words[-4:])} {len(words)}"


def _paragraphs(name: str) -> tuple[Paragraph, ...]:
    return make_paragraphs("0", read_file(LETTERS / name).blocks)


def _named(start: str) -> tuple[Paragraph, ...]:
    return _paragraphs(next(name for name in EXPECTED if name.startswith(start)))


@pytest.mark.parametrize("name", EXPECTED)
def test_letter_paragraph_by_paragraph(name: str) -> None:
    paragraphs = _paragraphs(name)
    ordinals = {paragraph.id: paragraph.ordinal for paragraph in paragraphs}
    expected = [line.strip() for line in EXPECTED[name].strip().splitlines()]
    assert [_line(paragraph, ordinals) for paragraph in paragraphs] == expected


@pytest.mark.parametrize("name", EXPECTED)
def test_letter_loses_and_adds_no_word(name: str) -> None:
    source = re.sub(r"</?sup>", "", (LETTERS / name).read_text(encoding="utf-8"))
    read = " ".join(f"{paragraph.number or ''} {paragraph.text}" for paragraph in _paragraphs(name))
    assert Counter(re.findall(r"\w+", read)) == Counter(re.findall(r"\w+", source))


@pytest.mark.parametrize("name", EXPECTED)
def test_letter_text_is_clean(name: str) -> None:
    for paragraph in _paragraphs(name):
        assert not re.search(r"[*#<>\u00a0\u200b\t\n]|\s\s|^\s|\s$|^[-•]", paragraph.text)


def _body_by_section(paragraphs: tuple[Paragraph, ...]) -> list[int]:
    counts: Counter[tuple[str, ...]] = Counter()
    for paragraph in paragraphs:
        if paragraph.role.is_finding:
            counts[paragraph.section] += 1
    return list(counts.values())


@pytest.mark.parametrize(
    ("start", "counts"),
    [
        ("000", [3, 3, 3, 3, 11]),
        ("001", [16]),
        ("002", [6, 5, 6, 3, 3, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1]),
        ("003", [2, 5, 3, 15]),
        ("004", [3, 2, 2, 6, 21]),
    ],
)
def test_letter_findings_in_each_section(start: str, counts: list[int]) -> None:
    assert _body_by_section(_named(start)) == counts


@pytest.mark.parametrize(
    ("start", "cuts"),
    [
        # The word before each page's end and the word after it.
        ("000", [("children", "receive."), ("timescale.", "There")]),
        ("002", [("service", "has")]),
        ("003", [("a", "director"), ("be", "completed,"), ("Assessments", "are")]),
        ("004", [("recruiting", "permanent"), ("child-protection", "enquiries"), ("of", "practice")]),
    ],
)
def test_letter_halves_are_joined(start: str, cuts: list[tuple[str, str]]) -> None:
    texts = [paragraph.text for paragraph in _named(start) if paragraph.role.is_finding]
    for before, after in cuts:
        assert any(f"{before} {after}" in text for text in texts)
        assert not any(text.startswith(f"{after} ") and text[0].islower() for text in texts)


def test_letter_deadline_after_the_formula_is_a_finding() -> None:
    paragraphs = _named("004")
    deadline = next(paragraph for paragraph in paragraphs if "70 working days" in paragraph.text)
    formula = paragraphs[deadline.ordinal - 1]
    assert (formula.role, deadline.role) == (Role.BOILERPLATE, Role.BODY)


def test_letter_prices_and_offers_are_no_findings() -> None:
    paragraphs = _named("001")
    findings = " ".join(paragraph.text for paragraph in paragraphs if paragraph.role.is_finding)
    assert "£" not in findings
    assert "Picture:" not in findings
    assert sum(paragraph.role is Role.BOILERPLATE for paragraph in paragraphs) == 16


def test_letter_quotations_have_speakers() -> None:
    found = [
        (quotation.speaker, quotation.of_inspectorate, paragraph.role)
        for paragraph in _named("001")
        if paragraph.role is not Role.HEADING
        for quotation in paragraph.quotations
    ]
    assert found == [
        *[("the inspectorate", True, Role.QUOTE)] * 4,
        ("Ofsted's letter", True, Role.BODY),
        ("the letter", True, Role.QUOTE),
        *[("Mary Martin", False, Role.QUOTE)] * 4,
    ]


def test_letter_inspectorate_quoted_in_the_press_stands_in_its_letter() -> None:
    letter = " ".join(paragraph.text for paragraph in _named("000")).casefold()
    quoted = [
        paragraph.text[quotation.start : quotation.end].casefold().strip(" .,")
        for paragraph in _named("001")
        if paragraph.role is not Role.HEADING
        for quotation in paragraph.quotations
        if quotation.of_inspectorate
    ]
    # The newspaper left out a comma of the second.
    assert [words.replace(",", "") in letter.replace(",", "") for words in quoted] == [True] * 6


def test_letter_terms_in_quotation_marks_are_nobodys_words() -> None:
    assert [paragraph.quotations for start in ("000", "003", "004") for paragraph in _named(start)].count(()) == sum(
        len(_named(start)) for start in ("000", "003", "004")
    )


def test_letters_are_read_quickly() -> None:
    _named("000")
    started = time.perf_counter()
    for name in EXPECTED:
        _paragraphs(name)
    assert time.perf_counter() - started < 5
