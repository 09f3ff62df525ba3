"""Follow-ups: read in the light of the questions before them."""

from __future__ import annotations

from typing import Any

import pytest
from answering_corpus import DOCUMENTS
from conversation_knowledge import KNOWLEDGE

from index.answering.conversation import resolve as resolving
from index.answering.conversation.resolve import resolve


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (["Describe supervision in Aldermere"], "and Brackwater?", "Describe supervision in Brackwater"),
        (["Describe supervision in Aldermere"], "what about Cressing", "Describe supervision in Cressing"),
        (["Who led the 2022 inspection of Aldermere?"], "and 2018?", "Who led the 2018 inspection of Aldermere?"),
        (
            ["Who led the 2022 inspection of Aldermere?"],
            "and the one before?",
            "Who led the 2018 inspection of Aldermere?",
        ),
        (
            ["What about thresholds in Dunholt in 2017?"],
            "and the year before?",
            "What about thresholds in Dunholt in 2016?",
        ),
        (["How many authorities are inadequate?"], "which ones?", "Which authorities are inadequate?"),
        (["Which authorities are inadequate?"], "and outstanding?", "Which authorities are outstanding?"),
        (["Which reports did Ada Marsh lead?"], "and Ben Okoro?", "Which reports did Ben Okoro lead?"),
        (
            ["What needs to improve in Cressing?"],
            "show me the third one",
            "What needs to improve in Cressing? (item 3)",
        ),
        (
            ["Describe caseloads in Aldermere", "and Brackwater?"],
            "compare the two",
            "Compare caseloads in Aldermere and Brackwater",
        ),
        (["Tell me about care leavers in Dunholt"], "and supervision?", "Tell me about supervision in Dunholt?"),
    ],
)
def test_follow_up_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize("question", ["Who led that one?", "when was it published?", "And who signed it?"])
def test_what_is_left_unsaid_is_carried_over(question: str) -> None:
    assert "Aldermere" in resolve(question, ["What needs to improve in Aldermere?"], KNOWLEDGE, DOCUMENTS)


@pytest.mark.parametrize(
    "question", ["What needs to improve in Cressing?", "Which authorities are currently good?", "What can I ask?"]
)
def test_question_on_its_own_is_left_alone(question: str) -> None:
    assert resolve(question, ["Describe supervision in Aldermere"], KNOWLEDGE, DOCUMENTS) == question
    assert resolve(question, [], KNOWLEDGE, DOCUMENTS) == question


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["Which authorities are good now?"],
            "which of those are in the North?",
            "Which authorities are good now and are in the North?",
        ),
        (
            ["Which authorities are good now?"],
            "how many of them have outstanding leadership?",
            "How many authorities are good now and have outstanding leadership?",
        ),
        (["Which authorities are inadequate?"], "how many is that?", "How many authorities are inadequate?"),
        (["Which councils are inadequate now?"], "And which are outstanding?", "Which councils are outstanding now?"),
        (["How many ILACS inspections are there?"], "and SIF?", "How many SIF inspections are there?"),
        (
            ["Which authority was inspected most recently?"],
            "who led that inspection?",
            "who led the 2022 inspection of Aldermere?",
        ),
        (
            ["Which authority was inspected most recently?"],
            "what was its grade?",
            "what was Aldermere's grade?",
        ),
        (["Compare Aldermere and Brackwater on supervision"], "and Cressing?", None),
        (["What needs to improve in Cressing?"], "what is number two?", "What needs to improve in Cressing? (item 2)"),
        (["Describe supervision in Aldermere"], "tell me more", "Tell me more: Describe supervision in Aldermere"),
        (["Describe supervision in Aldermere in 2022"], "and Cressing?", "Describe supervision in Cressing"),
        (["Who led the 2022 inspection of Aldermere?"], "same for Dunholt", "Who led the inspection of Dunholt?"),
    ],
)
def test_follow_up_of_a_list_a_count_or_a_name_is_resolved(
    history: list[str], question: str, resolved: str | None
) -> None:
    given = resolve(question, history, KNOWLEDGE, DOCUMENTS)
    if resolved is None:
        assert all(name in given for name in ("Aldermere", "Brackwater", "Cressing", "supervision"))
        return
    assert given == resolved


