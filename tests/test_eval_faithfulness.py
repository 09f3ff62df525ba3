import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.blocks import Block
from corpus.errors import QuestionFileError
from corpus.model import Document, Publisher, ReadDocument
from corpus.paragraphs import document_id, make_paragraphs
from corpus.reading import read_corpus
from eval.faithfulness import cross_validate, fit, fit_cases, load_wice, measure, parameters_json
from eval.fault_kinds import KINDS, SLY_KINDS, Planted
from eval.planted_faults import plant, reworded, tally, true_sentences
from eval.written_claims import (
    HALVES,
    PARAPHRASES,
    REWORDED_KINDS,
    paraphrases,
    plant_into_paraphrases,
    reworded_faults,
    written_claims,
)
from index.embedding.local import LocalEmbedder
from index.support.likelihood import (
    FEATURES,
    PARAMETERS,
    features,
    load_likelihood,
    rank_sentences,
    support_probability,
)
from index.support.likeness import Likeness

SAMPLES = Path(__file__).parents[1] / "corpus" / "sample"
SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists() and not os.environ.get("CI"), reason="needs ../shared")

EVIDENCE = (
    "The harbour lies in the north.",
    "It was opened in 1931 by Ada Pell.",
    "Nine ferries call there every day.",
    "The town has a market.",
)


def test_support_probability_falls_as_the_claim_says_more_than_the_text() -> None:
    whole = support_probability("Ada Pell opened the harbour in 1931.", EVIDENCE)
    other_year = support_probability("Ada Pell opened the harbour in 1957.", EVIDENCE)
    foreign = support_probability("Otto Grun sold the brewery to his cousin in 1957.", EVIDENCE)
    assert 0 <= foreign < other_year < whole <= 1


def test_support_probability_of_nothing_is_low() -> None:
    assert support_probability("Ada Pell opened the harbour in 1931.", ()) < 0.1
    assert 0 <= support_probability("", EVIDENCE) <= 1


def test_rank_sentences_gives_every_sentence_once_the_best_first() -> None:
    ranked = rank_sentences("Nine ferries call at the harbour daily.", EVIDENCE)
    assert ranked[0] == 2
    assert sorted(ranked) == [0, 1, 2, 3]
    assert rank_sentences("Anything", ()) == []


def test_features_are_as_many_as_their_names() -> None:
    assert len(features("A claim.", EVIDENCE)) == len(FEATURES) == len(load_likelihood().weights)


def test_fit_finds_the_side_that_a_feature_speaks_for() -> None:
    dice = np.random.default_rng(0)
    values = dice.normal(size=(200, len(FEATURES)))
    model = fit(values, values[:, 0] > 0)
    assert model.weights[0] == max(model.weights)
    assert model.probability([3.0, *[0.0] * (len(FEATURES) - 1)]) > 0.9


def test_load_wice_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"claim": "x"}) + "\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"dev.jsonl, line 1: expected a claim of WiCE"):
        load_wice(path)
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load_wice(tmp_path / "none.jsonl")


@pytest.mark.shared
@needs_shared
@pytest.mark.slow
def test_support_model_reaches_its_bars_on_wice() -> None:
    cases = load_wice(SHARED / "benchmarks" / "claim-support" / "dev.jsonl")
    found = cross_validate(cases)
    assert found.claims == 349
    assert found.balanced_accuracy >= 0.72
    assert found.auroc >= 0.80
    assert found.sentence_recall >= SENTENCE_RECALL
    assert parameters_json(fit_cases(cases)) == PARAMETERS.read_text(encoding="utf-8")
    assert measure(cases, load_likelihood()).auroc > found.auroc


SENTENCE_RECALL = 0.88


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(LocalEmbedder(threads=1))


def sly_letter() -> ReadDocument:
    return document_of(
        "Managers in Northby agreed a new plan nine months ago and reviewed it before the visit.",
        "The share of late visits has fallen from 40% to 15% over the last three years.",
        "Half of the plans that were seen in Northby had been read by a manager.",
        "Many children wait longer for help because the team has lost several social workers.",
    )


def letter() -> ReadDocument:
    return document_of(
        "Caseloads in Northby are high, at 27 children for each social worker.",
        "Most plans are clear, and managers read them every week in Northby.",
        "The council was judged to be inadequate by inspectors in March 2021.",
    )


def document_of(*texts: str) -> ReadDocument:
    identity = document_id("letter.txt")
    blocks = tuple(Block(text) for text in texts)
    document = Document(
        identity, "letter.txt", "0" * 64, "Letter", "other", Publisher.INSPECTORATE, authorities=("Northby",)
    )
    return ReadDocument(document, make_paragraphs(identity, blocks))


def test_plant_makes_faults_of_every_kind_and_the_scorer_sees_them() -> None:
    claims = list(plant([letter()], per_kind=3))
    assert {one.kind for one in claims} == {
        "number",
        "date",
        "authority",
        "grade",
        "negation",
        "quantifier",
        "citation moved",
        "no citation",
        "invention",
        "instruction obeyed",
    }
    assert len(KINDS) == 10
    assert all(one.share == 1.0 for one in tally(claims))
    assert list(plant([letter()], per_kind=3)) == claims


