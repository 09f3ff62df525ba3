"""A question about the corpus as a whole, as a typed query over what its documents state about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.answering.wording import join_words, plural, say_date

__all__ = [
    "ANY_AREA",
    "EVERY_AREA",
    "OVERALL",
    "AreaOrder",
    "CatalogueQuery",
    "Change",
    "Condition",
    "GroupBy",
    "Measure",
    "Quantity",
    "Scope",
    "Subject",
    "say_area",
]

OVERALL = "overall"
ANY_AREA = "any area"
EVERY_AREA = "every area"


def say_area(area: str) -> str:
    """Return an area as answers name it."""
    return "overall effectiveness" if area == OVERALL else area


class Subject(StrEnum):
    """What is counted or listed."""

    AUTHORITY = "authority"
    DOCUMENT = "report"
    INSPECTOR = "inspector"


class Measure(StrEnum):
    """What is wanted of the subjects that match."""

    LIST = "list"
    COUNT = "count"
    GROUP = "group"
    SHARE = "share"
    AVERAGE = "average"


class Quantity(StrEnum):
    """What is measured in days: an inspection, or the time between two of one authority."""

    LENGTH = "days on site, first and last included"
    GAP = "days between inspections, from the last day of one to the first of the next"


class Scope(StrEnum):
    """Which documents of each authority are looked at."""

    EVERY = "every"
    LATEST = "latest"
    PREVIOUS = "previous"
    FIRST = "first"


class GroupBy(StrEnum):
    """By what the subjects are grouped."""

    GRADE = "grade"
    YEAR = "year"
    REGION = "region"
    FRAMEWORK = "framework"
    INSPECTOR = "lead inspector"
    AUTHORITY = "authority"
    KIND = "kind"


_MANY: dict[GroupBy | None, str] = {GroupBy.AUTHORITY: "authorities"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A document's grade for an area is (or, `negated`, is not) one of `grades`; no grades: it has any.

    With `or_areas` it is enough that one of all these areas has such a grade.
    """

    area: str
    grades: tuple[str, ...] = ()
    negated: bool = False
    or_areas: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of which one has to have such a grade."""
        return (self.area, *self.or_areas)

    def words(self) -> str:
        """Return 'overall effectiveness = inadequate'."""
        named = join_words([say_area(area) for area in self.areas], "or")
        if not self.grades:
            return f"{named} is {'not ' if self.negated else ''}graded"
        return f"{named} {'≠' if self.negated else '='} {join_words(self.grades, 'or')}"


@dataclass(frozen=True, slots=True)
class AreaOrder:
    """In one document the grade of an area is better than that of another."""

    better: str
    worse: str

    def words(self) -> str:
        """Return 'in care better than leadership'."""
        return f"{say_area(self.better)} better than {say_area(self.worse)}"


@dataclass(frozen=True, slots=True)
class Change:
    """How a grade moved between two inspections of an authority that follow each other.

    `direction` is 'better', 'worse', 'same' or None for any; `steps` the least number of grades that it moved. With
    `last_only` only the latest two inspections of each authority are compared, with `to_now` its latest with each
    earlier one, with `from_first` its latest with its first, else every inspection with the one that follows it;
    with `throughout` it has to be so each time.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    direction: str | None = None
    last_only: bool = False
    to_now: bool = False
    steps: int = 0
    from_first: bool = False
    throughout: bool = False

    def words(self) -> str:
        """Return 'from inadequate to good'."""
        said = [f"from {join_words(self.before, 'or')}"] if self.before else []
        said += [f"to {join_words(self.after, 'or')}"] if self.after else []
        if self.direction:
            said.append(
                {"better": "a better grade", "worse": "a worse grade", "same": "the same grade"}[self.direction]
            )
        if self.steps:
            said.append(f"by at least {plural(self.steps, 'grade')}")
        return f"{' '.join(said) or 'any change'} between {self._pairs()}"

    def _pairs(self) -> str:
        if self.to_now:
            return "an earlier inspection and the latest"
        if self.from_first:
            return "the first inspection and the latest"
        if self.throughout:
            return "all inspections that follow each other"
        return "the latest two inspections" if self.last_only else "inspections that follow each other"


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """What is asked of the catalogue; an empty field does not limit.

    Dates are of `Document.dated`, or of the visit where `by_visit`, both ends included. `times` is the
    smallest number of matching documents for a subject to be listed. `extreme` is one of 'most',
    'fewest', 'earliest', 'latest', 'longest', 'shortest', 'best', 'worst'; `limit` how many of the subjects at that end
    are wanted, 1 for the end alone. `least_days` and `most_days` limit the days on site. `bodies` names sorts of
    authority ('London boroughs'), `members` the authorities of these. With `every_framework` a subject is listed that
    has matching documents of each framework there is, with `every_authority` of each authority named; with
    `without_frameworks` it must have none of these. `absent` asks for subjects without a document of the days named;
    `times` counts different values of `distinct` where that is set.
    """

    subject: Subject = Subject.DOCUMENT
    measure: Measure = Measure.LIST
    scope: Scope = Scope.EVERY
    area: str = OVERALL
    conditions: tuple[Condition, ...] = ()
    kinds: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    excluded_regions: tuple[str, ...] = ()
    inspectors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    orders: tuple[AreaOrder, ...] = ()
    least_days: int | None = None
    most_days: int | None = None
    every_framework: bool = False
    every_authority: bool = False
    without_frameworks: tuple[str, ...] = ()
    absent: bool = False
    distinct: GroupBy | None = None
    quantity: Quantity | None = None
    from_day: date | None = None
    to_day: date | None = None
    by_visit: bool = False
    group_by: GroupBy | None = None
    with_grades: bool = False
    change: Change | None = None
    times: int | None = None
    exactly: bool = False
    extreme: str | None = None
    limit: int = 1
    never: bool = False

    @property
    def inspector(self) -> str | None:
        """The inspector named, the first where several are."""
        return self.inspectors[0] if self.inspectors else None

    @property
    def is_wide(self) -> bool:
        """Whether it asks for more than which documents have a grade: a change, a group, how often, how long."""
        return bool(
            self.change
            or self.times
            or self.extreme
            or self.group_by
            or self.quantity
            or self.orders
            or self.every_framework
            or self.every_authority
            or self.without_frameworks
            or self.absent
            or self.least_days
            or self.most_days
            or self.excluded
        )

    def words(self) -> str:
        """Return the query in words: 'latest inspection of each authority, overall effectiveness = good'."""
        return ", ".join([self._population(), *self._limits()])

    def _population(self) -> str:
        kinds = join_words([f"{kind}s" for kind in self.kinds], "or") if self.kinds else "documents"
        if self.scope is Scope.EVERY:
            return f"all {kinds}"
        single = join_words(list(self.kinds), "or") if self.kinds else "document"
        return f"{self.scope.value} {single} of each authority"

    def _limits(self) -> list[str]:
        said = [condition.words() for condition in self.conditions]
        said += [order.words() for order in self.orders]
        if self.never:
            said.append("in none of its inspections")
        if self.change:
            said.append(f"{say_area(self.area)} {self.change.words()}")
        said += [
            f"{name} = {join_words(values, 'or')}"
            for name, values in (
                ("framework", self.frameworks),
                ("region", self.regions),
                ("sort of authority", self.bodies),
                ("authority", self.authorities),
            )
            if values
        ]
        if self.excluded:
            said.append(f"authority ≠ {join_words(self.excluded, 'or')}")
        if self.excluded_regions:
            said.append(f"region ≠ {join_words(self.excluded_regions, 'or')}")
        if self.inspectors:
            said.append(f"led by {join_words(self.inspectors, 'or')}")
        if self.without_frameworks:
            said.append(f"none under {join_words(self.without_frameworks, 'or')}")
        if self.from_day or self.to_day:
            said.append(f"{'none ' if self.absent else ''}{self._days()}")
        return said + self._counted()

    def _counted(self) -> list[str]:
        """Return how often, how long, at which end and in which groups."""
        said: list[str] = []
        if self.least_days:
            said.append(f"at least {plural(self.least_days, 'day')} on site")
        if self.most_days:
            said.append(f"at most {plural(self.most_days, 'day')} on site")
        if self.times:
            of = plural(self.times, self.distinct.value if self.distinct else "time", _MANY.get(self.distinct))
            said.append(f"{'exactly' if self.exactly else 'at least'} {of}")
        if self.every_framework:
            said.append("under each framework")
        if self.every_authority:
            said.append("each of these authorities")
        if self.quantity:
            said.append(self.quantity.value)
        if self.extreme:
            said.append(f"the {self.limit} {self.extreme}" if self.limit > 1 else self.extreme)
        if self.group_by:
            said.append(f"by {self.group_by.value}{' and grade' if self.with_grades else ''}")
        return said

    def _days(self) -> str:
        what = "visited" if self.by_visit else "published"
        if self.from_day and self.to_day:
            if (self.from_day.month, self.from_day.day, self.to_day.month, self.to_day.day) == (1, 1, 12, 31):
                years = {self.from_day.year, self.to_day.year}
                return f"{what} in {' to '.join(str(year) for year in sorted(years))}"
            return f"{what} from {say_date(self.from_day)} to {say_date(self.to_day)}"
        if self.from_day:
            return f"{what} from {say_date(self.from_day)} on"
        return f"{what} up to {say_date(self.to_day)}"
