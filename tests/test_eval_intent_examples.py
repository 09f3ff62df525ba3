"""Wordings as examples: blocks of a file, forms that mean the same as one, and what is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.intent_examples import Block, Example, Forms, examples_of, has_topic, read_blocks
from index.intent.forms import Form
from index.intent.mentions import Names
from index.intent.model import WORDINGS, read_forms, values_of

NAMES = Names({}, {"aldermere": "Aldermere", "westhaven": "Westhaven"}, {"south east": "South East"})
FILES = Path(__file__).parent.parent / "eval" / "questions"
TEXT = """# ann
= Which councils are good?
who's good

good ones
H Who led in Aldermere? || and in 2019?
= and Westhaven?
westhaven pls
=- other things
what of fostering
"""


def _meaning(plain: str, _history: tuple[str, ...]) -> str | None:
    """Read two plain wordings as the same, and one not at all."""
    text = plain.lower().replace("list the", "which").replace("councils that are", "councils are")
    return None if "mauve" in text else text


def _examples(*blocks: Block) -> tuple[Forms, list[Example]]:
    forms = Forms(_meaning, NAMES)
    return forms, list(examples_of(blocks, forms, NAMES))


def test_blocks_have_a_plain_wording_an_author_and_what_went_before(tmp_path: Path) -> None:
    file = tmp_path / "wordings.txt"
    file.write_text(TEXT, encoding="utf-8")
    history = ("Who led in Aldermere?", "and in 2019?")
    assert list(read_blocks(file)) == [
        Block("Which councils are good", (), ("who's good", "good ones"), "ann"),
        Block("and Westhaven", history, ("westhaven pls",), "ann"),
        Block("-", history, ("what of fostering",), "ann"),
    ]


def test_plain_wordings_of_the_same_meaning_are_one_form_with_their_own_values() -> None:
    forms, examples = _examples(
        Block("List the councils that are inadequate in South East", (), ("who fails there",)),
        Block("Which councils are good in South East", (), ("who is fine in the South East",)),
    )
    assert [form.text for form in forms.held] == ["Which councils are {grade1} in {region1}"]
    assert [(one.form, one.values["grade1"], one.text) for one in examples] == [
        (1, "good", "who is fine in the Midlands"),
        (1, "inadequate", "who fails there"),
    ]


def test_plain_wordings_of_other_meanings_are_other_forms() -> None:
    forms, examples = _examples(
        Block("Which councils are good", (), ("a",)), Block("How many councils are good", (), ("b",))
    )
    assert len(forms.held) == 2
    assert {one.wording: forms.held[one.form - 1].text for one in examples} == {
        "a": "Which councils are {grade1}",
        "b": "How many councils are {grade1}",
    }


def test_number_is_a_place_only_for_wordings_that_have_it() -> None:
    forms, examples = _examples(Block("Which took more than 40 days", (), ("over 40 days", "over forty days")))
    assert [forms.held[one.form - 1].text for one in examples] == [
        "Which took more than {number1} days",
        "Which took more than 40 days",
    ]


def test_plain_wording_that_is_not_read_gives_no_example_and_is_told() -> None:
    forms, examples = _examples(Block("Which councils are mauve", (), ("who is mauve",)))
    assert (examples, forms.unread) == ([], ["Which councils are mauve"])


def test_what_wants_nothing_is_an_example_of_no_form() -> None:
    _, examples = _examples(Block("-", (), ("how are carers paid in Aldermere",)))
    assert [(one.form, one.text, one.values) for one in examples] == [(0, "how are carers paid in Norton", {})]


@pytest.mark.parametrize("name", ["wordings.txt", "follow_ups.txt"])
def test_bundled_blocks_are_well_formed(name: str) -> None:
    blocks = list(read_blocks(FILES / name))
    assert len(blocks) > 200
    assert all(block.author and block.wordings for block in blocks)
    assert all(block.history for block in blocks) is (name == "follow_ups.txt")


def test_values_of_bundled_wordings_can_be_told() -> None:
    for forms in read_forms(WORDINGS).values():
        for form in forms:
            for place in form.places:
                if place[:-1] in ("grade", "area", "framework", "body"):
                    assert values_of(place)


@pytest.mark.parametrize(
    ("plain", "wordings", "is_topic"),
    [
        ("and fostering", ("what about fostering", "fostering too please", "anything on foster carers"), True),
        ("which was the first", ("the first one", "where did it begin", "earliest?"), False),
        ("and in {year1}", ("2019", "same for 2019", "now 2019"), False),
    ],
)
def test_word_that_nearly_all_wordings_repeat_is_a_topic(plain: str, wordings: tuple[str, ...], is_topic: bool) -> None:
    block = Block(plain, (), wordings)
    examples = [Example(one, 1, {}, block, one) for one in wordings]
    assert has_topic(Form(plain), examples) is is_topic
