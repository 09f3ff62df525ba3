"""The engine without a model: chooses the form of answer and fills it with the documents' own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.answering.about import answer_help
from index.answering.asked import Asked
from index.answering.attribution import answer_attribution, answer_speaker
from index.answering.catalogue.answer import answer_catalogue
from index.answering.catalogue.compound_answer import answer_compound
from index.answering.catalogue.parsing.parse import ParsedQuery
from index.answering.catalogue.parsing.scope import NUMBERS
from index.answering.catalogue.parsing.unread import LIMITING, VAGUE
from index.answering.catalogue.query import Measure, Scope, Subject
from index.answering.catalogue.reading import Reading, read_catalogue
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.compare import answer_compare
from index.answering.content_count import answer_content_count
from index.answering.grade_history import answer_history
from index.answering.grades_answer import answer_grades
from index.answering.judged import judged
from index.answering.list_items import LIST_WORDS
from index.answering.listing import answer_list
from index.answering.lookup import answer_describe, answer_lookup
from index.answering.metadata_answer import answer_metadata
from index.answering.metadata_fields import asked_field
from index.answering.newest import with_newest_said
from index.answering.overview import answer_overview
from index.answering.particular import answer_particular
from index.answering.selection import Candidate, rank_sentences
from index.answering.silence.deciding import abstain, corrected, weigh, why_silent, with_gap
from index.answering.silence.instead import suggest
from index.answering.silence.named import is_elsewhere
from index.answering.silence.no_question import why_no_question
from index.answering.silence.not_held import earlier_grade, missed_times, of_time, why_not_held
from index.answering.silence.premise import deny_grade
from index.answering.statements import Draft
from index.answering.topic import beyond, said_otherwise
from index.answering.wording import join_words

__all__ = ["answer_extractively", "settle"]

_GRADES = re.compile(r"\b(?:grades?|ratings?|judge?ments?|inadequate|outstanding)\b", re.IGNORECASE)
_GRADED = re.compile(r"\b(?:judged?|rated?|graded?|found to be|deemed)\b", re.IGNORECASE)


def answer_extractively(asked: Asked, words: CatalogueWords) -> Draft:
    """Answer a question from the documents' own words and what they state about themselves; never empty."""
    ranked = rank_sentences(asked)
    settled = settle(asked, words, ranked)
    if settled is not None:
        return settled
    ranked, undated = of_time(asked, ranked)
    ranked = judged(asked, ranked)
    if (earlier := earlier_grade(asked, words)) is not None:
        return earlier
    if undated:
        return abstain(asked, undated)
    weighed = weigh(asked, ranked)
    said = _said(asked, ranked) if ranked and weighed.reason is None else None
    if said is None or not said.statements:
        return abstain(asked, weighed.reason or why_silent(asked))
    return with_newest_said(asked, with_gap(asked, said, weighed))


def settle(asked: Asked, words: CatalogueWords, ranked: list[Candidate]) -> Draft | None:
    """Return the answer, or the word that there is none, that needs no weighing of evidence; else None."""
    if (why := why_no_question(asked.question)) is not None and not _is_of_catalogue(asked, words):
        return replace(abstain(asked, why), notes=(suggest(asked, (), why),))
    if (why := why_not_held(asked)) is not None:
        return abstain(asked, why)
    if (right := corrected(asked, words, ranked)) is not None:
        return right
    if (why := is_elsewhere(asked)) is not None:
        return abstain(asked, why)
    is_undated = of_time(asked, ranked)[1] is not None
    stated = None if is_undated and asked.understanding.form == "list" else answer_particular(asked, words)
    stated = stated or _stated(asked, words) if asked.understanding.form != "help" else None
    stated = stated or answer_help(asked)
    if stated is not None:
        return stated
    if is_undated:
        return None
    if asked.understanding.form == "list" and _names_only_a_section(asked) and (listed := answer_list(asked)):
        return listed
    return answer_overview(asked, words) or answer_speaker(asked)


def _is_of_catalogue(asked: Asked, words: CatalogueWords) -> bool:
    """Whether a wish ('could you pull together ...') is a question about all documents that is read in full."""
    reading = read_catalogue(asked.question, words)
    parsed = reading.parsed
    return reading.joined is not None or (parsed is not None and not parsed.left_over and bool(parsed.query.conditions))


def _names_only_a_section(asked: Asked) -> bool:
    """Whether a question asks for a section of documents ('what needs to improve') and for nothing within it."""
    wordings = tuple(wording for wish in asked.understanding.sections for wording in wish.wordings)
    asked_for = beyond(asked, wordings, LIST_WORDS)
    return bool(wordings) and asked_for <= said_otherwise(asked, (*wordings, *LIST_WORDS))


