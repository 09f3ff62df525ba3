"""Whether the right paragraphs are cited, and whether each quote is where its citation says.

Citation recall and precision after Gao et al., "Enabling Large Language Models to Generate Text with Citations"
(ALCE), EMNLP 2023, with gold paragraphs in the place of an entailment model; with the support scorer in that place
they are in `eval.metrics.support`. In 0..1, more is better.
"""

from __future__ import annotations

from eval.metrics.case import Case

__all__ = ["citation_precision", "citation_recall", "gold_precision", "range_invariant"]


def citation_recall(case: Case) -> float | None:
    """Return the share of gold paragraphs that the answer cites; 0 for an answer that abstains."""
    if not case.gold or not case.expects_answer:
        return None
    cited = set(case.cited)
    return sum(not cited.isdisjoint(target.paragraph_ids) for target in case.gold) / len(case.gold)


def citation_precision(case: Case) -> float | None:
    """Return the share of cited paragraphs that are gold or stand in the same list or section as gold."""
    allowed = frozenset().union(*(target.paragraph_ids | target.neighbours for target in case.gold))
    return _share(case, allowed)


def gold_precision(case: Case) -> float | None:
    """Return the share of cited paragraphs that are gold themselves."""
    return _share(case, frozenset().union(*(target.paragraph_ids for target in case.gold)))


def range_invariant(case: Case) -> float | None:
    """Return the share of citations whose quote is exactly the characters `start:end` of their paragraph.

    A sentence that names a citation number which the answer does not have counts as a citation that fails.
    """
    citations = case.answer["citations"] + case.answer.get("nearest", [])
    numbers = {citation["n"] for citation in case.answer["citations"]}
    named = {number for sentence in case.answer["sentences"] for number in sentence["citations"]}
    dangling = len(named - numbers)
    if not citations and not dangling:
        return None
    held: int = sum(
        bool(citation["quote"]) and citation["paragraph"][citation["start"] : citation["end"]] == citation["quote"]
        for citation in citations
    )
    return held / (len(citations) + dangling)


def _share(case: Case, allowed: frozenset[str]) -> float | None:
    if not case.gold or not case.expects_answer or not case.cited:
        return None
    return sum(paragraph in allowed for paragraph in case.cited) / len(case.cited)
