from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding_examples import knowledge

from corpus.errors import QuestionError
from corpus.model import Publisher
from index.understanding import Knowledge, Order, Understanding, read_question
from index.understanding.reading import MAX_QUESTION_CHARS


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize(
    ("question", "named", "absent"),
    [
        ("What did Ofsted say about Leeds?", ("Leeds",), ()),
        ("is leeds's adoption service any good", ("Leeds",), ()),
        ("Is Leeds' adoption service any good", ("Leeds",), ()),
        ("was leedss care good", ("Leeds",), ()),
        ("How is S Tyneside doing?", ("South Tyneside",), ()),
        ("south tynside staff", ("South Tyneside",), ()),
        ("What about SouthTyneside?", ("South Tyneside",), ()),
        ("North Tyneside staff", (), ("North Tyneside",)),
        ("Telford care leavers", ("Telford and Wrekin",), ()),
        ("staff in telfrod & wrekin", ("Telford and Wrekin",), ()),
        ("Is reading taught?", (), ()),
        ("how good is early help in reading", ("Reading",), ()),
        ("How did Reading do?", ("Reading",), ()),
        ("reading ofsted grade???", ("Reading",), ()),
        ("reading 2018", ("Reading",), ()),
        ("is reading good", ("Reading",), ()),
        ("i was reading ofsted reports", (), ()),
        ("is reading promoted", (), ()),
        ("slough ofsted grade???", (), ("Slough",)),
        ("what mark for slough", (), ("Slough",)),
        ("bury v hull", (), ("Bury", "Kingston upon Hull")),
        ("they bury bad news", (), ()),
        ("Did they bury bad news? Staff slough off rules", (), ()),
        ("Northants in 2021", (), ("Northamptonshire",)),
        ("n northants staff", ("North Northamptonshire",), ()),
        ("What about Kent and Leeds?", ("Leeds",), ("Kent",)),
        ("What did inspectors find in Narnia?", (), ("Narnia",)),
        ("what happened in zembla", (), ("zembla",)),
        ("What did inspectors find in Leeds in Feb 2023?", ("Leeds",), ()),
        ("who visited Reading in Sept 2019", ("Reading",), ()),
        ("aldermere council", ("Aldermere",), ()),
        ("Are Greater Manchester police involved?", (), ()),
        ("What did Tom Leeds write?", (), ()),
        ("how are children in care", (), ()),
    ],
)
def test_understanding_authorities(
    known: Knowledge, question: str, named: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    found = read_question(question, known)
    if absent == ("Northamptonshire",):
        # Abolished in 2021: its successor is in the corpus and is named instead.
        assert found.named == ("North Northamptonshire",)
        assert found.notes[0].startswith("Northamptonshire is not in the documents")
        return
    assert (found.named, found.absent) == (named, absent)
    assert all(found.question[m.start : m.end].strip() for m in found.authorities)


def test_understanding_says_what_is_not_there(known: Knowledge) -> None:
    assert read_question("What about Kent?", known).notes == ("No document here is about Kent.",)
    assert "Read as Leeds." in read_question("What about Leedz?", known).notes


@pytest.mark.parametrize(
    ("question", "first", "last", "certain"),
    [
        ("in the 2019 inspection of Leeds", date(2019, 1, 1), date(2019, 12, 31), True),
        ("What did inspectors find in 2019?", date(2019, 1, 1), date(2019, 12, 31), True),
        ("how many children in 2019", date(2019, 1, 1), date(2019, 12, 31), False),
        ("autumn 2018", date(2018, 9, 1), date(2018, 11, 30), False),
        ("winter 2018", date(2018, 12, 1), date(2019, 2, 28), False),
        ("the May 2018 letter", date(2018, 5, 1), date(2018, 5, 31), True),
        ("on 18 May 2018", date(2018, 5, 18), date(2018, 5, 18), False),
        ("on May 18th, 2018", date(2018, 5, 18), date(2018, 5, 18), False),
        ("on 18/05/2018", date(2018, 5, 18), date(2018, 5, 18), False),
        ("on 2018-05-18", date(2018, 5, 18), date(2018, 5, 18), False),
        ("the ’18 visit", date(2018, 1, 1), date(2018, 12, 31), True),
        ("in 2013-14", date(2013, 1, 1), date(2014, 12, 31), False),
        ("early 2020", date(2020, 1, 1), date(2020, 4, 30), False),
        ("since 2019", date(2019, 1, 1), date(2999, 12, 31), False),
        ("after 2019", date(2020, 1, 1), date(2999, 12, 31), False),
        ("before 2018", date(1900, 1, 1), date(2017, 12, 31), False),
        ("by 2024", date(1900, 1, 1), date(2024, 12, 31), False),
        ("after the 2023 inspection", date(2023, 1, 1), date(2023, 12, 31), True),
        ("between 2014 and 2016", date(2014, 1, 1), date(2016, 12, 31), False),
        ("since Covid", date(2020, 3, 23), date(2999, 12, 31), False),
        ("during the pandemic", date(2020, 3, 23), date(2021, 7, 19), False),
        ("in the last two years", date(2021, 3, 1), date(2023, 3, 3), True),
        ("last year", date(2022, 1, 1), date(2022, 12, 31), True),
        ("3 years ago", date(2020, 1, 1), date(2020, 12, 31), True),
    ],
)
def test_understanding_times(known: Knowledge, question: str, first: date, last: date, certain: bool) -> None:
    (time,) = read_question(question, known).times
    assert (time.first, time.last, time.names_document) == (first, last, certain)


@pytest.mark.parametrize("question", ["on 31 February 2020", "in room 12345", "paragraph 13", "the A2019 road"])
def test_understanding_no_time(known: Knowledge, question: str) -> None:
    assert read_question(question, known).times == ()


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("the latest report", Order.LATEST),
        ("when was Leeds last inspected", Order.LATEST),
        ("When did inspectors last visit Leeds for a full inspection?", Order.LATEST),
        ("the one before", Order.PREVIOUS),
        ("what did the first inspection say", Order.EARLIEST),
        ("what did the last two years bring", None),
    ],
)
def test_understanding_order(known: Knowledge, question: str, order: Order | None) -> None:
    assert read_question(question, known).order is order


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("What did the council say?", (Publisher.COUNCIL,)),
        ("according to the newspaper", (Publisher.PRESS,)),
        ("What did Ofsted tell the council?", (Publisher.INSPECTORATE,)),
        ("What is good?", ()),
    ],
)
def test_understanding_publishers(known: Knowledge, question: str, publishers: tuple[Publisher, ...]) -> None:
    assert read_question(question, known).publishers == publishers