@pytest.mark.parametrize("question", ["thanks", "hello", "What can I ask?", "Who led the most inspections?"])
def test_what_is_no_follow_up_is_not_carried(question: str) -> None:
    assert resolve(question, ["Describe supervision in Aldermere"], KNOWLEDGE, DOCUMENTS) == question


def test_question_after_an_unknown_authority_does_not_inherit_it() -> None:
    asked = "Which authorities are inadequate?"
    assert resolve(asked, ["How was Leeds rated?"], KNOWLEDGE, DOCUMENTS) == asked
    assert "Leeds" not in resolve(
        "What do inspectors say about supervision?", ["How was Leeds rated?"], KNOWLEDGE, DOCUMENTS
    )


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["How is Aldermere rated?"],
            "is that better than Brackwater?",
            "Has Aldermere a better grade than Brackwater",
        ),
        (["Has Aldermere been inadequate?"], "when?", "When was Aldermere judged inadequate?"),
        (["Has Aldermere been inadequate?"], "and what is it now?", "What is the overall grade of Aldermere now?"),
        (["How was Cressing rated?"], "why?", "Why was Cressing judged good?"),
        (["Describe supervision in Aldermere"], "put it in one sentence", "Describe supervision in Aldermere"),
        (["Describe supervision in Aldermere"], "elsewhere?", "Describe supervision"),
        (
            ["Describe supervision in Aldermere"],
            "has that been a problem before?",
            "How has supervision changed over time",
        ),
        (["Describe supervision in Aldermere"], "thanks. and Dunholt?", "Describe supervision in Dunholt"),
        (["Describe supervision in Aldermere"], "sorry, I meant Dunholt", "Describe supervision in Dunholt"),
        (["Which authorities are good now?"], "and the others?", "Which authorities are not good now?"),
        (["Which authorities are good now?"], "how many got worse?", "How many authorities got worse?"),
        (["Which was the first inspection here?"], "and the latest?", "Which was the latest inspection here?"),
        (["Which authority improved?"], "who led that inspection?", "who led the 2022 inspection of Aldermere?"),
        (["Who led the most inspections?"], "which councils did she do?", "Which inspections did Ada Marsh lead?"),
        (
            ["Who led the 2016 inspection of Brackwater?"],
            "what else has she led?",
            "Which inspections did Cleo Winter lead?",
        ),
        (
            ["Which authorities are good now?"],
            "which of them is latest?",
            "Which authority was inspected most recently",
        ),
    ],
)
def test_short_follow_up_of_a_fixed_form_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS).startswith(resolved)


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (["Which councils have ever been good?"], "which of those still are?", "Which authorities are good now?"),
        (
            ["Which authorities are good now?"],
            "only the ones in the North",
            "Which authorities are good now and are in",
        ),
        (
            ["Which authorities have been inadequate?"],
            "are any of them good now?",
            "Which authorities have been inadequate and are good now?",
        ),
        (
            ["Which authorities are inadequate now?"],
            "who led that inspection?",
            "who led the 2021 inspection of Brackw",
        ),
        (["Which councils got worse?"], "and which improved?", "Which councils improved?"),
        (["List all inspections of Aldermere"], "who led the second?", "who led the 2018 inspection of Aldermere"),
        (["How was Aldermere rated in 2018?"], "why?", "Why was Aldermere judged requires improvement in 2018?"),
        (["How is Aldermere rated?"], "was it always like that?", "How has the overall grade of Aldermere changed"),
        (["How is Aldermere rated?"], "wasn't that lower before?", "How has the overall grade of Aldermere changed"),
        (["How is Aldermere rated?"], "and what was it before?", "How is Aldermere rated in the 2018 inspection?"),
        (["How was Aldermere rated in 2018?"], "four years later?", "How was Aldermere rated in 2022?"),
        (["How was Aldermere rated in 2022?"], "and the first time?", "How was Aldermere rated in 2015?"),
        (["How was Aldermere rated in 2018?"], "no, I meant 2015", "How was Aldermere rated in 2015"),
        (["How was Aldermere rated in 2018?"], "when was that?", "When was the 2018 inspection of Aldermere?"),
        (
            ["Who led the 2018 inspection of Aldermere?"],
            "same inspector in 2022?",
            "Who led the 2022 inspection of Ald",
        ),
        (["Describe supervision in Dunholt"], "not supervision, thresholds", "Describe thresholds in Dunholt"),
        (["Are care leavers safe in Dunholt?"], "does Cressing do the same?", "Are care leavers safe in Cressing"),
        (["How is supervision in Dunholt?"], "is Cressing any better?", "Compare supervision in Dunholt and Cressing"),
        (
            ["Describe supervision in Dunholt", "and Cressing?"],
            "back to Dunholt, what about caseloads?",
            "caseloads in Dunholt?",
        ),
        (["How is Dunholt rated?", "and Cressing?"], "what is the other one like?", "what is Dunholt like?"),
        (
            ["How is Dunholt rated?", "and Cressing?"],
            "which of the two was inspected more recently?",
            "Which authority was inspected most recently: Dunholt or Cressing?",
        ),
        (["What is supervision like in Dunholt?"], "does it help?", "does supervision help in Dunholt?"),
        (["Describe supervision in Dunholt"], "are caseloads high there?", "are caseloads high in Dunholt?"),
    ],
)
def test_follow_up_in_free_words_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS).startswith(resolved)


