"""Who is quoted, where the quotation begins and ends, and whether the inspectorate is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quotations import find_quotations, is_mostly_quoted, whole_quotation


def _found(*texts: str) -> list[list[tuple[str, str | None, bool]]]:
    return [
        [(text[q.start : q.end], q.speaker, q.of_inspectorate) for q in quotations]
        for text, quotations in zip(texts, find_quotations(texts), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "of_inspectorate"),
    [
        ('Ida Moss, the council\'s cabinet member for homes, said: "We are very sorry."', "Ida Moss", False),
        ('Council leader Ned Larch told Fern News: "We are very sorry."', "Council leader Ned Larch", False),
        ('"We are very sorry," said Ida Moss, who leads the council.', "Ida Moss", False),
        ('"We are very sorry," Councillor Ida Moss said.', "Councillor Ida Moss", False),
        ("“We are very sorry,” a spokesman for the council added.", "a spokesman for the council", False),
        ('According to the inspectors, "plans are very late".', "the inspectors", True),
        ('Plans are "very late and too long", according to a letter from Ofsted.', "a letter from Ofsted", True),
        ('The watchdog warned that plans were "very late and too long".', "The watchdog", True),
        ('However, the report also says that plans are "very late".', "the report", True),
        ('Plans are "very late and too long", Ofsted found.', "Ofsted", True),
        ('The council\'s own report says that plans are "late".', "The council's own report", False),
        ("The letter says that ‘plans are very late’.", "The letter", True),
        ('Visits are "late". ', None, False),
    ],
)
def test_speaker_of_a_quotation(text: str, speaker: str | None, of_inspectorate: bool) -> None:
    found = _found(text)[0]
    expected = [] if speaker is None else [(speaker, of_inspectorate)]
    assert [(who, official) for _, who, official in found] == expected


def test_speech_over_paragraphs_belongs_to_its_speaker_throughout() -> None:
    found = _found(
        'Ned Larch, director of care, said: "We have begun.',
        '"We have hired forty people.',
        '"There is more to do."',
        "Families have waited for years.",
    )
    assert [[speaker for _, speaker, _ in quotations] for quotations in found] == [["Ned Larch"]] * 3 + [[]]
    assert [quotations[0][0] for quotations in found[:3]] == [
        "We have begun.",
        "We have hired forty people.",
        "There is more to do.",
    ]


def test_missing_mark_before_an_attribution_ends_the_quotation_there() -> None:
    found = _found('"Plans are late and too long, states the regulator in its letter.', '"Visits are late too."')
    assert found == [
        [("Plans are late and too long", "the regulator", True)],
        [("Visits are late too.", "the regulator", True)],
    ]


def test_pronoun_is_whoever_spoke_before() -> None:
    found = _found(
        "Ida Moss said that she would stay.",
        'Ned Larch called the letter "a wake-up call".',
        '"We had warned them," he said. "Nobody listened to us."',
    )
    assert [[speaker for _, speaker, _ in quotations] for quotations in found] == [[], ["Ned Larch"], ["Ned Larch"] * 2]


def test_sentence_before_a_quotation_names_its_speaker() -> None:
    found = _found('Ida Moss said she would not resign. "I asked the right questions," she added.')
    assert found == [[("I asked the right questions,", "Ida Moss", False)]]


def test_terms_and_apostrophes_are_no_quotations() -> None:
    assert _found("The 'front door' is the children's and parents' way in.", 'It is a so-called "hub".') == [[], []]


def test_quotation_in_a_headline() -> None:
    assert _found("Homes 'leave children in danger', warns inspectorate") == [
        [("leave children in danger", "inspectorate", True)]
    ]


def test_whole_quotation_takes_its_speaker_from_the_lead_in() -> None:
    words = "We are sorry for what happened."
    quotation = whole_quotation(words, lead_in="The leader of the council, Ida Moss, said:")
    assert (quotation.start, quotation.end, quotation.speaker) == (0, len(words), "The leader of the council")


def test_mostly_quoted_paragraphs() -> None:
    text = 'He said: "We have done what we could for every child."'
    assert is_mostly_quoted(text, find_quotations([text])[0])
    text = 'The programme that the council has begun with its partners is "a good start", the letter says.'
    assert not is_mostly_quoted(text, find_quotations([text])[0])


@given(st.lists(st.text(alphabet="ab .,:'\"“”‘’SN\n", max_size=60), max_size=6))
def test_quotations_lie_within_their_paragraph_in_order(texts: list[str]) -> None:
    for text, quotations in zip(texts, find_quotations(texts), strict=True):
        ends = [0]
        for quotation in quotations:
            assert ends[-1] <= quotation.start < quotation.end <= len(text)
            ends.append(quotation.end)


def test_inspectors_behind_a_passive_and_a_lead_in_are_speakers() -> None:
    assert _found('Fernbridge was told that it had "serious failings" by Ofsted inspectors who visited.') == [
        [("serious failings", "Ofsted inspectors", True)]
    ]
    assert _found("The letter says:", '"Children are well supported."')[1] == [
        ("Children are well supported.", "The letter", True)
    ]
