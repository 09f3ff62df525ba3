"""Inspection frameworks as data: one TOML file each, read into frozen dataclasses.

`docs/frameworks.md` says what the keys mean and how another inspectorate is added.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import FrameworkError
from corpus.model import Publisher
from corpus.wording import fold, phrase

__all__ = ["Area", "Framework", "Frameworks", "Grade", "Kind", "RoleLabel", "Section", "load_frameworks"]

FOLDER = Path(__file__).parent / "frameworks"


def _compile(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a regular expression in quotes")
    try:
        return phrase(value)
    except re.error as exc:
        raise ValueError(f"not a regular expression: {exc}") from exc


Phrase = Annotated[re.Pattern[str], BeforeValidator(_compile)]
_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; `opening` are its titles as they stand at the head of the document.

    `full` says that it is a full inspection with grades, `again` that it is a re-inspection.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    opening: tuple[Phrase, ...]
    full: bool = False
    again: bool = False
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section that documents of the framework have; `wordings` are its headings, `meaning` what stands in it."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    wordings: tuple[str, ...]
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the scale; `wordings` are the forms in which it is printed, longest form first."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    wordings: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A judgement area; `covers` names the areas that it judges together, where it is a joint one."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    wordings: tuple[Phrase, ...]
    covers: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleLabel:
    """A role of people; `labels` stand before the names with a colon, `sentences` lead up to the names."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    labels: tuple[Phrase, ...] = ()
    sentences: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """What is particular to one framework of one inspectorate, or to one sort of publisher.

    `marks` are paragraphs by which the publisher is known, `named` the names of the framework in running
    text. `grades` are in order, best first. `overall` are sentences that state the overall grade, with
    `{grade}` where it stands. `foreign` are words by which statements about another body's grade are known.
    `titles` are what is printed after a person's name.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    name: str
    body: str
    publisher: Publisher
    marks: tuple[Phrase, ...] = ()
    named: tuple[Phrase, ...] = ()
    kinds: tuple[Kind, ...] = ()
    sections: tuple[Section, ...] = ()
    grades: tuple[Grade, ...] = ()
    areas: tuple[Area, ...] = ()
    overall: tuple[str, ...] = ()
    foreign: tuple[Phrase, ...] = ()
    roles: tuple[RoleLabel, ...] = ()
    titles: tuple[Phrase, ...] = ()
    boilerplate: tuple[Phrase, ...] = ()
    letterhead: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Frameworks:
    """All frameworks in force, in the order of their files' names."""

    all: tuple[Framework, ...]

    def __iter__(self) -> Iterator[Framework]:
        """Iterate over the frameworks."""
        return iter(self.all)

    def get(self, identity: str | None) -> Framework | None:
        """Return the framework of this id, None if there is none."""
        return next((framework for framework in self.all if framework.id == identity), None)

    def section(self, heading: str) -> Section | None:
        """Return the section that a heading opens, None if no framework knows it."""
        key = _heading_key(heading)
        for framework in self.all:
            for section in framework.sections:
                if any(_heading_key(wording) == key for wording in section.wordings):
                    return section
        return None

    def is_boilerplate(self, text: str) -> bool:
        """Tell whether a paragraph is a formula that says nothing about what was inspected."""
        return _matches(text, (pattern for framework in self.all for pattern in framework.boilerplate))

    def is_letterhead(self, text: str) -> bool:
        """Tell whether a paragraph is the sender's address or the like."""
        return _matches(text, (pattern for framework in self.all for pattern in framework.letterhead))

    def kind(self, identity: str) -> Kind | None:
        """Return the kind of document of this id, None if no framework has it."""
        return next((kind for framework in self.all for kind in framework.kinds if kind.id == identity), None)

    @property
    def kind_names(self) -> dict[str, tuple[str, ...]]:
        """Other names of each kind of document, by the kind's id."""
        names: dict[str, tuple[str, ...]] = {}
        for framework in self.all:
            for kind in framework.kinds:
                names[kind.id] = tuple(dict.fromkeys((*names.get(kind.id, ()), *kind.other_names)))
        return names


def load_frameworks(extra: Path | None = None) -> Frameworks:
    """Read the frameworks that come with the product, and those in the folder `extra`.

    A file in `extra` with the id of one that comes with the product replaces it.

    Raises:
        FrameworkError: a file is malformed; the message names the file and the key.
    """
    shipped = _shipped()
    if extra is None:
        return shipped
    if not extra.is_dir():
        raise FrameworkError(f"{extra}: not a folder; give a folder with one .toml file per framework")
    found = {framework.id: framework for framework in shipped}
    found.update((framework.id, framework) for framework in _read_folder(extra))
    return Frameworks(tuple(found.values()))


@cache
def _shipped() -> Frameworks:
    return Frameworks(tuple(_read_folder(FOLDER)))


def _read_folder(folder: Path) -> list[Framework]:
    adapter = TypeAdapter(Framework)
    files = sorted(folder.glob("*.toml"))
    frameworks = [_read(file, adapter) for file in files]
    seen: dict[str, Path] = {}
    for file, framework in zip(files, frameworks, strict=True):
        if framework.id in seen:
            raise FrameworkError(f"{file}: id: {framework.id!r} is also the id of {seen[framework.id]}")
        seen[framework.id] = file
    return frameworks


def _read(file: Path, adapter: TypeAdapter[Framework]) -> Framework:
    try:
        framework = adapter.validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise FrameworkError(f"{file}: cannot be read as TOML: {exc}") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise FrameworkError(f"{file}: {key}: {first['msg']}") from exc
    if problem := _problem(framework):
        raise FrameworkError(f"{file}: {problem}")
    return framework


def _problem(framework: Framework) -> str | None:
    """Return what pydantic cannot see: repeated ids, joint areas of unknown ones, sentences without a grade."""
    for key in ("kinds", "sections", "grades", "areas", "roles"):
        ids = [item.id for item in getattr(framework, key)]
        if twice := next((identity for identity in ids if ids.count(identity) > 1), None):
            return f"{key}: {twice!r} stands twice"
    areas = {area.id for area in framework.areas}
    for area in framework.areas:
        if unknown := [name for name in area.covers if name not in areas]:
            return f"areas.{area.id}.covers: {unknown[0]!r} is no area of this file"
    for sentence in framework.overall:
        if sentence.count("{grade}") != 1:
            return f"overall: expected {{grade}} once in {sentence!r}"
        try:
            phrase(sentence.replace("{grade}", "x"))
        except re.error as exc:
            return f"overall: {sentence!r} is not a regular expression: {exc}"
    if framework.areas and not framework.grades:
        return "grades: expected at least one, since there are areas"
    return None


def _matches(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    folded = fold(text).strip()
    return any(pattern.match(folded) for pattern in patterns)


def _heading_key(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(heading).replace("'", "").lower()))
