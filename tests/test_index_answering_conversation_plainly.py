"""Follow-ups in plain words, after each sort of question."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS
from conversation_knowledge import KNOWLEDGE

from index.answering.conversation.resolve import resolve


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["Which councils went up at the last inspection?"],
            "and down?",
            "Which councils went down at the last inspection?",
        ),
        (["Which councils have improved since 2019?"], "and which fell?", "Which councils have gone down since 2019?"),
        (["Whose leadership grade went down?"], "and whose went up?", "Whose leadership grade went up?"),
        (
            ["How many councils are inadequate?"],
            "is that more than in 2019?",
            "How many councils are inadequate in 2019?",
        ),
        (
            ["How many councils are inadequate?"],
            "how many was it in 2019?",
            "How many councils are inadequate in 2019?",
        ),
        (["How many councils were good in 2021?"], "was it more in 2019", "How many councils were good in 2019?"),
        (["How many councils are good now?"], "how many were there in 2019?", "How many councils are good in 2019?"),
        (["Show the earliest report"], "and the latest?", "Show the latest report"),
        (["Which authorities are currently good?"], "and in 2015?", "Which authorities are good in 2015?"),
        (
            ["Which councils are good for children in care?"],
            "and for care leavers?",
            "Which councils are good for care leavers?",
        ),
        (
            ["What does the 2015 report on Aldermere say about staff?"],
            "and what did leadership get?",
            "What was the leadership grade of Aldermere in 2015?",
        ),
        (
            ["Do care leavers in Cressing pay council tax?"],
            "and Aldermere, even if they have moved away?",
            "Do care leavers in Aldermere pay council tax?",
        ),
        (["Which authorities are good?"], "sort them by date", "Which authorities are good, sorted by date?"),
        (["Which authorities are good?"], "newest first", "Which authorities are good, newest first?"),
        (["Which authorities are good?"], "by name", "Which authorities are good, sorted by name?"),
        (["Which authorities are good?"], "show all", "Which authorities are good?"),
        (["Which authorities are good?"], "the next ones", "Which authorities are good?"),
        (["Which authorities are good?"], "leave out the South", "Which authorities are good outside the South?"),
        (["Which authorities are good?"], "what about the first in full?", "Tell me about Aldermere"),
        (
            ["Which authorities are good?", "leave out Aldermere"],
            "without Cressing",
            "Which authorities are good, leaving out Aldermere and Cressing?",
        ),
        (
            ["Which authorities are good now?", "which of those are in the North?"],
            "and in London?",
            "Which authorities are good now and are in London?",
        ),
        (["How many authorities are good?"], "how many is that?", "How many authorities are good?"),
        (["How many authorities are good?"], "newest first", "Which authorities are good, newest first?"),
        (
            ["How many authorities are good?"],
            "without Aldermere",
            "How many authorities are good, leaving out Aldermere?",
        ),
        (["Which authorities are good under ILACS?"], "and under SIF?", "Which authorities are good under SIF?"),
        (
            ["Which authorities are good under ILACS?"],
            "under the older framework?",
            "Which authorities are good under the older framework?",
        ),
        (
            ["Which council has the longest inspection?"],
            "who came second?",
            "Which two councils have the longest inspection?",
        ),
        (["Which council has the longest inspection?"], "and the worst?", "Which council has the shortest inspection?"),
        (["Which council has the longest inspection?"], "and on average?", "How long are inspections on average?"),
        (["Who led the most inspections?"], "who came second?", "Which two inspectors led the most inspections?"),
        (["Which authorities are good?"], "and Brackwater?", "Is Brackwater good?"),
        (["Which authorities are good?"], "which ones?", "Which authorities are good?"),
        (["Which authorities are good?"], "and now?", "Which authorities are good now?"),
        (
            ["Which authorities are good?"],
            "just the latest",
            "Which authority was inspected most recently: Aldermere or Cressing?",
        ),
        (["Which authorities are good?"], "why?", "Why were Aldermere and Cressing judged good?"),
        (["Which authorities are inadequate for leadership?"], "and overall?", "Which authorities are inadequate?"),
        (["Which authorities got worse?"], "and the rest?", "Which authorities have not got worse?"),
        (
            ["Which authorities got worse?"],
            "and Aldermere?",
            "How has the overall grade of Aldermere changed over time?",
        ),
        (["Which authorities are good?", "tell me about the second"], "and the first?", "Tell me about Aldermere"),
        (["Which authorities are good?", "tell me about the second"], "the last one?", "Tell me about Cressing"),
        (
            ["Which authorities are good?", "tell me about the second"],
            "who led that inspection?",
            "Who led the 2019 inspection of Cressing?",
        ),
        (["Which authorities are good?", "sort them by date"], "how many is that?", "How many authorities are good?"),
        (
            ["Which authorities are good?", "sort them by date"],
            "which of those are in the North?",
            "Which authorities are good and are in the North?",
        ),
        (["How many authorities are good?", "what share is that?"], "which ones?", "Which authorities are good?"),
        (
            ["How many authorities are good?", "what share is that?"],
            "how many is that?",
            "How many authorities are good?",
        ),
        (
            ["Which council has the longest inspection?", "who came second?"],
            "and who came third?",
            "Which three councils have the longest inspection?",
        ),
    ],
)
def test_list_is_asked_for_anew(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["Which authorities are good?", "What is the weather in Paris?"],
            "newest first",
            "Which authorities are good, newest first?",
        ),
        (
            ["Which authorities are good?", "What is the weather in Paris?"],
            "tell me about the second one",
            "Tell me about Cressing",
        ),
        (
            ["What grade did Aldermere get?", "How was Wolverhampton judged?"],
            "who led it?",
            "Who led the 2022 inspection of Aldermere?",
        ),
    ],
)
def test_refused_question_is_not_referred_to(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (
            ["What grade did Aldermere get?"],
            "and in all years?",
            "How has the overall grade of Aldermere changed over time?",
        ),
        (["What grade did Aldermere get?"], "show all its inspections", "List all inspections of Aldermere"),
        (["What grade did Aldermere get?"], "and elsewhere?", "What is the overall grade of each council?"),
        (
            ["What grade did Aldermere get?"],
            "and for all areas?",
            "What were all the grades of Aldermere at the latest inspection?",
        ),
        (["What grade did Aldermere get?"], "what needs to improve there?", "What needs to improve in Aldermere?"),
        (["What grade did Aldermere get?"], "and the strengths?", "What are the strengths in Aldermere?"),
        (["What grade did Aldermere get?"], "who led that one?", "Who led the 2022 inspection of Aldermere?"),
        (
            ["What grade did Aldermere get?"],
            "what was it graded for care leavers?",
            "What was the care leavers grade of Aldermere?",
        ),
        (
            ["What grade did Aldermere get?"],
            "was it the same in 2018?",
            "What was the overall grade of Aldermere in 2018 and 2022?",
        ),
        (
            ["What grade did Aldermere get?"],
            "was it the same in 2019?",
            "What was the overall grade of Aldermere in 2019?",
        ),
        (
            ["What grade did Aldermere get?"],
            "what changed?",
            "How has the overall grade of Aldermere changed over time?",
        ),
        (
            ["What grade did Aldermere get?"],
            "was that the case the time before?",
            "What grade did Aldermere get in the 2018 inspection?",
        ),
        (["What grade did Dunholt get?"], "and under SIF?", "What was the overall grade of Dunholt in 2017?"),
        (["What grade did Dunholt get?"], "and under ILACS?", "Which inspections of Dunholt were under ILACS?"),
        (["What grade did Aldermere get in 2018?"], "since when?", "When was Aldermere judged requires improvement?"),
        (
            ["What grade did Aldermere get in 2018?"],
            "who led that inspection?",
            "Who led the 2018 inspection of Aldermere?",
        ),
        (["What grade did Aldermere get in 2018?"], "for all areas?", "What were all the grades of Aldermere in 2018?"),
        (
            ["What grade did Aldermere get in 2018?"],
            "what needs to improve there?",
            "What needs to improve in Aldermere in 2018?",
        ),
        (["Is Aldermere rated inadequate?"], "since when?", "When was Aldermere judged good?"),
        (["Is Aldermere rated inadequate?"], "and in all councils?", "Which authorities are inadequate?"),
        (
            ["What grade did Aldermere get?", "and Brackwater?"],
            "compare the two",
            "Compare the overall grades in Aldermere and Brackwater",
        ),
        (["What grade did Aldermere get?"], "and in London?", "What is the overall grade of each council in London?"),
        (["What grade did Aldermere get?"], "and the latest?", "What is the overall grade of Aldermere now?"),
        (["What grade did Aldermere get?"], "and the others?", "What is the overall grade of each council?"),
        (
            ["What grade did Aldermere get?"],
            "how many inspectors were there?",
            "How many inspectors were there at the 2022 inspection of Aldermere?",
        ),
        (
            ["What grade did Aldermere get?"],
            "what happened next?",
            "What grade did Aldermere get at the latest inspection?",
        ),
        (["What grade did Aldermere get in 2018?"], "what happened next?", "What grade did Aldermere get in 2022?"),
        (
            ["How has the grade of Aldermere changed over time?"],
            "and in 2018?",
            "What was the overall grade of Aldermere in 2018?",
        ),
        (
            ["How was Aldermere judged in 2018?"],
            "what about the other areas?",
            "What were all the grades of Aldermere in 2018?",
        ),
        (
            ["How was Aldermere judged in 2018?"],
            "and all the others?",
            "What is the overall grade of each council in 2018?",
        ),
        (
            ["How was Aldermere judged in 2018?"],
            "show me what needed to improve",
            "What needs to improve in Aldermere in 2018?",
        ),
        (["How was Aldermere judged?"], "and the grade?", "What was the overall grade of Aldermere?"),
        (
            ["How was Aldermere judged?"],
            "for all areas?",
            "What were all the grades of Aldermere at the latest inspection?",
        ),
    ],
)
def test_question_on_a_grade_is_followed(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved


@pytest.mark.parametrize(
    ("history", "question", "resolved"),
    [
        (["Describe supervision in Aldermere"], "who led it?", "Who led the inspections of Aldermere?"),
        (["Describe supervision in Aldermere"], "when was that?", "When were the inspections of Aldermere?"),
        (
            ["Describe supervision in Aldermere"],
            "how long were they there?",
            "How long were the inspections of Aldermere?",
        ),
        (["Describe supervision in Aldermere"], "what changed?", "How has supervision changed over time in Aldermere?"),
        (
            ["Describe supervision in Aldermere"],
            "did it get better in 2018?",
            "Compare supervision in Aldermere in 2018 and 2022",
        ),
        (
            ["Describe supervision in Aldermere"],
            "what do other reports say about that?",
            "What do inspectors say about supervision in other councils?",
        ),
        (["Describe supervision in Aldermere"], "and overall?", "What was the overall grade of Aldermere?"),
        (
            ["Describe supervision in Aldermere"],
            "and in all years?",
            "How has supervision changed over time in Aldermere?",
        ),
        (["Who led the 2018 inspection of Aldermere?"], "and in all years?", "Who led each inspection of Aldermere?"),
        (["Who led the 2018 inspection of Aldermere?"], "and elsewhere?", "Who led each inspection?"),
        (
            ["Who led the 2018 inspection of Aldermere?"],
            "what are the strengths there?",
            "What are the strengths in Aldermere in 2018?",
        ),
        (["How long was the inspection of Cressing?"], "what is the average?", "How long are inspections on average?"),
        (
            ["How long was the inspection of Cressing?"],
            "and in all years?",
            "How long were inspectors in Cressing each time?",
        ),
        (
            ["Compare Aldermere and Brackwater"],
            "who led those inspections?",
            "Who led the latest inspections of Aldermere and Brackwater?",
        ),
        (
            ["Compare Aldermere and Brackwater"],
            "what was the grade?",
            "What was the overall grade of Aldermere and Brackwater?",
        ),
        (
            ["Compare Aldermere and Brackwater"],
            "and for leadership?",
            "Compare the leadership grades in Aldermere and Brackwater",
        ),
        (
            ["Compare Aldermere and Brackwater"],
            "which of the two is better?",
            "Compare the overall grades in Aldermere and Brackwater",
        ),
        (["Compare Aldermere and Brackwater"], "and Cressing?", "Compare Aldermere and Brackwater and Cressing"),
        (
            ["Describe supervision in Aldermere", "and Brackwater?"],
            "and the first council again?",
            "Describe supervision in Aldermere",
        ),
        (
            ["Which inspection of Cressing was the longest?"],
            "who led that?",
            "Who led the 2019 inspection of Cressing?",
        ),
        (
            ["What needs to improve in Aldermere?"],
            "and in all years?",
            "What needed to improve at each inspection of Aldermere?",
        ),
        (["What needs to improve in Aldermere?"], "and the strengths?", "What are the strengths in Aldermere?"),
        (
            ["Describe supervision in Aldermere in 2018"],
            "and now?",
            "Describe supervision in Aldermere at the latest inspection?",
        ),
        (
            ["Describe supervision in Aldermere in 2018"],
            "and in the South East?",
            "Describe supervision in the South East in 2018",
        ),
        (
            ["Describe supervision in Aldermere in 2018"],
            "what was the grade before that?",
            "How was Aldermere judged in 2015?",
        ),
        (
            ["Describe supervision in Aldermere in 2018"],
            "since when?",
            "How has supervision changed over time in Aldermere?",
        ),
        (
            ["Describe supervision in Aldermere in 2018"],
            "who was in charge that time?",
            "Who led the 2018 inspection of Aldermere?",
        ),
        (["Who led the 2018 inspection of Aldermere?"], "and the latest?", "Who led the 2022 inspection of Aldermere?"),
        (
            ["Who led the 2018 inspection of Aldermere?"],
            "and for leadership?",
            "What was the leadership grade of Aldermere in 2018?",
        ),
        (["What needs to improve in Aldermere?"], "and adoption?", "What needs to improve in Aldermere for adoption?"),
        (
            ["What needs to improve in Aldermere?"],
            "just the latest",
            "What needs to improve in Aldermere at the latest inspection?",
        ),
        (["What needs to improve in Aldermere?"], "and the last?", "What needs to improve in Aldermere? (item last)"),
        (
            ["What needs to improve in Aldermere?", "the second one"],
            "was that the case the time before?",
            "What needs to improve in Aldermere in the 2018 inspection?",
        ),
        (
            ["What needs to improve in Aldermere?", "the second one"],
            "and Brackwater?",
            "What needs to improve in Brackwater?",
        ),
        (
            ["What needs to improve in Aldermere?", "the second one"],
            "and the next one?",
            "What needs to improve in Aldermere? (item 3)",
        ),
        (
            ["What needs to improve in Aldermere?", "the second one"],
            "who led it?",
            "Who led the inspections of Aldermere?",
        ),
        (
            ["Compare Aldermere and Brackwater on supervision"],
            "go back to Aldermere",
            "What do inspectors say about supervision in Aldermere?",
        ),
        (
            ["Compare Aldermere and Brackwater on supervision"],
            "and care leavers?",
            "Compare Aldermere and Brackwater on care leavers?",
        ),
        (["Describe supervision in Cressing"], "who led it?", "Who led the 2019 inspection of Cressing?"),
        (["Describe supervision in Cressing"], "when was that?", "When was the 2019 inspection of Cressing?"),
        (["Describe supervision in Cressing"], "what had to improve?", "What needs to improve in Cressing?"),
        (
            ["What are the areas for priority action in Aldermere?"],
            "and in all councils?",
            "What are the areas for priority action in all councils?",
        ),
    ],
)
def test_question_on_what_is_said_or_stated_is_followed(history: list[str], question: str, resolved: str) -> None:
    assert resolve(question, history, KNOWLEDGE, DOCUMENTS) == resolved
