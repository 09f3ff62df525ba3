import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import passages, sentences

PROSE = st.text(alphabet=st.sampled_from("abAB. ?!;:,'\"’”“()\n\u00a0123£•…-–"), max_size=300)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Ode went. Dr. J. R. Jones stayed.", ["Mr. Ode went.", "Dr. J. R. Jones stayed."]),
        ("It is in No. 3 of it. No. It is not.", ["It is in No. 3 of it.", "No.", "It is not."]),
        ("It cost £7.5 million. Fine.", ["It cost £7.5 million.", "Fine."]),
        ("Some areas, e.g. Bath, i.e. two. Good.", ["Some areas, e.g. Bath, i.e. two.", "Good."]),
        ("They came on 3 Sept. 2018. They left.", ["They came on 3 Sept. 2018.", "They left."]),
        ("Plan B. The next.", ["Plan B.", "The next."]),
        ("This is bad... And so on… more.", ["This is bad...", "And so on… more."]),
        ("‘They wait. They drift.’ It is poor.", ["‘They wait.", "They drift.’", "It is poor."]),
        ('"Why?" asked she. "I do."', ['"Why?" asked she.', '"I do."']),
        ("to improve.1 The next is.", ["to improve.1", "The next is."]),
        ("at risk.The other.", ["at risk.", "The other."]),
        ("See www.gov.uk/Foo.Bar now. OK.", ["See www.gov.uk/Foo.Bar now.", "OK."]),
        ("1. The first. 2. The second.", ["1. The first.", "2. The second."]),
        ("one; two; and three. Four", ["one; two; and three.", "Four"]),
        ("• one • two", ["• one", "• two"]),
        ("In 2014. 12 people came.", ["In 2014.", "12 people came."]),
        ("(It is. So.) What? Yes!", ["(It is.", "So.)", "What?", "Yes!"]),
        ("first half\n\nsecond half", ["first half", "second half"]),
        ("Smith et al. (2014) said so.", ["Smith et al. (2014) said so."]),
        ("  \n ", []),
    ],
)
def test_sentences_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(PROSE)
def test_sentences_cover_text_in_order(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert start >= at
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert text[at:].strip() == ""


@given(PROSE, st.integers(min_value=1, max_value=12))
def test_passages_cover_text_in_order(text: str, max_words: int) -> None:
    at = 0
    for start, end in passages(text, max_words):
        assert start >= at
        assert text[at:start].strip() == ""
        assert len(text[start:end].split()) <= max_words * 1.25 + 1
        at = end
    assert text[at:].strip() == ""


def test_passages_takes_short_sentences_together() -> None:
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    assert [text[s:e] for s, e in passages(text, 6)] == [
        "One two three. Four five six.",
        "Seven eight nine. Ten eleven twelve.",
    ]


def test_passages_cuts_a_long_sentence_at_its_clauses() -> None:
    text = "alpha beta gamma delta epsilon; zeta eta theta iota kappa lambda mu"
    assert [text[s:e] for s, e in passages(text, 7)] == [
        "alpha beta gamma delta epsilon;",
        "zeta eta theta iota kappa lambda mu",
    ]


def test_passages_of_a_short_paragraph_is_the_paragraph() -> None:
    text = "Children are safe. Staff are well trained."
    assert [text[s:e] for s, e in passages(text)] == [text]


def test_sentences_is_fast_on_a_line_without_ends() -> None:
    text = "word " * 200_000
    assert len(sentences(text)) == 1
    assert not re.search(r"\s\Z", text[slice(*sentences(text)[0])])
