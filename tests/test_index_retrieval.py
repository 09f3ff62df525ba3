"""Retrieval over invented letters: what limits, what prefers, what takes turns, what is never found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from storage_examples import HashEmbedder, build_index

from corpus.model import Document, Period, Publisher, Role
from corpus.register import load_register
from index.answer import Filters, SearchResult
from index.retrieval import EvidenceStrength, Weights, evidence_strength, find_scope, rank, retrieve
from index.retrieval.headings import headings_of
from index.retrieval.pieces import coverage_scores, query_stems
from index.retrieval.ranking import interleaved, without_repeats
from index.retrieval.scope import matches_time, passes
from index.storage import IndexVersion, open_index
from index.understanding import TimeMention, Understanding, understand

EMBEDDER = HashEmbedder("hash-512", 512)
LETTERS = {
    "kent-2018.md": """# Focused visit to Kent children's services

18 May 2018

This letter summarises the findings of a focused visit to Kent children's services on 25 and 26 April 2018.

## Overview

Thresholds are poorly understood, and children at the front door wait too long for a decision.

## What needs to improve

- The speed of decisions at the front door.
- The accuracy of case records.
- How often social workers are supervised.

## Findings

Social workers see children weekly and know their wishes well.

Managers do not use audits to learn from mistakes.
""",
    "kent-2022.md": """# Inspection of Kent local authority children's services

3 October 2022

Inspection dates: 5 to 9 September 2022

## Overview

The front door is now strong: decisions are made within a day and thresholds are well understood.

## What needs to improve

- The number of homes for teenagers in care.
- Life-story work.

## Findings

Electively home educated children are well tracked.
""",
    "leeds-2019.md": """# Inspection of Leeds local authority children's services

2 July 2019

Inspection dates: 3 to 14 June 2019

## Overview

Decisions at the front door are sound and thresholds are consistent in Leeds.

## Findings

Dental checks for children in care are often late.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexVersion]:
    root = tmp_path_factory.mktemp("retrieval")
    (root / "letters").mkdir()
    for name, text in LETTERS.items():
        (root / "letters" / name).write_text(text, encoding="utf-8")
    build_index(root, embedder=EMBEDDER)
    with open_index(root / "index") as version:
        yield version


def ask(index: IndexVersion, question: str) -> Understanding:
    return understand(question, index, load_register())


def find(index: IndexVersion, question: str, k: int = 10, filters: Filters | None = None) -> list[SearchResult]:
    return retrieve(index, EMBEDDER, ask(index, question), k, filters)


def test_retrieve_keeps_to_the_authority_named(index: IndexVersion) -> None:
    found = find(index, "How good are decisions at the front door in Leeds?")
    assert {result.document.path for result in found} == {"leeds-2019.md"}
    assert found[0].paragraph.text.startswith("Decisions at the front door")
    assert found[0].scores["lexical"] == 1.0
    assert [result.score for result in found] == sorted((result.score for result in found), reverse=True)


def test_retrieve_gives_exact_ranges_and_findings_only(index: IndexVersion) -> None:
    for question in ("front door", "thresholds in Kent", "inspection dates", "who is Ada"):
        for result in find(index, question, k=50):
            assert result.paragraph.role.is_finding
            assert 0 <= result.best_start < result.best_end <= len(result.paragraph.text)
            assert result.score >= 0


def test_retrieve_keeps_to_a_year_that_dates_an_inspection(index: IndexVersion) -> None:
    found = find(index, "What did the 2022 inspection of Kent say about thresholds?")
    assert {result.document.path for result in found} == {"kent-2022.md"}


def test_retrieve_prefers_a_year_that_may_date_an_inspection(index: IndexVersion) -> None:
    found = find(index, "Kent thresholds and decisions at the front door, 2018")
    assert found[0].document.path == "kent-2018.md"
    assert {result.document.path for result in found} == {"kent-2018.md", "kent-2022.md"}


def test_retrieve_prefers_the_latest_document(index: IndexVersion) -> None:
    assert find(index, "thresholds in the latest Kent report")[0].document.path == "kent-2022.md"
    assert find(index, "thresholds in the first Kent report")[0].document.path == "kent-2018.md"


