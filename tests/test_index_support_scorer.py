"""The support scorer: what a text does not say is found, a paraphrase is borne."""

from __future__ import annotations

import pytest

from index.answer import Verdict
from index.support.scorer import score_support

SOURCE = (
    "Staff on the helpline do not always spot danger, and visitors saw some pupils in peril. "
    "Leaders in Aldermere have committed £2.5 million over the next three years. "
    "The service was judged to require improvement in May 2014. Most visits are timely but few are recorded. "
    "Supervision has improved since the last inspection."
)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Leaders in Aldermere have committed £25 million over the next three years.", "number"),
        ("Leaders in Aldermere have committed £2.5 million over the next five years.", "number"),
        ("Leaders in Brackwater have committed £2.5 million over the next three years.", "name"),
        ("The service was judged to require improvement in May 2015.", "number"),
        ("The service was judged inadequate in May 2014.", "grade"),
        ("The service was judged outstanding in May 2014.", "grade"),
        ("Staff on the helpline spot danger.", "negation"),
        ("Supervision has not improved since the last inspection.", "negation"),
        ("Visitors saw all pupils in peril.", "quantifier"),
        ("Few visits are timely.", "quantifier"),
        ("All visits are timely.", "quantifier"),
        ("Supervision has declined since the last inspection.", "opposite"),
    ],
)
def test_planted_fault_is_found(claim: str, reason: str) -> None:
    found = score_support(claim, SOURCE)
    assert found.verdict is Verdict.UNSUPPORTED
    assert reason in found.reasons
    assert found.unsupported


@pytest.mark.parametrize(
    "claim",
    [
        "Danger is not always spotted by staff on the helpline.",
        "Some pupils were in peril.",
        "Leaders committed £2.5m over three years in Aldermere.",
        "In May 2014 the service was judged to require improvement.",
        "In 2014 the service required improvement.",
        "Since the last inspection, supervision has improved.",
    ],
)
def test_paraphrase_is_supported(claim: str) -> None:
    assert score_support(claim, SOURCE).verdict is Verdict.SUPPORTED


def test_words_of_the_source_are_verbatim() -> None:
    assert score_support("Most visits are timely but few are recorded.", SOURCE).verdict is Verdict.VERBATIM


def test_what_has_little_to_do_with_the_source_is_unsupported() -> None:
    found = score_support("Volunteers read stories to toddlers in libraries.", SOURCE)
    assert found.verdict is Verdict.UNSUPPORTED
    assert "volunteers" in found.unsupported


def test_context_may_name_the_authority_and_the_date() -> None:
    claim = "In Swindon, supervision has improved since the last inspection, inspectors said in May 2018."
    assert score_support(claim, SOURCE).verdict is Verdict.UNSUPPORTED
    assert score_support(claim, SOURCE, context="Swindon, focused visit, 18 May 2018").verdict is Verdict.SUPPORTED


OTHER_WORDS = (
    "At the time of the visit 40 contacts were waiting to be read. Replies take 72 hours on average. "
    "Plans for disabled children are reviewed often. On 31 March 2021, 56 children had a plan. This is an increase "
    "from 48 at 31 March 2020. A third of the 30 visits were late because two managers had left."
)


@pytest.mark.parametrize(
    "claim",
    [
        "40 contacts had not yet been read.",
        "On average replies take three days.",
        "Eight more children had a plan in March 2021 than in March 2020.",
        "One in three visits was late.",
        "Nearly 60 children had a plan on 31 March 2021.",
    ],
)
def test_value_or_negation_in_other_words_is_supported(claim: str) -> None:
    assert score_support(claim, OTHER_WORDS, likeness=lambda *_: 0.7).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Nine more children had a plan in March 2021 than in March 2020.", "number"),
        ("On average replies take three weeks.", "number"),
        ("One in four visits was late.", "number"),
        ("On 31 March 2020, 56 children had a plan.", "number"),
        ("Plans for disabled children are not reviewed often.", "negation"),
        ("This is a decrease from 48 at 31 March 2020.", "opposite"),
        ("Two managers had left because a third of the 30 visits were late.", "cause"),
        ("At the time of the visit 40 contacts were no longer waiting to be read.", "negation"),
    ],
)
def test_copied_sentence_is_held_to_its_exact_sense(claim: str, reason: str) -> None:
    found = score_support(claim, OTHER_WORDS, likeness=lambda *_: 0.9)
    assert found.verdict is Verdict.UNSUPPORTED
    assert reason in found.reasons


def test_likeness_is_asked_only_where_the_words_do_not_tell() -> None:
    asked: list[str] = []

    def likeness(claim: str, source: str) -> float:
        asked.append(claim)
        return 0.9

    assert score_support("Plans for disabled children are reviewed often.", OTHER_WORDS, likeness=likeness).score == 1.0
    assert score_support("Replies take 73 hours on average.", OTHER_WORDS, likeness=likeness).reasons == ("number",)
    assert asked == []
    assert score_support("Letters stay unopened.", OTHER_WORDS, likeness=likeness).score == pytest.approx(0.45)
    assert asked == ["Letters stay unopened."]
