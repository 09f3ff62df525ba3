"""Inspectors' names that are misspelt are put right; other words are left alone."""

import pytest

from index.answering.catalogue.misspelt import by_initials, with_names_mended

NAMES = ("tracey ledder", "bob lake", "ann poole", "carol anne leever", "anna poole", "ofsted")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("authorities where tracy leder was lead", "authorities where tracey ledder was lead"),
        ("who did bobb lake see", "who did bob lake see"),
        ("tracey ledder", "tracey ledder"),
        ("carol leavers", "carol anne leever"),
        ("bib lake and ban lake", "bob lake and ban lake"),
        ("ann poole or anna poole", "ann poole or anna poole"),
        ("anne poole", "anne poole"),  # as near to both
        ("care leavers, good leaders", "care leavers, good leaders"),
        ("", ""),
    ],
)
def test_two_words_that_are_nearly_a_name_become_it(said: str, meant: str) -> None:
    assert with_names_mended(said, by_initials(NAMES)) == meant