def test_scope_knows_the_latest_inspection_in_questions_of_today(index: IndexVersion) -> None:
    weights, none = Weights(), Filters()

    def newest(question: str) -> str | None:
        row = find_scope(index.documents, ask(index, question), none, weights).newest
        return None if row is None else index.documents[row].path

    assert newest("How is the front door in Kent?") == "kent-2022.md"
    for other in (
        "How was the front door in Kent?",
        "How is the front door in Kent in 2018?",
        "How is the front door?",
    ):
        assert newest(other) is None


def test_retrieve_looks_at_the_latest_inspection_among_many(index: IndexVersion) -> None:
    understanding = ask(index, "Do managers in Kent use audits to learn from mistakes?")
    ranked = rank(index, EMBEDDER, understanding, 20, Filters(), Weights())
    found = [index.documents[int(index.document_row[row])].path for row in ranked.rows[:20]]
    assert len(set(ranked.rows.tolist())) == len(ranked.rows)
    assert found[0] == "kent-2018.md"
    assert "kent-2022.md" in found


def test_retrieve_finds_the_whole_list(index: IndexVersion) -> None:
    found = find(index, "What did Kent have to put right in 2018?", k=3)
    assert {result.paragraph.role for result in found} == {Role.LIST_ITEM}
    assert {result.document.path for result in found} == {"kent-2018.md"}
    assert {result.paragraph.section[-1] for result in found} == {"What needs to improve"}


def test_retrieve_gives_each_side_of_a_comparison_its_share(index: IndexVersion) -> None:
    found = find(index, "Compare thresholds in Kent and Leeds", k=4)
    assert [result.document.authorities[0] for result in found] == ["Kent", "Leeds", "Kent", "Leeds"]


def test_retrieve_gives_each_date_of_a_timeline_its_share(index: IndexVersion) -> None:
    found = find(index, "How have thresholds in Kent changed over time?", k=4)
    assert [result.document.path for result in found] == ["kent-2018.md", "kent-2022.md"] * 2


def test_repeats_of_one_document_move_behind() -> None:
    passages = np.asarray([0, 1, 2, -1, 3])
    stub = SimpleNamespace(
        document_row=np.asarray([0, 0, 0, 0, 1]), vectors=SimpleNamespace(keys=np.asarray([b"x", b"y", b"x", b"x"]))
    )
    assert without_repeats(stub, np.asarray([0, 2, 4, 3, 1]), passages).tolist() == [0, 4, 3, 1, 2]


def test_retrieve_reads_everyday_words(index: IndexVersion) -> None:
    assert find(index, "Are kids taught at home known in Kent?")[0].paragraph.text.startswith("Electively home")
    assert find(index, "have they seen a dentist in leeds")[0].paragraph.text.startswith("Dental checks")


def test_retrieve_reads_misspelt_words(index: IndexVersion) -> None:
    assert find(index, "thresolds in Kent, 2018")[0].scores["lexical"] == 1.0


def test_retrieve_obeys_filters(index: IndexVersion) -> None:
    only = Filters(published_from=date(2019, 1, 1), published_to=date(2020, 1, 1))
    assert {result.document.path for result in find(index, "front door", filters=only)} == {"leeds-2019.md"}
    newest = Filters(latest_only=True)
    assert {result.document.path for result in find(index, "front door", 50, newest)} == {
        "kent-2022.md",
        "leeds-2019.md",
    }
    nothing = Filters(authorities=("Nowhere",))
    assert find(index, "front door", filters=nothing) == []


def test_retrieve_is_the_same_twice(index: IndexVersion) -> None:
    assert find(index, "How good is the front door?") == find(index, "How good is the front door?")


def test_rank_names_every_piece_that_has_a_weight(index: IndexVersion) -> None:
    ranked = rank(index, EMBEDDER, ask(index, "What needs to improve in Kent?"), 5, Filters(), Weights())
    assert set(ranked.pieces) == {"dense", "lexical", "coverage", "section", "list_section"}
    assert all(len(scores) == index.paragraph_count for scores in ranked.pieces.values())
    assert (ranked.scores[~index.is_finding] == -1).all()


