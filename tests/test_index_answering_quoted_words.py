import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.quoted_words import has_quoted

SENTENCE = "The leader said that staff 'had simply run out of road', and that help would come."


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("Who said staff 'had simply run out of road'?", True),
        ("who wrote “Simply run out of road”", True),
        ('where does "simply run out of puff" stand', False),
        ("whose words are 'out of'?", False),
        ("Is the council's staff at its schools' limit of road?", False),
        ("who said staff had simply run out of road?", False),
    ],
)
def test_quoted_words_are_found(question: str, has: bool) -> None:
    assert has_quoted(SENTENCE, question) is has


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=3, max_size=8))
def test_quoted_words_are_found_whatever_they_are(words: list[str]) -> None:
    said = " ".join(words)
    assert has_quoted(f"Before, {said.title()}; after.", f'who said "{said}"?')
