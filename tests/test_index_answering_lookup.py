"""How much of what was found is shown: the best paragraph, then what is as good or stands beside it."""

import pytest
from answering_corpus import make_document, make_paragraph

from corpus.model import Document
from index.answering.asked import contains_wanted, wanted_values
from index.answering.lookup import answer_describe, answer_lookup
from index.answering.selection import Candidate
from index.answering.statements import Draft, Span
from index.sentences import sentences

OLD, NEW = make_document("Aldermere", 2017, "good"), make_document("Aldermere", 2023, "good")


def _candidates(
    document: Document, ordinal: int, text: str, *scores: float, section: str = "", is_newest: bool | None = None
) -> list[Candidate]:
    """Return a candidate for each sentence of a paragraph that has a score above 0."""
    paragraph = make_paragraph(document, text, ordinal, section=(section,) if section else ())
    spans = [Span(document, paragraph, start, end) for start, end in sentences(text)]
    assert len(spans) == len(scores)
    return [
        Candidate(span, score, 0.5, 0.5, 0.5, 0.5, False, is_newest)
        for span, score in zip(spans, scores, strict=True)
        if score
    ]


def _ordinals(draft: Draft | None) -> list[int]:
    assert draft is not None
    return list(dict.fromkeys(span.paragraph.ordinal for one in draft.statements for span in one.spans))


def _ranked(*held: list[Candidate]) -> list[Candidate]:
    return sorted((one for each in held for one in each), key=lambda one: -one.score)


def test_lookup_gives_the_sentence_that_follows_the_best() -> None:
    best = _candidates(OLD, 1, "Vacancies stand at forty posts. Agency staff fill most of these.", 2.0, 0.0)
    draft = answer_lookup(best)
    assert draft is not None
    assert " ".join(one.text for one in draft.statements) == best[0].span.paragraph.text


def test_lookup_leaves_out_the_end_of_a_sentence_of_another_page() -> None:
    best = _candidates(OLD, 1, "identified late by partners. Visits to children are weekly in most teams.", 1.9, 2.0)
    draft = answer_lookup(_ranked(best))
    assert draft is not None
    assert [one.text for one in draft.statements] == ["Visits to children are weekly in most teams."]


@pytest.mark.parametrize(("section", "cited"), [("Leadership", [1, 2]), ("Adoption", [1])])
def test_lookup_adds_what_stands_beside_and_no_strays(section: str, cited: list[int]) -> None:
    best = _candidates(OLD, 1, "Audits are frequent but seldom say what must change.", 2.0, section="Leadership")
    other = _candidates(OLD, 2, "Supervision takes place each month across every service.", 1.6, section=section)
    assert _ordinals(answer_lookup(_ranked(best, other))) == cited


def test_lookup_adds_what_is_as_good_but_not_what_says_the_same() -> None:
    best = _candidates(OLD, 1, "Cases are closed far too soon by some workers.", 2.0, section="A")
    same = _candidates(OLD, 2, "Some workers closed cases far too soon.", 1.98, section="B")
    other = _candidates(OLD, 3, "Re-referrals rose because risks had been missed.", 1.95, section="B")
    assert _ordinals(answer_lookup(_ranked(best, same, other))) == [1, 3]


@pytest.mark.parametrize(("score", "first"), [(1.85, 2023), (1.5, 2017)])
def test_question_of_today_begins_with_the_latest_where_it_is_nearly_as_good(score: float, first: int) -> None:
    old = _candidates(OLD, 1, "Foster carers receive a strong offer of training.", 2.0, is_newest=False)
    new = _candidates(NEW, 2, "Recruitment of carers has slowed down since spring.", score, is_newest=True)
    for answer in (answer_lookup, answer_describe):
        draft = answer(_ranked(old, new))
        assert draft is not None
        assert draft.statements[0].spans[0].document is (NEW if first == 2023 else OLD)


def test_lookup_keeps_to_its_length() -> None:
    many = [
        _candidates(OLD, at, f"Finding {at} " + " ".join(f"word{at}x{n}" for n in range(40)) + ".", 2.0, section="A")
        for at in range(6)
    ]
    draft = answer_lookup(_ranked(*many))
    assert draft is not None
    assert sum(len(one.text.split()) for one in draft.statements) <= 120


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who chairs the board?", {"person"}),
        ("In 2019, who led it?", {"person"}),
        ("Are children who go missing found?", set()),
        ("When did the visit take place?", {"date"}),
        ("Do schools know when a case is serious?", set()),
        ("How many children are in care?", {"number"}),
        ("number of children in care, June 2019", {"number"}),
        ("How has Westhaven cut the number of moves?", set()),
        ("how much will the council set aside for homes", {"money"}),
        ("How long do children wait?", {"duration"}),
    ],
)
def test_sort_of_fact_is_read_from_what_is_asked(question: str, wanted: set[str]) -> None:
    assert wanted_values(question) == wanted


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("There are 240 children in care.", True),
        ("Waits for tier 3 and 4 services for children are long.", False),
        ("Meetings are held within 24 hours of children going missing.", False),
        ("Half, or 52% of children in care, moved.", True),
    ],
)
def test_number_asked_for_is_one_that_counts(text: str, holds: bool) -> None:
    question = "How many children in care moved?"
    assert contains_wanted(text, frozenset({"number"}), None, question) is holds


def test_second_paragraph_comes_before_the_rest_of_the_best() -> None:
    rest = " ".join(f"It adds remark {n} with several further words on the matter at hand." for n in range(9))
    best = _candidates(OLD, 1, f"Visits are late in two teams. {rest}", 2.0, *[0.0] * 9, section="A")
    other = _candidates(OLD, 2, "Managers sign off plans that nobody has read.", 1.73, section="B")
    stray = _candidates(OLD, 3, "Foster carers speak warmly of their training.", 1.74, section="C")
    draft = answer_lookup(_ranked(best, other, stray))
    assert _ordinals(draft) == [1, 3]
    assert draft is not None
    assert 80 < sum(len(one.text.split()) for one in draft.statements) <= 118


def test_length_counts_the_names_of_documents() -> None:
    held = [
        _candidates(document, at, f"Finding {at} " + " ".join(f"w{at}x{n}" for n in range(24)) + ".", 2.0 - at / 50)
        for at, document in enumerate((OLD, NEW, make_document("Aldermere", 2019, "good")))
    ]
    draft = answer_lookup(_ranked(*held))
    assert draft is not None
    assert len(draft.statements) > 1
    assert sum(len(one.text.split()) for one in draft.statements) <= 118


def test_question_for_yes_or_no_may_be_answered_at_length() -> None:
    held = [
        _candidates(OLD, at, f"Finding {at} " + " ".join(f"w{at}x{n}" for n in range(36)) + ".", 2.0, section="A")
        for at in range(4)
    ]
    lengths = [
        sum(len(one.text.split()) for one in draft.statements)
        for kind in ("lookup", "yes/no")
        if (draft := answer_lookup(_ranked(*held), kind)) is not None
    ]
    assert lengths == [114, 152]
