"""What a question about the corpus asks of grades: which, in which areas, in which inspections, and how they moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.answering.wording import join_words, plural, say_date

__all__ = [
    "ANY_AREA",
    "EVERY_AREA",
    "NO_AREA",
    "OVERALL",
    "AreaOrder",
    "Change",
    "Condition",
    "Leg",
    "Together",
    "say_area",
    "say_span",
]

OVERALL = "overall"
ANY_AREA = "any area"
EVERY_AREA = "every area"
NO_AREA = "no area"


def say_area(area: str) -> str:
    """Return an area as answers name it."""
    return "overall effectiveness" if area == OVERALL else area


@dataclass(frozen=True, slots=True)
class Condition:
    """A document's grade for an area is (or, `negated`, is not) one of `grades`; no grades: it has any.

    With `or_areas` it is enough that one of all these areas has such a grade; of any area `least` have to have it,
    of every area all but `missing`, or all but those of `but`. With `parts_only` the overall grade is no area.
    """

    area: str
    grades: tuple[str, ...] = ()
    negated: bool = False
    or_areas: tuple[str, ...] = ()
    least: int = 1
    missing: int = 0
    but: tuple[str, ...] = ()
    parts_only: bool = False

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of which one has to have such a grade."""
        return (self.area, *self.or_areas)

    def words(self) -> str:
        """Return 'overall effectiveness = inadequate'."""
        named = join_words([say_area(area) for area in self.areas], "or")
        if self.least > 1:
            named = f"at least {plural(self.least, 'area')}"
            if self.negated:
                return f"at most {plural(self.least - 1, 'area')} = {join_words(self.grades, 'or')}"
        if self.missing:
            named = f"every area but {self.missing}"
        if self.but:
            named = f"every area but {join_words([say_area(area) for area in self.but], 'and')}"
        if self.area == ANY_AREA and self.negated and self.least == 1 and self.grades:
            return f"no area = {join_words(self.grades, 'or')}"
        if not self.grades:
            return f"{named} is {'not ' if self.negated else ''}graded"
        return f"{named} {'≠' if self.negated else '='} {join_words(self.grades, 'or')}"


@dataclass(frozen=True, slots=True)
class AreaOrder:
    """In one document the grade of an area is better than that of another, or as `how` says, the 'same' or 'other'.

    `steps` is by how many grades at least, below 0 the exact number.
    """

    better: str
    worse: str
    how: str = "better"
    steps: int = 0

    def words(self) -> str:
        """Return 'in care better than leadership'."""
        by = (
            f" by {'exactly' if self.steps < 0 else 'at least'} {plural(abs(self.steps), 'grade')}"
            if self.steps
            else ""
        )
        said = {"better": "better than", "same": "the same as"}.get(self.how, "other than")
        return f"{say_area(self.better)} {said} {say_area(self.worse)}{by}"


@dataclass(frozen=True, slots=True)
class Change:
    """How a grade moved between two inspections of an authority that follow each other.

    `direction` is 'better', 'worse', 'same' or None for any; `steps` the least number of grades that it moved, below 0
    the exact one. With
    `last_only` only the latest two inspections of each authority are compared, with `to_now` its latest with each
    earlier one, with `from_first` its latest with its first, else every inspection with the one that follows it;
    with `throughout` it has to be so each time, with `never` at no time; `then` is the direction of a later move,
    `run` how often it has to be so one after another, `onto` the grades that followed at the inspections after. With
    `sides` the last inspection on one side, such as a year, is
    compared with the last on the other.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    direction: str | None = None
    last_only: bool = False
    to_now: bool = False
    steps: int = 0
    from_first: bool = False
    throughout: bool = False
    never: bool = False
    then: str | None = None
    run: int = 1
    sides: tuple[Leg, Leg] | None = None
    onto: tuple[str, ...] = ()

    def words(self) -> str:
        """Return 'from inadequate to good'."""
        said = [f"from {join_words(self.before, 'or')}"] if self.before else []
        said += [f"to {join_words(self.after, 'or')}"] if self.after else []
        said += [f"and next to {grade}" for grade in self.onto]
        if self.direction:
            said.append(
                {"better": "a better grade", "worse": "a worse grade", "same": "the same grade"}[self.direction]
            )
        if self.never:
            said.insert(0, "never")
        if self.run > 1:
            said.append(f"{self.run} times running")
        if self.then:
            said.append(f"and a {self.then} one later")
        if self.steps:
            said.append(f"by {'exactly' if self.steps < 0 else 'at least'} {plural(abs(self.steps), 'grade')}")
        return f"{' '.join(said) or 'any change'} between {self._pairs()}"

    def _pairs(self) -> str:
        if self.sides:
            return " and ".join(f"the last inspection {side.when()}".strip() for side in self.sides)
        if self.last_only:
            return "the latest two inspections"
        if self.to_now:
            return "an earlier inspection and the latest"
        if self.from_first:
            return "the first inspection and the latest"
        if self.throughout:
            return "all inspections that follow each other"
        return "inspections that follow each other"


@dataclass(frozen=True, slots=True)
class Leg:
    """What one of a subject's documents has to be beside others: 'good under SIF' and, in another, 'inadequate'.

    Dates are of the visit or of `Document.dated`, as the query's are. `negated`: none of its documents may be so.
    """

    conditions: tuple[Condition, ...] = ()
    frameworks: tuple[str, ...] = ()
    from_day: date | None = None
    to_day: date | None = None
    negated: bool = False

    def words(self) -> str:
        """Return 'in one inspection overall effectiveness = good under SIF'."""
        said = [one.words() for one in self.conditions]
        said += [when] if (when := self.when()) else []
        return f"in {'none' if self.negated else 'one'} {' '.join(said)}"

    def when(self) -> str:
        """Return 'under SIF in 2019'."""
        said = [f"under {join_words(self.frameworks, 'or')}"] if self.frameworks else []
        said += [say_span(self.from_day, self.to_day)] if self.from_day or self.to_day else []
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Together:
    """What an inspection shares with one of another authority.

    `event` is 'start', 'end', 'dates' (both), 'visit' (any day of it) or 'published'; `unit` 'day', 'week', 'month', or
    'time' for any day on which both were under way.
    """

    event: str
    unit: str

    def words(self) -> str:
        """Return 'started on the same day as that of another authority'."""
        said = {"start": "started", "end": "ended", "published": "published"}.get(self.event, "visited")
        unit = "dates" if self.event == "dates" else self.unit
        at = "at" if unit == "time" else "in" if unit in ("week", "month") else "on"
        return f"{said} {at} the same {unit} as that of another authority"


def say_span(first: date | None, last: date | None) -> str:
    """Return 'in 2019', 'in 2019 to 2021', 'from 3 May 2019 on' or 'up to 31 December 2018'."""
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"in {' to '.join(str(year) for year in sorted({first.year, last.year}))}"
        return f"from {say_date(first)} to {say_date(last)}"
    if first:
        return f"from {say_date(first)} on"
    return f"up to {say_date(last)}"
