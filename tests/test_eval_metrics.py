import asyncio
import random
from typing import Any

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from eval.metrics import citations, context, facts, length, ranking, sets, silence, support
from eval.metrics.case import Case, Target
from eval.question_set import Question

EXACT = 1e-9


def answer(**given_fields: object) -> dict[str, Any]:
    fields = {
        "answer": "",
        "abstained": False,
        "sentences": [],
        "citations": [],
        "rows": [],
        "notes": [],
        "nearest": [],
    }
    return fields | given_fields


def citing(*paragraphs: str) -> dict[str, Any]:
    made = [
        {"n": n, "paragraph_id": paragraph, "paragraph": "some words", "quote": "words", "start": 5, "end": 10}
        for n, paragraph in enumerate(paragraphs, start=1)
    ]
    return answer(citations=made, sentences=[{"text": "x", "citations": [c["n"]]} for c in made])


def case(
    question: dict[str, Any] | None = None,
    given_answer: dict[str, Any] | None = None,
    gold: tuple[Target, ...] = (),
    ranked: tuple[str, ...] | None = None,
    verdicts: tuple[str, ...] | None = None,
) -> Case:
    return Case(Question("q", "?", **(question or {})), given_answer or answer(), gold, ranked, verdicts)


@given(st.integers(0, 2**32))
def test_ranking_agrees_with_trec_eval(seed: int) -> None:
    dice = random.Random(seed)
    pool = [f"p{number}" for number in range(30)]
    ranked = dice.sample(pool, dice.randint(0, 30))
    relevant = dice.sample(pool, dice.randint(1, 12))
    qrels = [ir_measures.Qrel("q", name, 1) for name in relevant]
    run = [ir_measures.ScoredDoc("q", name, -float(rank)) for rank, name in enumerate(ranked)]
    reference = ir_measures.calc_aggregate([R @ 5, R @ 10, RR, nDCG @ 10], qrels, run)
    assert ranking.recall_at(ranked, relevant, 5) == pytest.approx(reference[R @ 5], abs=EXACT)
    assert ranking.recall_at(ranked, relevant, 10) == pytest.approx(reference[R @ 10], abs=EXACT)
    assert ranking.reciprocal_rank(ranked, relevant) == pytest.approx(reference[RR], abs=EXACT)
    assert ranking.ndcg_at(ranked, relevant, 10) == pytest.approx(reference[nDCG @ 10], abs=EXACT)


def test_ranking_is_none_without_gold_or_search() -> None:
    for metric in (ranking.recall_at_5, ranking.recall_at_10, ranking.mean_reciprocal_rank, ranking.ndcg_at_10):
        assert metric(case(ranked=("a",))) is None
        assert metric(case(gold=(Target(frozenset("a")),))) is None


def test_ranking_counts_alternatives_of_one_gold_paragraph_once() -> None:
    gold = (Target(frozenset({"a", "b"})), Target(frozenset({"c"})))
    found = case(gold=gold, ranked=("a", "b", "x", "c"))
    assert ranking.recall_at_5(found) == 1.0
    assert ranking.mean_reciprocal_rank(found) == 1.0
    assert ranking.recall_at_5(case(gold=gold, ranked=("a", "b"))) == 0.5


@pytest.mark.filterwarnings("ignore")
def test_context_agrees_with_ragas() -> None:
    pytest.importorskip("ragas")
    from ragas.dataset_schema import SingleTurnSample
    from ragas.metrics import IDBasedContextPrecision, IDBasedContextRecall

    dice = random.Random(6)
    pool = [f"p{number}" for number in range(12)]
    for _ in range(50):
        found = dice.choices(pool, k=dice.randint(1, 10))
        gold = dice.sample(pool, dice.randint(1, 6))
        sample = SingleTurnSample(retrieved_context_ids=found, reference_context_ids=gold)
        precision = asyncio.run(IDBasedContextPrecision()._single_turn_ascore(sample, []))
        recall = asyncio.run(IDBasedContextRecall()._single_turn_ascore(sample, []))
        assert context.id_precision(found, gold) == pytest.approx(precision, abs=EXACT)
        assert context.id_recall(found, gold) == pytest.approx(recall, abs=EXACT)


def test_citations_count_gold_and_its_neighbours() -> None:
    gold = (Target(frozenset({"a"}), frozenset({"a", "b"})), Target(frozenset({"c"}), frozenset({"c"})))
    cited = case(given_answer=citing("a", "b", "x"), gold=gold)
    assert citations.citation_recall(cited) == 0.5
    assert citations.citation_precision(cited) == pytest.approx(2 / 3)
    assert citations.gold_precision(cited) == pytest.approx(1 / 3)
    silent = case(given_answer=answer(abstained=True), gold=gold)
    assert citations.citation_recall(silent) == 0.0
    assert citations.citation_precision(silent) is None
    assert citations.citation_recall(case({"answerable": False}, citing("a"), gold=gold)) is None


