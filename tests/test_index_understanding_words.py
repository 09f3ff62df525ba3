"""Everyday words, words that are no misspellings, nicknames of authorities, and times as people say them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding_examples import document

from corpus.framework import load_frameworks
from corpus.register import load_register
from eval.near_words import near_words, words_of
from index.embedding.local import LocalEmbedder
from index.support.terms import content_stems
from index.understanding import Abbreviations, Knowledge, Order
from index.understanding.alternatives import FOLDER, STUB, find_alternatives, in_trade_words, is_everyday
from index.understanding.authorities import find_authorities
from index.understanding.english import common_words, is_common, is_inflected
from index.understanding.framing import without_frame
from index.understanding.inflection import base_of
from index.understanding.names import NameBook, Place
from index.understanding.near import near_stems
from index.understanding.spelling import Vocabulary
from index.understanding.times import find_order, find_times
from index.understanding.words import split_words

TODAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def book() -> NameBook:
    register = load_register()
    places = [Place(each.name, (*each.other_names, *each.short_names), True, each.also_a_word) for each in register]
    return NameBook.of(places, register.other_places)


def named(question: str, book: NameBook) -> list[str]:
    found = find_authorities(question, split_words(question), book, is_common)
    return list(dict.fromkeys(mention.name for mention in found))


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        (
            "Do granny and the kids cope?",
            "Do family members, kinship carers and special guardians and the children cope?",
        ),
        ("drug-running", "criminal exploitation"),
        ("Who absconded?", "Who go missing?"),
        ("are foster parents' views heard", "are foster carers' views heard"),
        ("Any backlog of cases?", "Any delay and drift of cases?"),
        ("Do staff jump ship?", "Do staff staff turnover, retention?"),
        ("does it have enough social workers", "does it have vacancies, capacity and recruitment of social workers"),
        ("Were pupils expelled?", "Were pupils exclusions from school?"),
        ("children in care", "children in care"),
        ("", ""),
    ],
)
def test_trade_words_replace_everyday_ones(asked: str, searched: str) -> None:
    assert in_trade_words(asked) == searched


@pytest.mark.parametrize(
    ("asked", "phrase", "other"),
    [
        ("Was there enough money?", "money", "funding"),
        ("Have the bosses changed?", "bosses", "leaders"),
        ("Are teens groomed?", "teens", "adolescents"),
        ("Who runs away from home?", "runs away", "go missing"),
    ],
)
def test_alternatives_are_what_documents_may_say(asked: str, phrase: str, other: str) -> None:
    found = {each.stems: each.others for each in find_alternatives(asked)}
    assert frozenset(content_stems(other)) in found[frozenset(content_stems(phrase))]


@pytest.mark.parametrize(
    "asked",
    [
        "are they kept in touch with",
        "they keep in the touch",
        "nobody stayed in touch",
        "Did they stay in their touch?",
    ],
)
def test_phrases_are_found_with_other_endings_and_articles_between(asked: str) -> None:
    others = [other for each in find_alternatives(asked) for other in each.others]
    assert frozenset(content_stems("keeping in touch")) in others


@pytest.mark.parametrize("asked", ["home-schooled", "home schooled", "Home Schooling", "home–schooled"])
def test_phrases_are_found_with_and_without_hyphens(asked: str) -> None:
    assert in_trade_words(asked) == "electively home educated"


@pytest.mark.parametrize("asked", ["sent to other counties", "shipped to another county", "moved out of the county"])
def test_words_with_a_stroke_between_stand_for_each_other(asked: str) -> None:
    assert "out of area" in in_trade_words(asked)


def test_what_is_asked_in_everyday_words_does_not_stand_for_itself() -> None:
    (found,) = find_alternatives("jump ship")
    assert frozenset(content_stems("staff turnover")) in found.others
    assert frozenset(content_stems("up sticks")) not in found.others
    assert not any(frozenset(content_stems("walk out door")) == other for other in found.others)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kept", "keeping"), ("children", "child"), ("left", "leaves"), ("visited", "visits"), ("men", "man")],
)
def test_forms_of_a_word_have_one_base(one: str, other: str) -> None:
    assert base_of(one) == base_of(other)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_lines_of_the_tables_are_whole(path: Path) -> None:
    for line in tomllib.loads(path.read_text(encoding="utf-8"))["groups"]:
        asked = [phrase.strip() for phrase in re.split("=>|>>", line)[0].split("|")]
        assert all(asked), line
        assert len(asked) == len(set(asked)), line
        assert "=>" in line or ">>" in line or len(asked) > 1 or path.stem == "general", line
        words = [each for phrase in asked for word in re.split("[ -]", phrase) for each in word.split("/")]
        first = [each for phrase in asked for each in re.split("[ -]", phrase)[0].split("/")]
        assert all(len(word) > STUB for word in first if word.endswith("*")), line
        assert all(re.fullmatch(r"[\w'&.£]+\*?", word) for word in words), line


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("Who do parents ring in the dead of night?", "emergency duty team"),
        ("They get passed from pillar to post", "changes of worker"),
        ("kids who slip through the cracks", "gaps"),
        ("Do they swap what they know?", "information-sharing"),
        ("Was her placement falling apart?", "placement breakdown"),
        ("raised by their grandparents", "kinship carers"),
        ("asked where they went after they got back", "return home interviews"),
        ("are bosses kidding themselves", "self-evaluation"),
        ("managers breathing down necks", "management oversight"),
        ("Is it hit and miss?", "inconsistent"),
        ("mum with depression", "parental mental ill-health"),
        ("LAC with an SGO", "special guardianship"),
        ("their CLA numbers", "children looked after"),
    ],
)
def test_turns_of_phrase_stand_for_the_terms_of_the_field(asked: str, term: str) -> None:
    assert frozenset(content_stems(term)) in [other for each in find_alternatives(asked) for other in each.others]


@given(st.text(alphabet="abcdeiklmnoprstuvy' -’/*|>\n", max_size=60))
def test_any_question_can_be_looked_up(question: str) -> None:
    assert all(each.others for each in find_alternatives(question))
    assert find_alternatives(question) == find_alternatives(question)
    in_trade_words(question)


def test_alternatives_take_the_longest_phrase_and_never_overlap() -> None:
    found = find_alternatives("children in care council meetings")
    assert found[0].stems == frozenset(content_stems("children in care council"))
    assert find_alternatives("") == ()


@pytest.mark.parametrize("word", ["youngsters", "runaways", "absconders", "truants", "tricky", "whistleblowers"])
def test_english_words_are_no_misspellings(word: str) -> None:
    near = {word[:-1] + "x": 9, "younger": 9, "truant": 9, "tricks": 9}
    vocabulary = Vocabulary(near, lambda text: [text])
    assert is_common(word) or is_inflected(word) or is_everyday(word)
    assert vocabulary.mended(word) is None


@pytest.mark.parametrize(
    ("word", "meant"), [("safegarding", "safeguarding"), ("neglct", "neglect"), ("adopton", "adoption")]
)
def test_misspelt_words_are_mended(word: str, meant: str) -> None:
    assert Vocabulary({meant: 9}, lambda text: [text]).mended(word) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Which London boroughs are inadequate now?",
        "how do borough councils in London rate",
        "What about county councils?",
        "reading levels of children in care",
        "Which cities in Greater Manchester are good?",
    ],
)
def test_names_of_larger_places_are_no_authority(question: str, book: NameBook) -> None:
    assert named(question, book) == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("London Borough of Sutton care leavers", ["Sutton"]),
        ("City of London caseloads", ["City of London"]),
        ("Hull social workers", ["Kingston upon Hull"]),
        ("Slough: who left?", ["Slough"]),
        ("how is sutton doing", ["Sutton"]),
        ("york caseloads", ["York"]),
        ("North Yorkshire v York", ["North Yorkshire", "York"]),
        ("Kingston care leavers", ["Kingston upon Thames"]),
        ("Brum's care leavers", ["Birmingham"]),
        ("M'boro and L'pool", ["Middlesbrough", "Liverpool"]),
        ("Central Beds or Bedford?", ["Central Bedfordshire", "Bedford Borough"]),
        ("Derby City v Derbys", ["Derby", "Derbyshire"]),
        ("Leics, Notts and Leicester", ["Leicestershire", "Nottinghamshire", "Leicester"]),
        ("Stockton on Tees and Stockport", ["Stockton-on-Tees", "Stockport"]),
        ("CWAC against Cheshire East", ["Cheshire West and Chester", "Cheshire East"]),
        ("RBKC, LBBD, BwD", ["Kensington and Chelsea", "Barking and Dagenham", "Blackburn with Darwen"]),
    ],
)
def test_nicknames_and_names_within_names(question: str, names: list[str], book: NameBook) -> None:
    assert named(question, book) == names


@pytest.mark.parametrize("misread", ["Care", "Children", "Leaders"])
def test_common_words_misread_as_authorities_name_none(misread: str) -> None:
    register = load_register()
    documents = [document("a", "Leeds"), document("b", misread), document("c", "Aldermere")]
    vocabulary, abbreviations = Vocabulary({}, str.split), Abbreviations({})
    known = Knowledge.of(documents, register, load_frameworks(), vocabulary=vocabulary, abbreviations=abbreviations)
    book = known.names
    assert named(f"how is {misread.lower()} doing in Leeds and Aldermere", book) == ["Leeds", "Aldermere"]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("in the early 2020s", date(2020, 1, 1), date(2023, 12, 31)),
        ("mid 2010s", date(2014, 1, 1), date(2016, 12, 31)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("inspected 09/2021", date(2021, 9, 1), date(2021, 9, 30)),
        ("post-covid", date(2020, 3, 23), date(2999, 12, 31)),
        ("a couple of years ago", date(2023, 1, 1), date(2023, 12, 31)),
        ("early 2021", date(2021, 1, 1), date(2021, 4, 30)),
        ("in 2018/19", date(2018, 1, 1), date(2019, 12, 31)),
    ],
)
def test_times_as_people_say_them(question: str, first: date, last: date) -> None:
    (found,) = find_times(question, TODAY)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("What did they say last time?", Order.LATEST),
        ("the last full inspection", Order.LATEST),
        ("Is it any better now?", Order.LATEST),
        ("has it improved since last time", None),
        ("now that staff have moved", None),
        ("in their last-but-one report", Order.PREVIOUS),
        ("two inspections ago", Order.PREVIOUS),
        ("an earlier inspection", Order.PREVIOUS),
        ("not the latest report", Order.PREVIOUS),
        ("when first inspected", Order.EARLIEST),
        ("the old report", Order.EARLIEST),
    ],
)
def test_order_of_documents_as_people_say_it(question: str, order: Order | None) -> None:
    assert find_order(question) is order


@pytest.mark.parametrize(
    ("asked", "said"),
    [("cops", "polic"), ("chat", "convers"), ("teens", "adolesc"), ("jail", "prison"), ("cash", "financi")],
)
def test_near_words_are_those_of_documents(asked: str, said: str) -> None:
    found = near_stems(asked)
    assert said in [each for each, _ in found]
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
    assert all(0.6 <= cosine < 1 for _, cosine in found)


def test_rare_words_have_none_near() -> None:
    assert near_stems("zeppelinesque") == near_stems("") == ()


def test_table_of_near_words_is_made_from_words_that_several_texts_have() -> None:
    texts = [f"Police in Leeds held conversations {at}, and a zyzzyva" for at in range(4)] + ["A dog barked"]
    said = words_of(texts, common_words())
    assert said == ["conversations", "held", "police"]
    assert near_words(["chat", "cops", "police", "sofa"], said, LocalEmbedder(threads=1)) == [
        "chat\tconvers:67",
        "cops\tpolic:93",
    ]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("what do inspectors think of the front door", "the front door"),
        ("What did Ofsted say about caseloads?", "caseloads"),
        ("Tell me about life-story work", "life-story work"),
        ("How did the inspectors describe leadership", "leadership"),
        ("what is known about neglect, going by the latest report", "neglect"),
        ("according to the letter, are visits late", "are visits late"),
        ("Are visits late?", "Are visits late"),
        ("What about it?", "What about it?"),
        ("Tell me about", "Tell me about"),
    ],
)
def test_words_of_asking_leave_the_topic(asked: str, left: str) -> None:
    assert without_frame(asked) == left