def test_headings_stop_at_the_end_of_a_document(index: IndexVersion) -> None:
    under = headings_of(index).under(["What needs to improve?", "Findings"])
    for row in np.flatnonzero(under):
        (paragraph,) = index.paragraphs_at([row])
        assert {"What needs to improve", "Findings"} & {*paragraph.section, paragraph.text}
    assert under.sum() == 14  # headings and what is below them: 4 and 3, 3 and 2, 2


def test_coverage_weighs_rare_words(index: IndexVersion) -> None:
    stems = query_stems(index, ask(index, "late dental checks"), Weights())
    scores = coverage_scores(index, stems)
    (best,) = index.paragraphs_at([int(scores.argmax())])
    assert best.text.startswith("Dental checks")
    assert 0 < scores.max() <= 1


def test_interleaved_takes_turns_and_nothing_twice() -> None:
    sides = [np.asarray([1, 2, 3]), np.asarray([4]), np.asarray([2, 5])]
    assert interleaved(sides).tolist() == [1, 4, 2, 5, 3]
    assert interleaved([]).tolist() == []


def document(name: str, **fields: object) -> Document:
    values = {"authorities": ("Kent",), "region": "South East", "kind": "focused visit"} | fields
    return Document(name, f"{name}.txt", "", name, publisher=values.pop("publisher", Publisher.INSPECTORATE), **values)


def test_scope_prefers_publisher_and_limits_region() -> None:
    documents = [
        document("a"),
        document("b", publisher=Publisher.PRESS),
        document("c", region="London", authorities=("Bexley",)),
    ]
    asked = Understanding("q", "lookup", "q", regions=("South East",), publishers=(Publisher.PRESS,))
    scope = find_scope(documents, asked, Filters(), replace(Weights(), recent=0.0))
    assert scope.allowed.tolist() == [True, True, False]
    assert scope.boost.tolist() == pytest.approx([0.0, Weights().publisher, 0.0])


def test_scope_of_what_is_nowhere_is_everything() -> None:
    documents = [document("a"), document("b")]
    asked = Understanding("q", "lookup", "q", regions=("London",))
    assert find_scope(documents, asked, Filters(), Weights()).allowed.tolist() == [True, True]


def test_time_of_an_inspection_counts_as_well_as_its_publication() -> None:
    winter = document("a", published=date(2015, 1, 6), periods=(Period(date(2014, 11, 1), date(2014, 11, 20)),))
    for year, matches in ((2013, False), (2014, True), (2015, True), (2016, False)):
        assert matches_time(winter, TimeMention(date(year, 1, 1), date(year, 12, 31), 0, 4)) is matches
    assert not matches_time(document("b"), TimeMention(date(2015, 1, 1), date(2015, 12, 31), 0, 4))


def test_filters_by_path_kind_and_publisher() -> None:
    documents = [document("a"), document("b", kind="council paper", publisher=Publisher.COUNCIL)]
    assert passes(documents, Filters(documents=("b.txt",))).tolist() == [False, True]
    assert passes(documents, Filters(kinds=("focused visit",))).tolist() == [True, False]
    assert passes(documents, Filters(publishers=(Publisher.COUNCIL,))).tolist() == [False, True]
    assert passes(documents, Filters(published_from=date(2000, 1, 1))).tolist() == [False, False]


def test_retrieve_finds_where_a_document_states_its_dates(index: IndexVersion) -> None:
    (best, *_) = find(index, "When did inspectors visit Kent in 2022?")
    assert best.paragraph.id in {period.paragraph_id for period in best.document.periods}
    assert best.document.path == "kent-2022.md"


def test_evidence_is_strong_for_what_is_there_and_weak_for_what_is_not(index: IndexVersion) -> None:
    def strength(question: str) -> EvidenceStrength:
        asked = ask(index, question)
        return evidence_strength(index, rank(index, EMBEDDER, asked, 10, Filters(), Weights()), asked)

    here, elsewhere = strength("Are dental checks late in Leeds?"), strength("Does Bexley own a zeppelin?")
    assert here.lexical_share > 0.9 > 0.1 >= elsewhere.lexical_share
    assert here.cosine > elsewhere.cosine
    assert (here.names_known, elsewhere.names_known) == (True, False)
    assert (here.missing_share, elsewhere.missing_share) == (0.0, 1.0)
    assert strength("Leeds dental checks in 2019").times_met
    assert not strength("Leeds dental checks in 2011").times_met
