"""What has to improve: the items of documents' lists, and their themes."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import made_document

from app.improvement_items import improvement_items
from app.overview_plots import stacked_bars
from app.themes import MIN_TEXTS, NO_THEME, Themes, make_themes
from app.themes_panel import Themed, items_table, picked_items, share_text
from corpus.blocks import Block
from corpus.model import Publisher, Role
from corpus.paragraphs import make_paragraphs

SUBJECTS = {
    "lanterns": ["brass lanterns in {}", "too few brass lanterns for {}", "who carries the brass lanterns in {}"],
    "bridges": ["the rope bridges of {}", "repair of rope bridges near {}", "rope bridges that {} waits for"],
    "kites": ["paper kites above {}", "children in {} who fly paper kites", "storage of paper kites for {}"],
}


def told(count: int = 8) -> tuple[list[str], np.ndarray]:
    """Return texts on three subjects, with vectors that lie near their subject's own axis."""
    dice = np.random.default_rng(7)
    texts, vectors = [], []
    for axis, (_, forms) in enumerate(SUBJECTS.items()):
        for number in range(count):
            texts.append(forms[number % len(forms)].format(f"town{axis}{number}"))
            vectors.append(np.eye(8, dtype=np.float32)[axis] + dice.normal(0, 0.05, 8).astype(np.float32))
    return texts, np.asarray(vectors, dtype=np.float32)


def test_texts_of_one_subject_make_a_theme_named_by_their_own_words() -> None:
    texts, vectors = told()
    themes = make_themes(texts, vectors)
    assert set(themes.names) == {"Brass lanterns", "Rope bridges", "Paper kites"}
    assert themes.of_text == ("Brass lanterns",) * 8 + ("Rope bridges",) * 8 + ("Paper kites",) * 8
    assert themes.share_without == 0


def test_themes_do_not_depend_on_the_order_of_texts() -> None:
    texts, vectors = told()
    order = np.random.default_rng(1).permutation(len(texts))
    mixed = make_themes([texts[at] for at in order], vectors[order])
    straight = make_themes(texts, vectors)
    assert mixed.of_text == tuple(straight.of_text[at] for at in order)


def test_text_far_from_all_others_is_in_no_theme() -> None:
    texts, vectors = told()
    far = np.zeros((1, 8), np.float32)
    far[0, :] = vectors.mean(axis=0)
    far[0, 7] = 0.01
    themes = make_themes([*texts, "an unlike thing"], np.concatenate([vectors, far]))
    assert themes.of_text[-1] == NO_THEME
    assert themes.share_without == pytest.approx(1 / 25)


def test_few_texts_are_left_ungrouped() -> None:
    texts, vectors = told()
    themes = make_themes(texts[: MIN_TEXTS - 1], vectors[: MIN_TEXTS - 1])
    assert themes.names == ()
    assert themes.share_without == 1


def test_texts_of_which_many_are_in_no_theme_have_none() -> None:
    texts, vectors = told()
    lone = np.random.default_rng(3).normal(size=(14, 40)).astype(np.float32)
    lone[:, :8] = 0
    wide = np.concatenate([np.pad(vectors, ((0, 0), (0, 32))), lone])
    themes = make_themes([*texts, *(f"word{number}" for number in range(14))], wide)
    assert set(themes.of_text) == {NO_THEME}


def test_items_without_themes_are_counted_by_authority() -> None:
    found = [replace(one, theme=None) for one in themed()]
    assert "counted by authority" in share_text(found)
    assert picked_items(found, [{"group": "Aldermere", "kind": "Areas for priority action"}]) == [found[2]]
    table = items_table(found)
    assert table["columns"][:3] == ["What has to improve", "Authority", "Published"]
    assert table["rows"][2]["cells"][:3] == ["more kites", "Aldermere", "18 May 2018"]


def test_texts_without_words_or_differences_are_in_no_theme() -> None:
    themes = make_themes(["1234"] * 20, np.ones((20, 4), np.float32))
    assert set(themes.of_text) == {NO_THEME}
    assert Themes(()).share_without == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=12, max_size=30), st.integers(0, 99))
def test_every_text_gets_one_theme_whatever_it_says(texts: list[str], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(len(texts), 6)).astype(np.float32)
    themes = make_themes(texts, vectors)
    assert len(themes.of_text) == len(texts)
    assert set(themes.of_text) <= {*themes.names, NO_THEME}


def made_library(*blocks: Block, publisher: Publisher = Publisher.INSPECTORATE) -> SimpleNamespace:
    """Return a library of one document with these paragraphs."""
    document, _ = made_document(publisher=publisher)
    paragraphs = make_paragraphs(document.id, blocks)
    return SimpleNamespace(documents=(document,), paragraphs_of=lambda _: paragraphs)


@pytest.mark.parametrize(
    ("heading", "listed_as"),
    [
        ("What needs to improve?", "what needs to improve"),
        ("Areas for priority action", "areas for priority action"),
        ("Recommendations", "what needs to improve"),
        ("Findings", None),
    ],
)
def test_items_stand_under_the_headings_that_frameworks_know(heading: str, listed_as: str | None) -> None:
    library = made_library(
        Block("Before", Role.HEADING, 1),
        Block("Lanterns are fine."),
        Block(heading, Role.HEADING, 1),
        Block("The kites.", Role.LIST_ITEM, 1),
        Block("The bridges.", number="4"),
    )
    found = [(item.paragraph.text, item.listed_as) for item in improvement_items(library)]
    assert [text for text, _ in found] == (["The kites.", "The bridges."] if listed_as else [])


def test_line_that_introduces_a_list_is_no_item() -> None:
    library = made_library(
        Block("What needs to improve", Role.HEADING, 1),
        Block("The council must act on these:"),
        Block("the kites", Role.LIST_ITEM, 1),
    )
    assert [item.paragraph.text for item in improvement_items(library)] == ["the kites"]


def test_lists_of_councils_are_left_out() -> None:
    library = made_library(
        Block("Areas for improvement", Role.HEADING, 1), Block("Kites.", Role.LIST_ITEM, 1), publisher=Publisher.COUNCIL
    )
    assert improvement_items(library) == []


def themed() -> list[Themed]:
    """Return three items in two themes."""
    library = made_library(
        Block("What needs to improve", Role.HEADING, 1),
        Block("kites", Role.LIST_ITEM, 1),
        Block("lanterns", Role.LIST_ITEM, 1),
        Block("Areas for priority action", Role.HEADING, 1),
        Block("more kites", Role.LIST_ITEM, 1),
    )
    names = ("Kites", NO_THEME, "Kites")
    return [Themed(item, theme) for item, theme in zip(improvement_items(library), names, strict=True)]


def test_mark_leads_to_its_items_and_each_item_to_its_paragraph() -> None:
    found = themed()
    picked = picked_items(found, [{"group": "Kites", "kind": "Areas for priority action"}])
    assert [one.item.paragraph.text for one in picked] == ["more kites"]
    assert picked_items(found, []) == found
    row = items_table(picked)["rows"][0]
    assert row["cells"][:4] == ["more kites", "Kites", "Aldermere", "18 May 2018"]
    assert row["sort"][3] == date(2018, 5, 18).isoformat()
    assert row["url"] == picked[0].item.url


def test_share_without_a_theme_is_told() -> None:
    told_share = share_text(themed())
    assert told_share.startswith("3 items that 1 document lists as having to improve.")
    assert told_share.endswith("1 (33%) are in no theme.")


def test_bars_count_each_kind_beside_the_one_before() -> None:
    pairs = [("Kites", "a"), ("Kites", "b"), ("Kites", "b"), ("Bridges", "b")]
    chart = stacked_bars("Theme", "Items", pairs, ["Kites", "Bridges"], ["a", "b"])
    (marks,) = chart.to_dict()["datasets"].values()
    assert [(m["group"], m["kind"], m["start"], m["end"]) for m in marks] == [
        ("Kites", "a", 0, 1),
        ("Kites", "b", 1, 3),
        ("Bridges", "b", 0, 1),
    ]
