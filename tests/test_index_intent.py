"""What a question wants: stand-ins for what it mentions, forms with places, plain wordings, and damage."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmbeddingError
from index.encoder.weights import GRAPH
from index.intent import IntentModel, Names, Plain, plain_wordings
from index.intent.forms import Form, form_of
from index.intent.kept import is_kept
from index.intent.mentions import masked
from index.intent.model import FILE, PLACES, WORDINGS, Guess, read_forms, values_of

NAMES = Names(
    inspectors={"ann poole": "Ann Poole", "bob lake": "Bob Lake"},
    authorities={"aldermere": "Aldermere", "westhaven vale": "Westhaven Vale", "westhaven": "Westhaven Vale"},
    regions={"south east": "South East", "london": "London"},
)
MODEL = IntentModel()


def test_mentions_are_replaced_by_stand_ins_and_years_stand_in_their_order() -> None:
    found = masked("did Ann Poole see Westhaven in 2019 or the South-East in May 2016", NAMES)
    assert found.text == "did Jane Smith see Norton in 2001 or the Midlands in March 2000"
    assert found.values == {
        "inspector": ("Ann Poole",),
        "authority": ("Westhaven Vale",),
        "region": ("South East",),
        "month": ("May",),
        "year": ("2016", "2019"),
    }


def test_name_said_twice_is_one_mention() -> None:
    found = masked("Aldermere or Westhaven, and why Aldermere?", NAMES)
    assert (found.text, found.values) == (
        "Norton or Weston, and why Norton?",
        {"authority": ("Aldermere", "Westhaven Vale")},
    )


@pytest.mark.parametrize(
    ("text", "said", "numbers"),
    [
        ("more than twelve reports", "more than 7 reports", ("12",)),
        ("over 40 days", "over 7 days", ("40",)),
        ("the last two inspections", "the last 2 inspections", ("2",)),
        ("three or 20", "3 or 8", ("3", "20")),
        ("which one may help", "which one may help", ()),
    ],
)
def test_numbers_but_small_ones_have_stand_ins(text: str, said: str, numbers: tuple[str, ...]) -> None:
    found = masked(text, NAMES)
    assert (found.text, found.values.get("number", ())) == (said, numbers)


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_any_text_has_mentions_that_lie_in_it_one_after_another(text: str) -> None:
    ends = 0
    for one in NAMES.find(text):
        assert ends <= one.start < one.end <= len(text)
        ends = one.end


def test_form_has_places_for_what_is_mentioned_and_for_what_is_told() -> None:
    plain = "Which South East councils went from good or outstanding to inadequate for care leavers after 2018"
    form, values = form_of(plain, NAMES)
    assert form.text == "Which {region1} councils went from {grade1} to {grade2} for {area1} after {year1}"
    assert form.mentioned == {"region": 1, "year": 1}
    assert values == {
        "region1": "South East",
        "grade1": "good or better",
        "grade2": "inadequate",
        "area1": "care leavers",
        "year1": "2018",
    }
    assert form.filled(values) == plain.replace("good or outstanding", "good or better")


def test_number_has_a_place_only_where_it_is_wanted() -> None:
    plain = "Which of the 2 took more than 40 days"
    assert form_of(plain, NAMES)[0].text == plain
    assert form_of(plain, NAMES, ["2", "40"])[0].text == "Which of the 2 took more than {number1} days"


class Teller(IntentModel):
    """Tells what the test says: probabilities of forms, and the values of places."""

    def __init__(self, forms: Mapping[str, float], told: Mapping[str, str]) -> None:
        super().__init__()
        self.forms = {task: tuple(map(Form, forms)) for task in ("catalogue", "turn")}
        self._shares = np.array(list(forms.values()), np.float32)
        self._told = told

    def read(self, text: str, task: str) -> Guess:
        del text, task
        places = {
            place: np.array([0.9 if self._told.get(place) == value else 0.02 for value in values_of(place)], np.float32)
            for place in PLACES
        }
        return Guess(0.0, self._shares, places)


def test_plain_wordings_are_filled_and_those_that_lose_a_mention_left_out() -> None:
    model = Teller(
        {"Which councils are {grade1} now": 0.5, "Which {region1} councils are {grade1} now": 0.4},
        {"grade1": "requires improvement"},
    )
    found = plain_wordings("who in the south east could do better", "turn", NAMES, model)
    assert [one.text for one in found] == ["Which South East councils are requires improvement now"]
    assert found[0].probability == pytest.approx(0.4 * 0.9)
    assert [one.text for one in plain_wordings("who could do better", "turn", NAMES, model)] == [
        "Which councils are requires improvement now"
    ]


def test_limit_of_a_question_is_kept_as_it_is_where_no_form_has_it() -> None:
    model = Teller({"Which councils are {grade1} now": 0.8}, {"grade1": "good"})
    said = plain_wordings("who is doing fine in the South East", "catalogue", NAMES, model)
    assert [one.text for one in said] == ["Which councils are good now in the South East"]
    assert plain_wordings("who is doing fine, South East", "catalogue", NAMES, model) == []


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("who improved", "Which councils fell"),
        ("seen before 2019", "Which councils were inspected since {year1}"),
        ("who had the fewest", "Which council had the most inspections"),
        ("the oldest one", "Which report is the newest"),
    ],
)
def test_plain_wording_that_says_the_contrary_is_left_out(asked: str, form: str) -> None:
    assert plain_wordings(asked, "turn", NAMES, Teller({form: 0.9}, {})) == []


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("who was failing once but isn't any longer", "Which councils stayed inadequate at their latest inspection"),
        ("who never had the old framework", "Which councils have been inspected under both frameworks"),
        ("fell by two grades", "Which councils got worse twice in a row"),
        ("places starting with S", "Which councils have stayed the same grade"),
        ("good before 2018 and since then", "What share of inspections in 2018 were good"),
        ("reports published in 2016 and 2018", "Which councils were inspected in 2016 and 2018"),
        ("who had Ann Poole as first lead", "What has Ann Poole led"),
        ("anyone good", "Who was good first"),
    ],
)
def test_plain_wording_that_says_more_or_less_of_runs_firsts_denials_and_days_is_not_kept(
    asked: str, plain: str
) -> None:
    assert not is_kept(asked, plain)


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("who never made it to good", "Which councils have never been good"),
        ("stuck at the bottom", "Which councils stayed inadequate"),
        ("dropped two rungs", "Which councils fell by two grades"),
        ("came off special measures, no longer failing", "Which councils were inadequate once and are not now"),
        ("seen before 2018", "Which councils were inspected before 2018"),
        ("two goods on the trot", "Which councils have been good twice in a row"),
        ("reports published in 2016", "How many reports were published in 2016"),
    ],
)
def test_plain_wording_of_the_same_runs_firsts_denials_and_days_is_kept(asked: str, plain: str) -> None:
    assert is_kept(asked, plain)


def test_grades_of_two_places_differ() -> None:
    model = Teller({"Which councils went from {grade1} to {grade2}": 0.9}, {"grade1": "good", "grade2": "good"})
    (found,) = plain_wordings("who changed", "turn", NAMES, model)
    first, second = found.text.removeprefix("Which councils went from ").split(" to ")
    assert first != second


def test_forms_and_model_are_of_the_same_fit() -> None:
    assert {task: len(forms) for task, forms in MODEL.forms.items()} == {
        task: len(MODEL.read("x", task).forms) for task in ("catalogue", "turn")
    }
    assert FILE.stat().st_size < 2_500_000
    assert GRAPH.stat().st_size < 40_000


@given(st.text(max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_has_probabilities_that_add_up(text: str) -> None:
    guess = MODEL.read(text + "\ud800", "catalogue")
    assert guess.none + guess.forms.sum() == pytest.approx(1, abs=1e-4)
    assert all(shares.sum() == pytest.approx(1, abs=1e-4) for shares in guess.places.values())


def test_wordings_of_another_fit_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "wordings.tsv").write_text("catalogue\tWhich councils are {grade1}\n", encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"wordings\.tsv: not the wordings"):
        IntentModel(wordings=tmp_path / "wordings.tsv").read("who", "catalogue")


@pytest.mark.parametrize("content", [None, "no tab"])
def test_damaged_wordings_are_an_error_that_names_the_file(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "wordings.tsv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"wordings\.tsv: cannot be read"):
        read_forms(file)


def test_damaged_model_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    file = Path(shutil.copy(FILE, tmp_path / "intent.npz"))
    with np.load(io.BytesIO(FILE.read_bytes())) as stored:
        np.savez(file, allow_pickle=False, **{**stored, "model": np.array("another")})
    with pytest.raises(EmbeddingError, match=r"intent\.npz: .*install the project again"):
        IntentModel(file).read("who", "catalogue")


def test_bundled_wordings_have_known_tasks_and_places() -> None:
    held = read_forms(WORDINGS)
    assert set(held) == {"catalogue", "turn"}
    for forms in held.values():
        assert len({form.text for form in forms}) == len(forms)
    assert isinstance(plain_wordings("who is failing", "catalogue", NAMES, MODEL)[0], Plain)
