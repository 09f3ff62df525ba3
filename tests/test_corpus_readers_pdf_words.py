import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.pdf_lists import split_bullet, split_number
from corpus.readers.pdf_text import LINE_HYPHEN, Look, Run
from corpus.readers.pdf_words import final, plain, words_of

LOOK = Look(12.0)


def run(text: str, *, line: int = 0, x0: float = 72, x1: float = 500, look: Look = LOOK) -> Run:
    base = 700.0 - 14 * line
    return Run(1, line, 0, text, look, x0, base, x1, base + 9, base)


def test_ligatures_spaces_and_stray_characters_are_cleaned() -> None:
    text = plain(
        [run("The e\ufb00ective o\ufb03ce\u202fhas\u00a0a \ufffdplan\u200b \x07for"), run("Máire  Ní", line=1)]
    )
    assert text == "The effective office has a plan for Máire Ní"


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "whole"),
    [
        ("multi", "agency", "a multi-agency team", "multi-agency"),
        ("informa", "tion", "the information", "information"),
        ("informa", "tion", "nothing like it", "information"),
        ("well", "known", "nothing like it", "well-known"),
        ("co", "operate", "they cooperate", "cooperate"),
    ],
)
def test_hyphen_at_line_end_is_kept_or_dropped(before: str, after: str, elsewhere: str, whole: str) -> None:
    text = plain([run(f"the {before}{LINE_HYPHEN}"), run(f"{after} of it", line=1)])
    assert final(text, words_of(text) | words_of(elsewhere)) == f"the {whole} of it"


def test_square_metres_are_no_footnote_mark() -> None:
    small = Run(1, 0, 0, "2", Look(7.0), 100, 705, 104, 710, 700)
    assert plain([run("40 m", x1=99.5), small]) == "40 m2"


@pytest.mark.parametrize("bullet", "\uf06e \uf02d \uf0a7 \uf0be \uf0b7 ◼ – − ─ ― • ● ▪ ■ ➢ ✓ \u0336 o - · ‣".split())
def test_bullets_of_the_wild_are_split_off(bullet: str) -> None:
    assert split_bullet(f"{bullet} plans for children", symbol=False, item=False) == "plans for children"


@pytest.mark.parametrize(
    "text", ["© Crown copyright", "‘Signs of Safety’", "£3 million", "(a) plans", "…and more", "-5%", "–"]
)
def test_what_is_no_bullet_stays(text: str) -> None:
    assert split_bullet(text, symbol=False, item=False) is None


@pytest.mark.parametrize("text", ["12/09/2016 was the day", "5 children", "1,200. A", "1.5 million"])
def test_what_is_no_number_stays(text: str) -> None:
    number, rest = split_number("P", text)
    assert (number, rest) == (None, text)


@given(st.text(max_size=80))
def test_cleaned_text_has_no_bad_character(text: str) -> None:
    cleaned = final(plain([run(text)]), frozenset())
    assert not [
        char for char in cleaned if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Cs", "Co") or char == "\ufffd"
    ]
    assert cleaned == " ".join(cleaned.split())


@given(st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=1, max_size=30))
def test_plain_words_are_kept_in_order(words: list[str]) -> None:
    runs = [run(" ".join(words[start : start + 4]), line=start) for start in range(0, len(words), 4)]
    assert final(plain(runs), words_of(plain(runs))).split() == words


def test_every_character_for_private_use_and_no_other_is_taken_out() -> None:
    chars = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cs", "Zs", "Zl", "Zp")]
    private = {char for char in chars if unicodedata.category(char) == "Co"}
    others = "".join(char for char in chars if char not in private and char != LINE_HYPHEN and not char.isspace())
    assert final("é" + "".join(sorted(private)) + "b", set()) == "é b"
    assert final(f"é{others}", set()) == f"é{others}"
