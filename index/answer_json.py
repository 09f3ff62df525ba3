"""An answer and search results as JSON values, in the form that `ANSWER_SCHEMA` and `RESULTS_SCHEMA` describe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.answer import Answer, Citation, SearchResult

__all__ = ["ANSWER_SCHEMA", "RESULTS_SCHEMA", "answer_to_json", "citation_to_json", "results_to_json"]

Json = dict[str, Any]


def answer_to_json(answer: Answer, identity: str | None = None) -> Json:
    """Return the answer as values that `json.dumps` takes.

    Args:
        answer: the answer.
        identity: the question's id in a file of questions, None outside one.
    """
    return {
        "id": identity,
        "question": answer.question,
        "resolved": answer.resolved,
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "kind": answer.kind,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict.value,
                "computed": sentence.computed,
            }
            for sentence in answer.sentences
        ],
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "rows": [
            {"label": row.label, "value": row.value, "citation": row.citation, "group": row.group}
            for row in answer.rows
        ],
        "nearest": [citation_to_json(citation) for citation in answer.nearest],
        "notes": list(answer.notes),
        "searched": {
            "documents": answer.searched.documents,
            "paragraphs": answer.searched.paragraphs,
            "filters": answer.searched.filters.in_force(),
        },
        "engine": answer.engine,
        "index": answer.index,
        "seconds": round(answer.seconds, 4),
    }


def results_to_json(results: Iterable[SearchResult]) -> list[Json]:
    """Return search results as values that `json.dumps` takes, best first."""
    return [
        {
            "paragraph_id": result.paragraph.id,
            "document": result.document.path,
            "title": result.document.title,
            "publisher": result.document.publisher.value,
            "page": result.paragraph.page_first,
            "number": result.paragraph.number,
            "section": _section(result.paragraph.section),
            "score": round(float(result.score), 6),
            "text": result.paragraph.text,
            "best_start": result.best_start,
            "best_end": result.best_end,
        }
        for result in results
    ]


def citation_to_json(citation: Citation) -> Json:
    """Return a citation as an object of `ask --json`."""
    document, paragraph = citation.document, citation.paragraph
    return {
        "n": citation.n,
        "document": document.path,
        "title": document.title,
        "authority": "; ".join(document.authorities) or None,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher.value,
        "page": paragraph.page_first,
        "number": paragraph.number,
        "section": _section(paragraph.section),
        "paragraph_id": paragraph.id,
        "paragraph": paragraph.text,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _section(path: tuple[str, ...]) -> str | None:
    return " > ".join(path) or None


def _object(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER_OR_NULL = {"type": ["integer", "null"], "minimum": 1}
_PUBLISHER = {"enum": ["inspectorate", "council", "press", "unknown"]}

_CITATION_SCHEMA = _object(
    {
        "n": {"type": "integer", "minimum": 1},
        "document": _TEXT,
        "title": _TEXT,
        "authority": _TEXT_OR_NULL,
        "published": _TEXT_OR_NULL,
        "publisher": _PUBLISHER,
        "page": _NUMBER_OR_NULL,
        "number": _TEXT_OR_NULL,
        "section": _TEXT_OR_NULL,
        "paragraph_id": _TEXT,
        "paragraph": _TEXT,
        "quote": {"type": "string", "minLength": 1},
        "start": _COUNT,
        "end": _COUNT,
    }
)

ANSWER_SCHEMA: Json = _object(
    {
        "id": _TEXT_OR_NULL,
        "question": _TEXT,
        "resolved": _TEXT_OR_NULL,
        "answer": {"type": "string", "minLength": 1},
        "abstained": {"type": "boolean"},
        "reason": _TEXT_OR_NULL,
        "kind": _TEXT,
        "sentences": {
            **_array(
                _object(
                    {
                        "text": {"type": "string", "minLength": 1},
                        "citations": _array({"type": "integer", "minimum": 1}),
                        "verdict": {"enum": ["verbatim", "supported", "partly", "unsupported"]},
                        "computed": {"type": "boolean"},
                    }
                )
            ),
            "minItems": 1,
        },
        "citations": _array(_CITATION_SCHEMA),
        "rows": _array(_object({"label": _TEXT, "value": _TEXT, "citation": _NUMBER_OR_NULL, "group": _TEXT_OR_NULL})),
        "nearest": _array(_CITATION_SCHEMA),
        "notes": _array(_TEXT),
        "searched": _object({"documents": _COUNT, "paragraphs": _COUNT, "filters": {"type": "object"}}),
        "engine": _TEXT,
        "index": _TEXT,
        "seconds": {"type": "number", "minimum": 0},
    }
)

RESULTS_SCHEMA: Json = _array(
    _object(
        {
            "paragraph_id": _TEXT,
            "document": _TEXT,
            "title": _TEXT,
            "publisher": _PUBLISHER,
            "page": _NUMBER_OR_NULL,
            "number": _TEXT_OR_NULL,
            "section": _TEXT_OR_NULL,
            "score": {"type": "number", "minimum": 0},
            "text": _TEXT,
            "best_start": _COUNT,
            "best_end": _COUNT,
        }
    )
)