def test_range_invariant_sees_a_moved_quote_and_a_dangling_number() -> None:
    whole = citing("a", "b")
    assert citations.range_invariant(case(given_answer=whole)) == 1.0
    moved = citing("a", "b")
    moved["citations"][0]["start"] = 4
    assert citations.range_invariant(case(given_answer=moved)) == 0.5
    dangling = citing("a")
    dangling["sentences"][0]["citations"] = [1, 9]
    assert citations.range_invariant(case(given_answer=dangling)) == 0.5
    assert citations.range_invariant(case()) is None


@pytest.mark.parametrize(
    ("text", "wording", "stated"),
    [
        ("There were 118 contacts.", "118", True),
        ("There were 1,118 contacts.", "118", False),
        ("It cost £2.4 million [1].", "£2.4 million", True),
        ("It cost £2.4 million.", "2", False),
        ("It cost £2.4 million.", "4 million", False),
        ("About 41,000 children", "41000", True),
        ("It was 39%.", "39%", True),
        ("Judged “good” – again", 'judged "good" - again', True),
        ("The goods", "good", False),
        ("on 12\u00a0October 2018.", "12 October 2018", True),
    ],
)
def test_fact_is_stated_between_word_boundaries(text: str, wording: str, stated: bool) -> None:
    assert facts.states(facts.normalised(text), wording) is stated


def test_fact_recall_takes_alternatives_rows_and_silence() -> None:
    asked = {"facts": (("31", "thirty-one"), ("22",))}
    assert facts.fact_recall(case(asked, answer(answer="Thirty-one [1]. Then less [22]."))) == 0.5
    rows = [{"label": "2023", "value": "22", "citation": None, "group": None}]
    assert facts.fact_recall(case(asked, answer(answer="31", rows=rows))) == 1.0
    assert facts.fact_recall(case(asked, answer(answer="31 and 22", abstained=True))) == 0.0
    assert facts.fact_recall(case()) is None


def test_sets_compare_labels_with_items() -> None:
    asked = {"items": ("Aldermere", "Thornwick")}
    rows = [{"label": label, "value": "", "citation": 1, "group": None} for label in ("aldermere (2023)", "Marlstead")]
    given_rows = case(asked, answer(rows=rows))
    assert (sets.set_precision(given_rows), sets.set_recall(given_rows), sets.set_f1(given_rows)) == (0.5, 0.5, 0.5)
    assert sets.set_f1(case(asked, answer())) == 0.0
    assert sets.set_f1(case({"items": ()}, answer())) == 1.0
    assert sets.set_f1(case()) is None


def test_silence_counts_each_kind_of_question_apart() -> None:
    silent, speaking = answer(abstained=True), answer(answer="x")
    assert silence.answered(case({"answerable": True}, silent)) == 0.0
    assert silence.answered(case({"answerable": False}, silent)) is None
    assert silence.refused(case({"answerable": False}, silent)) == 1.0
    assert silence.refused(case({"answerable": False}, speaking)) == 0.0
    premise = {"answerable": True, "false_premise": True, "facts": (("inadequate",),)}
    assert silence.answered(case(premise, silent)) is None
    assert silence.premise_corrected(case(premise, silent)) == 1.0
    assert silence.premise_corrected(case(premise, speaking)) == 0.0
    assert silence.premise_corrected(case(premise, answer(answer="It was inadequate."))) == 1.0
    told = answer(answer="No.", notes=["The question takes for granted a grade that was not given."])
    assert silence.premise_corrected(case(premise, told)) == 1.0
    assert silence.premise_corrected(case(premise, citing("a"), gold=(Target(frozenset({"a"})),))) == 1.0


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_auroc_is_the_share_of_pairs_in_order(positive: list[int], negative: list[int]) -> None:
    pairs = [1.0 if p > n else 0.5 if p == n else 0.0 for p in positive for n in negative]
    assert silence.auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs), abs=EXACT)


def test_risk_coverage_answers_the_most_confident_first() -> None:
    points = silence.risk_coverage([0.9, 0.1, 0.5], [True, False, True])
    assert points == [(1 / 3, 0.0), (2 / 3, 0.0), (1.0, 1 / 3)]
    assert silence.area_under_risk_coverage([0.9, 0.1, 0.5], [True, False, True]) == pytest.approx(1 / 9)
    assert silence.area_under_risk_coverage([], []) is None
    assert silence.auroc([], [0.5]) is None


def test_length_counts_words_without_markers() -> None:
    text = "one two [1] three [12]"
    assert length.answer_words(case(given_answer=answer(answer=text))) == 3.0
    assert length.lookup_is_short(case({"kind": "lookup"}, answer(answer="w " * 121))) == 0.0
    assert length.lookup_is_short(case({"kind": "list"}, answer(answer="w " * 121))) is None


def test_faithfulness_is_the_share_of_supported_sentences() -> None:
    assert support.faithfulness(case(verdicts=("verbatim", "supported", "partly", "unsupported"))) == 0.5
    assert support.faithfulness(case(verdicts=())) is None
    assert support.faithfulness(case()) is None
    loose = answer(sentences=[{"text": "a", "citations": []}, {"text": "b", "citations": [1]}])
    assert support.uncited_sentences(case(given_answer=loose)) == 1.0
