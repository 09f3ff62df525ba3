import pytest

from index.understanding.forms import find_form
from index.understanding.question import FORMS


@pytest.mark.parametrize(
    ("question", "authorities", "times", "form"),
    [
        ("what needs to improve in Leeds", 1, 0, "list"),
        ("What must Leeds improve after the 2023 inspection?", 1, 1, "list"),
        ("What did inspectors want Leeds to put right?", 1, 0, "list"),
        ("areas Leeds has to work on", 1, 0, "list"),
        ("Could you set out what inspectors want changed in Leeds", 1, 0, "list"),
        ("give me all of the weaknesses in Leeds", 1, 0, "list"),
        ("list the recommendations for Leeds", 1, 0, "list"),
        ("which areas were judged inadequate?", 0, 0, "list"),
        ("what did the council say about the focused visit", 0, 0, "attribution"),
        ("Who said the council needs to up the pace?", 0, 0, "attribution"),
        ("Which councils were inadequate?", 0, 0, "corpus"),
        ("How many reports mention MASH?", 0, 0, "corpus"),
        ("what are the most common recommendations?", 0, 0, "corpus"),
        ("did any council have a problem with private fostering", 0, 0, "corpus"),
        ("How has Leeds changed since 2015?", 1, 1, "timeline"),
        ("Has Leeds improved between 2017 and 2022?", 1, 1, "timeline"),
        ("What's different between the 2014 and 2019 reports on Leeds?", 1, 2, "timeline"),
        ("Was Leeds' early help good?", 1, 0, "yes/no"),
        ("is there anything about gangs?", 0, 0, "yes/no"),
        ("Who led the inspection of Leeds?", 1, 0, "metadata"),
        ("What was Leeds rated in 2019?", 1, 1, "metadata"),
        ("When was Leeds last inspected?", 1, 0, "metadata"),
        ("to whom was the letter addressed", 0, 0, "metadata"),
        ("How well do social workers know their children?", 1, 0, "describe"),
        ("Tell me about supervision in Leeds", 1, 0, "describe"),
        ("What is it like to be a child in care in Leeds?", 1, 0, "describe"),
        ("How many care leavers live in suitable accommodation?", 1, 0, "lookup"),
        ("Why were children left at risk?", 0, 0, "describe"),
        ("Leeds 2019 - foster carers were cross, why?", 1, 1, "describe"),
        ("What happens to foster carers in Leeds once they retire?", 1, 0, "describe"),
        ("What's going wrong with respite care in Leeds?", 1, 0, "describe"),
        ("what does Leeds do about pupils who skip lessons", 1, 0, "describe"),
        ("which clubs can disabled youngsters in Leeds join?", 1, 0, "describe"),
        ("any treats for foster families in Leeds", 1, 0, "describe"),
        ("What is the name of the team and what does it do?", 0, 0, "lookup"),
        ("which charity does Leeds work with on respite", 1, 0, "lookup"),
        ("How often does Leeds check its list of empty places?", 1, 0, "lookup"),
        ("Please list what Leeds has to put right", 1, 0, "list"),
        ("I foster in Leeds. Do carers there get training?", 1, 0, "yes/no"),
        ("Compare Leeds and Kent on adoption", 2, 0, "compare"),
        ("Is Leeds better than Kent at adoption?", 2, 0, "compare"),
        ("What can you do?", 0, 0, "help"),
        ("help", 0, 0, "help"),
    ],
)
def test_form(question: str, authorities: int, times: int, form: str) -> None:
    assert find_form(question, authorities=authorities, times=times) == form
    assert form in FORMS
