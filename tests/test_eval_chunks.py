import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.chunks import Passage, cut, pick, shares


@given(st.text(alphabet=st.sampled_from("abc A.\n!"), max_size=200), st.integers(5, 60))
def test_cut_makes_passages_of_whole_pieces(text: str, max_chars: int) -> None:
    pieces, runs = cut("t", text, 7, max_chars)
    assert len(runs) == len(pieces)
    for piece, run in zip(pieces, runs, strict=True):
        held = pieces[run.first - 7 : run.last - 7]
        assert (run.start, run.end) == (piece.start, held[-1].end)
        assert len(held) == 1 or run.end - run.start <= max_chars


def test_pick_leaves_out_what_overlaps_a_better_one() -> None:
    ranked = [Passage("a", 0, 10), Passage("a", 4, 14), Passage("a", 5, 15), Passage("b", 0, 10), Passage("a", 30, 40)]
    assert pick(ranked, 3) == [ranked[0], ranked[2], ranked[3]]


def test_shares_counts_characters() -> None:
    chosen = [Passage("a", 0, 10), Passage("b", 0, 10)]
    assert shares(chosen, "a", [(5, 15)]) == (0.5, pytest.approx(0.25))
    assert shares(chosen, "c", [(0, 4)]) == (0.0, 0.0)