@pytest.mark.parametrize("opening", ["thanks, ", "great, thank you. ", "sorry, ", "ok and ", "hang on, I meant "])
def test_polite_words_before_a_follow_up_change_nothing(opening: str) -> None:
    resolved = resolve(f"{opening}Dunholt?", ["Describe supervision in Aldermere"], KNOWLEDGE, DOCUMENTS)
    assert resolved.rstrip("?") == "Describe supervision in Dunholt"


@pytest.mark.parametrize(
    "question", ["What do councils generally struggle with?", "How many inspections were there in 2018?"]
)
def test_question_about_all_takes_no_authority_over(question: str) -> None:
    assert resolve(question, ["Describe supervision in Aldermere"], KNOWLEDGE, DOCUMENTS) == question


def test_earlier_turns_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = ["Describe supervision in Aldermere", "and Brackwater?", "what about Cressing", "and Dunholt?"]
    known: dict[tuple[str, ...], str] = {}
    alone = [resolve(turns[n], turns[:n], KNOWLEDGE, DOCUMENTS) for n in range(4)]
    read: list[str] = []
    follow = resolving._follow

    def counted(question: str, *rest: Any) -> str:  # noqa: ANN401 - handed on as it is
        read.append(question)
        return follow(question, *rest)

    monkeypatch.setattr(resolving, "_follow", counted)
    assert [resolve(turns[n], turns[:n], KNOWLEDGE, DOCUMENTS, known=known) for n in range(4)] == alone
    assert read == turns[1:]


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["Who led the 2018 inspection of Aldermere?"],
            "had she been there before?",
            "Who inspected Aldermere each time?",
        ),
        (["How was Brackwater judged in 2021?"], "was it the same inspector?", "Who inspected Brackwater each time?"),
        (["Who led the most inspections?"], "where did she go?", "Which inspections did Ada Marsh lead?"),
        (
            ["Which inspections did Ada Marsh lead?"],
            "any of those fail?",
            "Which inspections did Ada Marsh lead and were inadequate?",
        ),
        (
            ["How many councils improved last time?"],
            "and the ones that didn't?",
            "Which councils have not improved last time?",
        ),
        (["Which councils are good now?"], "and the ones that aren't", "Which councils are not good now?"),
        (
            ["How many inspections were inadequate?"],
            "and under the old framework?",
            "How many inspections were inadequate under the old framework?",
        ),
        (
            ["What is the grade of Aldermere?"],
            "so it has never changed?",
            "How has the overall grade of Aldermere changed over time?",
        ),
        (
            ["Show me the grades of Brackwater"],
            "when did it drop?",
            "How has the overall grade of Brackwater changed over time?",
        ),
        (
            ["When was Aldermere last inspected?"],
            "how long between the two?",
            "How many days were there between the inspections of Aldermere?",
        ),
        (["How was Aldermere judged in 2018?"], "and the other times?", "How was Aldermere judged each time?"),
        (
            ["Which council waited longest for its report?"],
            "how long was that?",
            "Which council waited longest for its report?",
        ),
        (
            ["Which council waited longest for its report?"],
            "which was quickest?",
            "Which council waited quickest for its report?",
        ),
        (
            ["Which councils are good now?"],
            "how long has the second one been like that?",
            "Since when has Cressing been good?",
        ),
        (
            ["Which inspector gave the most inadequate grades?"],
            "which councils were they?",
            "Which inspections were led by Ada Marsh and were inadequate?",
        ),
        (
            ["Which inspections did Ben Okoro lead?"],
            "what did they get",
            "Which inspections did Ben Okoro lead, and with what result?",
        ),
        (
            ["Which authorities were good in 2016?"],
            "are they all still?",
            "Which of the authorities that were good in 2016 are good now?",
        ),
        (["How is Aldermere doing?"], "what about its neighbour Brackwater", "How is Brackwater doing?"),
    ],
)
def test_follow_up_that_points_at_the_answer_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["Who led the 2022 inspection of Aldermere?"],
            "did she do it again in 2018",
            "Which inspections did Ada Marsh lead in 2018?",
        ),
        (
            ["Who led the 2022 inspection of Aldermere?"],
            "has she been to Brackwater as well?",
            "Did Ada Marsh lead an inspection of Brackwater?",
        ),
        (
            ["Who led each inspection of Aldermere?"],
            "which of them has led elsewhere",
            "Which inspections were led by Ada Marsh or Ben Okoro?",
        ),
        (
            ["Which inspections did Ada Marsh lead?"],
            "which was her first",
            "Which was the first inspection led by Ada Marsh?",
        ),
        (
            ["Who led each inspection of Aldermere?"],
            "which found it inadequate",
            "Who led the 2015 inspection of Aldermere?",
        ),
        (["When was Aldermere first inadequate?"], "who led that", "who led the 2015 inspection of Aldermere?"),
    ],
)
def test_follow_up_on_who_led_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (["How has Aldermere changed since 2018?"], "why", "Why was Aldermere judged good?"),
        (["How is Aldermere doing overall?"], "how come only that?", "Why was Aldermere judged good?"),
        (
            ["Does Aldermere have enough social workers?"],
            "why not?",
            "Why does Aldermere not have enough social workers?",
        ),
        (["Is Aldermere good?"], "who else", "Which authorities are good?"),
        (
            ["How was Aldermere judged in 2018?"],
            "it has improved since, right?",
            "How has the overall grade of Aldermere changed over time?",
        ),
        (
            ["Tell me about care leavers in Dunholt"],
            "what grade did they get?",
            "What was the care leavers grade of Dunholt?",
        ),
        (
            ["How long were inspectors in Aldermere in 2018?"],
            "is that longer than in 2022?",
            "How long were inspectors in Aldermere in 2018 and 2022?",
        ),
        (
            ["Describe supervision in Aldermere in 2022"],
            "how does that compare with last time?",
            "Compare supervision in Aldermere in 2018 and 2022",
        ),
    ],
)
def test_follow_up_that_asks_why_or_compares_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (["How many authorities are inadequate?"], "what share is that?", "What share of authorities are inadequate?"),
        (["Which authorities are good?"], "and who used to be", "Which authorities are no longer good?"),
        (["Which authorities are good?"], "leave out Aldermere", "Which authorities are good, leaving out Aldermere?"),
        (["What do inspectors like about Aldermere?"], "and the negatives?", "What are the weaknesses in Aldermere?"),
        (
            ["What did the council say about Aldermere?"],
            "and the inspectors?",
            "What did inspectors say about Aldermere?",
        ),
        (
            ["What needs to improve in Cressing? (item 2)"],
            "and the next",
            "What needs to improve in Cressing? (item 3)",
        ),
        (
            ["Compare caseloads in Aldermere and Brackwater"],
            "and with Cressing instead",
            "Compare caseloads in Aldermere and Cressing",
        ),
        (
            ["Describe supervision in Aldermere"],
            "not the latest report, the 2018 one",
            "Describe supervision in Aldermere in 2018",
        ),
        (["How was West Sussex rated?"], "and the East one?", "How was East Sussex rated?"),
        (["How was Aldermere rated?"], "and East?", "How was East rated?"),
    ],
)
def test_follow_up_that_changes_a_part_is_resolved(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved
