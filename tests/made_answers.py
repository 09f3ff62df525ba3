"""Invented documents and answers for the tests of what users see."""

from collections.abc import Sequence
from datetime import date

from corpus.blocks import Block
from corpus.model import Box, Document, Judgement, Paragraph, Period, Person, Publisher, Role
from corpus.paragraphs import document_id, make_paragraphs
from index.answer import Answer, AnswerSentence, Citation, Filters, Row, Searched, Verdict

HOSTILE = '<img src=x onerror="alert(1)"> [a](http://192.0.2.1) **b** =1+1 \x1b[31m\u202e{{x}}'


def made_document(
    path: str = "letters/visit.txt",
    *,
    title: str = "Focused visit to Aldermere",
    publisher: Publisher = Publisher.INSPECTORATE,
    kind: str = "focused visit letter",
    authority: str = "Aldermere",
    published: date | None = date(2018, 5, 18),
    judgements: Sequence[tuple[str, str]] = (),
) -> tuple[Document, tuple[Paragraph, ...]]:
    """Return a document with a heading, a lead-in line, two list items and three numbered paragraphs."""
    identity = document_id(path)
    blocks = [
        Block("Ms Rowan Tate, Director", Role.LETTERHEAD),
        Block("Findings", Role.HEADING, level=1, page_first=1, page_last=1),
        Block(
            "Social workers know the children. Supervision is too brief.",
            number="12",
            page_first=1,
            page_last=1,
            boxes=(Box(1, 72, 600, 500, 640),),
        ),
        Block("What needs to improve:", page_first=1, page_last=1),
        Block("the timeliness of assessments", Role.LIST_ITEM, level=1, page_first=1, page_last=2),
        Block("the quality of supervision", Role.LIST_ITEM, level=1, page_first=2, page_last=2),
        Block("Leaders acted on this in 2018.", number="13", page_first=2, page_last=2),
        Block("Subscribe to our newsletter", Role.BOILERPLATE),
    ]
    paragraphs = make_paragraphs(identity, blocks)
    day = published
    document = Document(
        id=identity,
        path=path,
        sha256="0" * 64,
        title=title,
        kind=kind,
        publisher=publisher,
        authorities=(authority,),
        region="North",
        periods=(Period(day, day),) if day else (),
        published=published,
        people=(Person("Rowan Tate", "addressee", "Director"),),
        judgements=tuple(Judgement(area, grade, grade, paragraphs[2].id) for area, grade in judgements),
        page_count=2,
    )
    return document, paragraphs


def made_citation(
    n: int, made: tuple[Document, tuple[Paragraph, ...]], ordinal: int, quote: str | None = None
) -> Citation:
    """Return a citation of a made document's paragraph, of all its text if no quote is given."""
    document, paragraphs = made
    paragraph = paragraphs[ordinal]
    words = quote or paragraph.text
    start = paragraph.text.index(words)
    return Citation(n, document, paragraph, words, start, start + len(words))


def made_answer(
    question: str = "What needs to improve?", *, rows: tuple[Row, ...] = (), notes: tuple[str, ...] = ()
) -> Answer:
    """Return an answer of two sentences, one of the inspectorate and one of the council."""
    letter = made_document()
    paper = made_document(
        "papers/plan.md", title="Cabinet paper", publisher=Publisher.COUNCIL, kind="council paper", published=None
    )
    citations = (made_citation(1, letter, 2, "Supervision is too brief."), made_citation(2, paper, 6))
    return Answer(
        question=question,
        kind="lookup",
        sentences=(
            AnswerSentence("Supervision is too brief.", (1,)),
            AnswerSentence("Leaders acted on this in 2018.", (2,), Verdict.PARTLY),
        ),
        citations=citations,
        searched=Searched(2, 16, Filters(authorities=("Aldermere",), published_from=date(2018, 1, 2))),
        engine="extractive",
        index="f00d",
        seconds=0.0123,
        rows=rows,
        notes=notes,
    )


def made_abstention(question: str = "What does the budget say?") -> Answer:
    """Return the answer that there is none, with one nearest paragraph."""
    return Answer(
        question=question,
        kind="lookup",
        sentences=(),
        citations=(),
        searched=Searched(1, 8),
        engine="extractive",
        index="f00d",
        seconds=0.01,
        abstained=True,
        reason="No document says anything about a budget.",
        nearest=(made_citation(1, made_document(), 6),),
    )