def test_understanding_kinds_and_people(known: Knowledge) -> None:
    found = read_question("What did Ada Morcroft find at the focussed visit?", known)
    assert (found.kinds, found.people) == (("focused visit",), ("Ada Moorcroft",))
    assert read_question("What did Moorcroft find?", known).people == ("Ada Moorcroft",)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("what do they have to put right in Leeds", "what needs to improve"),
        ("What needs to improve?", "what needs to improve"),
        ("areas for priority action", "areas for priority action"),
        ("What must Leeds do better?", "what needs to improve"),
        ("recommendations for Leeds", "recommendations"),
        ("the headline findings", "headline findings"),
    ],
)
def test_understanding_sections(known: Knowledge, question: str, section: str) -> None:
    assert section in {wish.id for wish in read_question(question, known).sections}


def test_understanding_what_improved_is_no_list_of_duties(known: Knowledge) -> None:
    assert read_question("What has improved in Leeds?", known).sections == ()


def test_understanding_bare_question(known: Knowledge) -> None:
    assert read_question("How good is adoption in Leeds in 2019?", known).bare == "How good is adoption"
    assert read_question("Did the Leeds 2019 inspection find neglect?", known).bare == "Did the inspection find neglect"
    assert read_question("Leeds 2019", known).bare == "Leeds 2019"


def test_understanding_mends_spelling_but_not_real_words(known: Knowledge) -> None:
    found = read_question("How does Leeds safegaurd chidlren in the garden?", known)
    assert found.corrected == "How does Leeds safeguard children in the garden?"
    assert found.missing == ("garden",)


def test_understanding_abbreviations_both_ways(known: Knowledge) -> None:
    found = read_question("Is the MASH slow?", known)
    assert found.expansions == ("multi-agency safeguarding hub",)
    assert found.trade == "Is the multi-agency safeguarding hub delay and timeliness"
    assert "MASH" in read_question("the multi agency safeguarding hub", known).expansions
    assert known.abbreviations.long_forms("PA", documents=["b"]) == ("principal allocated",)
    assert known.abbreviations.long_forms("PAs", documents=["a"]) == ("personal adviser",)


@pytest.mark.parametrize("question", ["", " \n ", "x" * (MAX_QUESTION_CHARS + 1)])
def test_understanding_refuses(known: Knowledge, question: str) -> None:
    with pytest.raises(QuestionError):
        read_question(question, known)


@given(st.text(alphabet=st.sampled_from("Leds 2019'’-&.,?/MASHinof\n\u00a0é("), min_size=1, max_size=60))
def test_understanding_never_fails_and_keeps_places(text: str) -> None:
    known = _KNOWN
    if not text.split():
        return
    found: Understanding = read_question(text, known)
    for place in (*found.authorities, *found.times):
        assert 0 <= place.start < place.end <= len(found.question)
    assert found.bare
    assert read_question(text, known) == found


_KNOWN = knowledge()