def _stated(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Answer from what documents state about themselves, None where the question is about what they say."""
    reading = read_catalogue(_with_full_names(asked), words)
    parsed = reading.parsed
    is_elsewhen = bool(asked.understanding.named) and any(
        one.first.year == one.last.year for one in missed_times(asked)
    )
    is_stated = asked.understanding.named and asked_field(asked.question) and not is_elsewhen
    is_of_times = len(asked.understanding.named) == 1 and len(asked.understanding.times) > 1
    if is_stated and (is_of_times or not _is_wide(parsed)) and not _is_of_inspectors(parsed, asked):
        stated = answer_metadata(asked)
        if stated is not None:
            return stated
    if (joined := _joined(reading, asked, words)) is not None:
        return joined
    if parsed is not None and _is_for_catalogue(parsed, asked, reading.text):
        result = run_query(parsed.query, asked.documents, words.scale)
        is_none = not result.items and not result.groups and len(parsed.query.authorities) == 1
        if is_none and parsed.query.conditions and (denied := deny_grade(asked, words)) is not None:
            return denied
        if result.population or not _named_in(reading.text, asked):
            return answer_catalogue(result, asked.corpus)
    history = answer_history(asked, words)
    stated = history if is_elsewhen else history or answer_grades(asked, words) or answer_metadata(asked)
    if stated is not None:
        return stated
    if parsed is None or not parsed.left_over:
        return None
    if _is_not_read(parsed, asked):
        return abstain(asked, _NOT_READ.format(join_words([repr(word) for word in dict.fromkeys(parsed.left_over)])))
    return answer_content_count(asked, parsed, words) if _counts_documents(parsed, asked) else None


def _joined(reading: Reading, asked: Asked, words: CatalogueWords) -> Draft | None:
    """Answer a question of several statements about all documents, or of one that is denied; None where it is none."""
    if reading.joined is None or _named_in(reading.text, asked) or _SAYS.search(asked.question):
        return None
    return answer_compound(reading.joined, asked.documents, words.scale, asked.corpus)


def _named_in(text: str, asked: Asked) -> tuple[str, ...]:
    """Return the authorities that are named in what was read of a question."""
    if len(text) == len(asked.question):
        return asked.understanding.named
    said = [asked.question[one.start : one.end].lower() for one in asked.understanding.authorities]
    return tuple(
        name for name in asked.understanding.named if any(one in text.lower() for one in (name.lower(), *said))
    )


def _is_not_read(parsed: ParsedQuery, asked: Asked) -> bool:
    """Whether a question is one of the catalogue and words that change what it asks were not understood."""
    limits = [word for word in parsed.left_over if word in LIMITING or word.isdigit() or word in NUMBERS]
    query = parsed.query
    is_graded = query.conditions or query.change or query.legs or query.orders or query.quantity or query.extreme
    if limits and is_graded and not asked.understanding.named and not _SAYS.search(asked.question):
        return True
    if not _counts_documents(parsed, asked):
        return False
    if parsed.at_grade and not asked.understanding.named and not _SAYS.search(asked.question):
        return True
    limits += [word for word in parsed.left_over if word in VAGUE]
    return len(limits) == len(parsed.left_over) or _is_of_unknown_sort(parsed, asked.question)


def _is_of_unknown_sort(parsed: ParsedQuery, question: str) -> bool:
    """Whether all that was not read describes authorities beside their grade ('coastal councils that are good').

    Or is all that is said of them ('how many councils are dreadful').
    """
    if parsed.query.subject is not Subject.AUTHORITY:
        return False
    if len(parsed.left_over) == 1 and re.search(
        rf"{_ARE} (?:\w+ly )?{re.escape(parsed.left_over[0])}\W*$", question.lower()
    ):
        return True
    if not parsed.query.conditions:
        return False
    return all(_describes(re.escape(word), question.lower()) for word in parsed.left_over)


_ARE = r"\b(?:councils?|authorit(?:y|ies)|boroughs?|counties|places) (?:is|are|was|were)"


def _describes(word: str, question: str) -> bool:
    places = r"(?:[\w-]+ )?(?:councils?|authorit(?:y|ies)|boroughs?|counties|places)\b"
    joined = rf"\b(?:are|is) (?:\w+-)?{word}(?:-\w+)? and\b"
    return re.search(rf"\b{word}(?:-\w+)? {places}|{joined}|-{word} and\b", question) is not None


_NOT_READ = (
    "The question seems to ask for a count or a list of inspections, but {} in it was not understood. Documents can be "
    "counted and listed by authority, region, year, framework, grade, area, lead inspector and how grades moved."
)


def _with_full_names(asked: Asked) -> str:
    """Return the question with authorities by their full names, as documents have them ('South Glos')."""
    question = asked.question
    if question != asked.understanding.question:
        return question
    for one in sorted(asked.understanding.authorities, key=lambda mention: -mention.start):
        if one.name in asked.understanding.named:
            question = f"{question[: one.start]}{one.name}{question[one.end :]}"
    return question


def _is_for_catalogue(parsed: ParsedQuery, asked: Asked, text: str) -> bool:
    """Whether a question is about documents as a whole and not about what they say or about a single one."""
    query = parsed.query
    if parsed.left_over or _SAYS.search(asked.question):
        return False
    is_team = query.subject is Subject.INSPECTOR and re.search(r"\b(?:led|lead)", asked.question) is None
    wide = query.is_wide or (query.measure in (Measure.COUNT, Measure.SHARE) and not is_team)
    if set(_named_in(text, asked)) - set(query.excluded):
        about_grades = query.change is None or _GRADES.search(asked.question) is not None
        is_of_many = len(asked.understanding.named) > 1 or _EVERYBODY.search(asked.question)
        of_people = query.subject is Subject.INSPECTOR and (query.conditions or is_of_many)
        is_chosen = query.conditions or query.extreme in ("best", "worst")
        of_several = len(asked.understanding.named) > 1 and is_chosen and _WHICH_OF.search(asked.question)
        return bool(wide or of_people or of_several or query.order) and query.inspector is None and about_grades
    limits = query.conditions or query.inspector or query.regions or query.frameworks or query.from_day or query.to_day
    is_by_people = query.subject is Subject.INSPECTOR and query.kinds
    others = is_by_people or query.months or query.years or query.bodies or query.scope is not Scope.EVERY
    return bool(wide or limits or others or asked.understanding.form == "corpus" or _WHICH.search(asked.question))


_WHICH_OF = re.compile(
    r"\b(?:which|how many|any|none) (?:of|ones?|out of|among)\b|^\W*(?:of|out of|among|between)\b.*\b(?:which|who)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:everyone|everybody|all (?:the |of the )?(?:lead )?inspectors|every (?:lead )?inspector|ever|so far"
    r"|over the years"
    r"|in turn)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W*(?:what|how)\s+(?:do|does|did|has|have)\s+(?:(?:the|their|its|this|that|an?|one|each)\s+)?(?:[\w'’-]+\s+){0,7}?"
    r"(?:say|said|write|written|report|state|claim|argue|respond|reply|explain|describe|comment|think|tell)\b",
    re.IGNORECASE,
)
"""Questions for somebody's words, which no catalogue has."""


def _is_of_inspectors(parsed: ParsedQuery | None, asked: Asked) -> bool:
    """Whether all inspectors of several authorities are asked for."""
    is_read = parsed is not None and not parsed.left_over and parsed.query.subject is Subject.INSPECTOR
    is_of_people = asked_field(asked.question) in (None, "inspectors", "lead", "inspector count")
    if not is_of_people or len(asked.understanding.named) < 2:
        return False
    return is_read and re.search(r"\binspectors\b", asked.question) is not None


def _is_wide(parsed: ParsedQuery | None) -> bool:
    """Whether a query asks for a change, a group, a superlative or how often."""
    return parsed is not None and parsed.query.is_wide


def _counts_documents(parsed: ParsedQuery, asked: Asked) -> bool:
    """Whether a question asks which or how many documents or authorities say something."""
    is_of_one = asked.understanding.named and parsed.query.measure is not Measure.COUNT
    if (
        is_of_one
        or asked.understanding.form == "attribution"
        or re.match(r"\W*which words\b", asked.question, re.IGNORECASE)
    ):
        return False
    return asked.understanding.form == "corpus" or (
        parsed.query.subject is not Subject.INSPECTOR and _WHICH.search(asked.question) is not None
    )


_WHICH = re.compile(
    (
        r"^\W*(?:which|what|how many|list|name|in which|in how many) (?:\w+ ){0,3}?(?:letters?|reports?"
        r"|(?:re-?)?inspections?|documents?|visits?|articles?|papers?|councils?|(?:local )?authorit(?:y|ies)|las"
        r"|boroughs?)\b"
    ),
    re.IGNORECASE,
)


def _said(asked: Asked, ranked: Sequence[Candidate]) -> Draft | None:
    """Answer from what documents say, in the form that the question asks for."""
    form = asked.understanding.form
    forms: dict[str, Callable[[], Draft | None]] = {
        "list": lambda: answer_list(asked) or answer_describe(ranked, "list"),
        "describe": lambda: answer_describe(ranked),
        "compare": lambda: answer_compare(asked, "compare") or answer_describe(ranked, "compare"),
        "timeline": lambda: answer_compare(asked, "timeline") or answer_describe(ranked, "timeline"),
        "attribution": lambda: answer_attribution(asked, ranked),
        "yes/no": lambda: answer_lookup(ranked, "yes/no"),
        "corpus": lambda: answer_describe(ranked, "corpus"),
    }
    return forms.get(form, lambda: answer_lookup(ranked, form))()