def test_paraphrases_each_have_one_paragraph_of_the_samples(likeness: Likeness) -> None:
    documents = [read for read in read_corpus([SAMPLES], processes=0) if isinstance(read, ReadDocument)]
    found = paraphrases(documents)
    assert len(found) == 62
    assert len({one.claim for one in found}) == 62
    (one,) = tally(found, likeness)
    assert one.flagged <= 5


def test_written_faults_each_turn_round_a_paraphrase_of_the_samples(likeness: Likeness) -> None:
    documents = [read for read in read_corpus([SAMPLES], processes=0) if isinstance(read, ReadDocument)]
    found = reworded_faults(documents)
    assert len(found) == len({one.claim for one in found}) == 23
    assert {one.claim for one in found} & {one.claim for one in paraphrases(documents)} == set()
    tallies = tally(found, likeness)
    assert sum(one.flagged for one in tallies) >= 14
    assert [one.claim for one in reworded_faults(documents, "held")] == []


def test_plant_into_paraphrases_makes_faults_in_other_words_than_the_source() -> None:
    documents = [read for read in read_corpus([SAMPLES], processes=0) if isinstance(read, ReadDocument)]
    claims = list(plant_into_paraphrases(documents, per_kind=5))
    true = {one.claim for one in paraphrases(documents)}
    assert {one.kind for one in claims} <= set(REWORDED_KINDS)
    assert not true & {one.claim for one in claims}
    assert sum(one.flagged for one in tally(claims)) >= 0.7 * len(claims)


def test_written_claims_name_their_half() -> None:
    documents = [read for read in read_corpus([SAMPLES], processes=0) if isinstance(read, ReadDocument)]
    kinds = {one.kind for one in written_claims(documents, "dev", per_kind=1)}
    assert {"paraphrase, dev", "negation reworded, dev", "negation by hand, dev"} <= kinds
    assert written_claims(documents, "held", per_kind=1) == []


def test_plant_makes_sly_faults_and_the_scorer_sees_them() -> None:
    claims = list(plant([sly_letter()], per_kind=3, kinds=SLY_KINDS))
    assert {one.kind for one in claims} == set(SLY_KINDS) - {"other area's grade"}
    assert [(one.kind, one.share) for one in tally(claims) if one.share != 1.0] == []


def test_reworded_sentences_are_told_as_their_publishers_words() -> None:
    for publisher, names in ((Publisher.COUNCIL, ("council", "paper")), (Publisher.PRESS, ("article",))):
        read = replace(letter(), document=replace(letter().document, publisher=publisher))
        found = [one.claim for one in reworded([read], count=5)]
        assert any(
            claim.lower().startswith((f"the {name}", f"according to the {name}")) for claim in found for name in names
        )
        assert not any("nspectors say" in claim or "nspectors found" in claim for claim in found)


def test_true_sentences_are_not_flagged() -> None:
    (one,) = tally(true_sentences([letter()]))
    assert (one.kind, one.claims, one.flagged) == ("true", 3, 0)


def test_reworded_sentences_differ_and_keep_their_numbers() -> None:
    for one in reworded([letter()], count=3):
        assert one.claim not in one.source
        assert isinstance(one, Planted)


@pytest.mark.shared
@needs_shared
def test_faults_in_the_real_letters_are_flagged_and_faithful_sentences_are_not(likeness: Likeness) -> None:
    documents = [read for read in read_corpus([SHARED / "letters"], processes=0) if isinstance(read, ReadDocument)]
    faults = tally(plant(documents, per_kind=60), likeness)
    assert [one.claims for one in faults] == [60] * 10
    assert sum(one.flagged for one in faults) / 600 >= 0.97
    assert min(one.share or 0 for one in faults) >= 0.95
    sly = tally(plant(documents, per_kind=60, kinds=SLY_KINDS), likeness)
    assert sum(one.flagged for one in sly) / sum(one.claims for one in sly) >= 0.97
    for one in tally([*true_sentences(documents), *reworded(documents, count=300)], likeness):
        assert one.flagged / one.claims <= 0.05


@pytest.mark.shared
@needs_shared
def test_faithful_paraphrases_of_the_real_letters_are_not_flagged(likeness: Likeness) -> None:
    documents = [read for read in read_corpus([SHARED / "letters"], processes=0) if isinstance(read, ReadDocument)]
    (one,) = tally(paraphrases(documents), likeness)
    assert one.claims == 130
    assert one.flagged / one.claims <= 0.09
    assert one.withheld / one.claims <= 0.05


@pytest.mark.shared
@needs_shared
@pytest.mark.thorough
def test_faithful_paraphrases_are_not_flagged(likeness: Likeness) -> None:
    folders = [SAMPLES, SHARED / "letters", SHARED / "reports"]
    documents = [read for read in read_corpus(folders, processes=2) if isinstance(read, ReadDocument)]
    (dev,), (held,) = (tally(paraphrases(documents, half=half), likeness) for half in ("dev", "held"))
    assert dev.claims + held.claims == len(PARAPHRASES.read_text(encoding="utf-8").splitlines()) == 557
    for half in (dev, held):
        assert half.withheld / half.claims <= 0.05
        assert half.flagged / half.claims <= 0.1
    faults = [tally(reworded_faults(documents, half), likeness) for half in HALVES]
    for kinds in faults:
        assert sum(one.flagged for one in kinds) / sum(one.claims for one in kinds) >= 0.7
