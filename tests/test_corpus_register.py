import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.register import Authority, Register, load_register

REGISTER = load_register()


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.name, text[mention.start : mention.end]) for mention in REGISTER.find(text)]


def test_register_has_every_authority_of_today_and_the_predecessors() -> None:
    today = [authority for authority in REGISTER if not authority.successors]
    gone = [authority for authority in REGISTER if authority.successors]
    assert len(today) == 153
    assert {authority.name for authority in gone} == {"Bournemouth", "Cumbria", "Northamptonshire", "Poole"}
    assert len(REGISTER.regions) == 9
    assert len({authority.urn for authority in today}) == 153


@pytest.mark.shared
def test_register_agrees_with_the_reference(shared: Path) -> None:
    with (shared / "reference" / "authorities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_urn = {authority.urn: authority for authority in REGISTER}
    for row in rows:
        authority = by_urn[row["urn"]]
        assert (authority.la_code, authority.region) == (row["la_code"], row["region_name"])
        assert [mention.name for mention in REGISTER.find(row["name"])] == [authority.name]
        others = REGISTER.find(row["also_known_as"].strip("[]"))
        assert {mention.name for mention in others} <= {authority.name}


@pytest.mark.parametrize("authority", REGISTER.authorities, ids=lambda authority: authority.name)
def test_register_finds_each_form_of_each_name(authority: Authority) -> None:
    for name in (authority.name, *authority.other_names):
        for form in (name, name.upper(), name.lower(), name.replace(" and ", " & "), name.replace("-", " ")):
            assert [mention.name for mention in REGISTER.find(f"in {form}'s schools")] == [authority.name], form
        certain = REGISTER.find(f"We wrote to {name} Council last week")
        assert [(mention.name, mention.certain) for mention in certain] == [(authority.name, True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("London Corporation", [("City of London", "London Corporation")]),
        ("the City of London Corporation", [("City of London", "City of London Corporation")]),
        ("London", []),
        ("a London borough", []),
        ("Kingston upon Hull City Council", [("Kingston upon Hull", "Kingston upon Hull City Council")]),
        ("Hull's front door", [("Kingston upon Hull", "Hull")]),
        ("Kingston upon Thames", [("Kingston upon Thames", "Kingston upon Thames")]),
        ("Royal Borough of Kingston", [("Kingston upon Thames", "Royal Borough of Kingston")]),
        ("York and North Yorkshire", [("York", "York"), ("North Yorkshire", "North Yorkshire")]),
        ("Yorkshire and the Humber", []),
        ("Herefordshire, Hertfordshire", [("Herefordshire", "Herefordshire"), ("Hertfordshire", "Hertfordshire")]),
        ("RBWM and BCP", [("Windsor and Maidenhead", "RBWM"), ("Bournemouth, Christchurch and Poole", "BCP")]),
        ("B&NES", [("Bath and North East Somerset", "B&NES")]),
        ("South Glos council", [("South Gloucestershire", "South Glos council")]),
        ("Telford", [("Telford and Wrekin", "Telford")]),
        ("County Durham", [("Durham", "County Durham")]),
        ("Greater Manchester Police", []),
        ("Devon and Cornwall Police", []),
        ("swindonian", []),
        ("Derbyshire", [("Derbyshire", "Derbyshire")]),
        ("St. Helens Council", [("St. Helens", "St. Helens Council")]),
        ("the Royal Borough of Kensington and Chelsea", None),
        ("Council of the Isles of Scilly", [("Isles of Scilly", "Council of the Isles of Scilly")]),
        (
            "Hammersmith & Fulham, Westminster City Council",
            [("Hammersmith and Fulham", "Hammersmith & Fulham"), ("Westminster", "Westminster City Council")],
        ),
    ],
)
def test_register_finds_the_longest_name(text: str, found: list[tuple[str, str]] | None) -> None:
    assert named(text) == (found if found is not None else [("Kensington and Chelsea", text)])


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("the quality of reading", False),
        ("They work in Reading.", True),
        ("Reading is taught well.", False),
        ("Reading Borough Council", True),
        ("they bury the evidence", False),
        ("Manchester M1 2WD", False),
        ("Somerset Road", False),
        ("Kent Police", False),
        ("Bath", False),
        ("Kingston", False),
        ("swindon", True),
    ],
)
def test_register_says_which_names_are_certain(text: str, certain: bool) -> None:
    assert [mention.certain for mention in REGISTER.find(text)] == [certain]


def test_register_names_all_that_a_short_name_may_mean() -> None:
    (mention,) = REGISTER.find("Sussex")
    assert {mention.name, *mention.others} == {"East Sussex", "West Sussex"}


def test_register_leads_from_predecessors_to_today() -> None:
    assert REGISTER.today("Cumbria") == ("Cumberland", "Westmorland and Furness")
    assert REGISTER.today("Swindon") == ("Swindon",)
    assert REGISTER.today("Atlantis") == ()
    assert REGISTER.predecessors("Bournemouth, Christchurch and Poole") == ("Bournemouth", "Poole")
    assert {name for each in REGISTER for name in each.successors} <= set(REGISTER.names)


def test_register_finds_regions_apart_from_authorities() -> None:
    assert REGISTER.find_regions("the South-West and Yorkshire & Humber") == ("South West", "Yorkshire and the Humber")
    assert REGISTER.find_regions("boroughs in London") == ("London",)
    assert REGISTER.find_regions("the City of London Corporation") == ()
    assert REGISTER.find_regions("nothing of the kind") == ()


def test_register_of_ones_own_prefers_a_name_to_a_short_name() -> None:
    own = Register(
        (
            Authority("North Fell", None, None, None, "Fells", "County", short_names=("Fell",)),
            Authority("Fell", None, None, None, "Fells", "County"),
        )
    )
    assert [(mention.name, mention.certain) for mention in own.find("Fell and North Fell")] == [
        ("Fell", True),
        ("North Fell", True),
    ]


@given(st.text(alphabet=st.sampled_from("SwindonBth &-,.'’ \nYork13"), max_size=60))
def test_register_mentions_are_words_of_the_text_in_order(text: str) -> None:
    position = 0
    for mention in REGISTER.find(text):
        assert position <= mention.start < mention.end <= len(text)
        assert re.match(r"[^\W_]", text[mention.start])
        assert re.match(r"[^\W_]", text[mention.end - 1])
        position = mention.end
