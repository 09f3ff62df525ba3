"""A question about the corpus as a whole, as a typed query over what its documents state about themselves."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

from index.answering.catalogue.asked_for import GroupBy, Measure, Order, Quantity, Scope, Subject
from index.answering.catalogue.clauses import (
    ANY_AREA,
    EVERY_AREA,
    NO_AREA,
    OVERALL,
    AreaOrder,
    Change,
    Condition,
    Leg,
    Together,
    say_area,
    say_span,
)
from index.answering.wording import join_words, plural, say_date

__all__ = [
    "ANY_AREA",
    "EVERY_AREA",
    "NO_AREA",
    "OVERALL",
    "AreaOrder",
    "CatalogueQuery",
    "Change",
    "Condition",
    "GroupBy",
    "Leg",
    "Measure",
    "Order",
    "Quantity",
    "Scope",
    "Subject",
    "Together",
    "say_area",
]


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """What is asked of the catalogue; an empty field does not limit.

    Dates are of `Document.dated`, or of the visit where `by_visit`, both ends included. `times` is the smallest
    number of matching documents for a subject to be listed. `extreme` is one of 'most', 'fewest', 'earliest',
    'latest', 'longest', 'shortest', 'best', 'worst'; `limit` how many of the subjects at that end are wanted, 1 for
    the end alone. `least_days` and `most_days` limit the days on site. `bodies` names sorts of authority ('London
    boroughs'), `members` the authorities of these. With `every_framework` a subject is listed that has matching
    documents of each framework there is, with `every_authority` of each authority named; with `without_frameworks` it
    must have none of these. `absent` asks for subjects without a document of the days named; `times` counts different
    values of `distinct` where that is set, or with `of_same` the documents that share one value of it, where `in_a_row`
    is set those that follow each other: any, or the latest. With `at_most` it is the largest number. `years` and
    `months` limit documents to any of these. Each of `legs` has to be so of one of a subject's documents.
    `least_days` and `most_days` limit the time between inspections where that is measured. With `count_changes` it is
    the changes of grade that are counted and not those that they befell; with `in_pages` length is that of documents
    in pages. `expected` is how many the asker takes there to be, `with_leads` that who led is wanted too. `month_at`
    says whether the first day on site ('start'), the last ('end') or any has to be in the months, `later_kinds` of
    what kind the later inspection of a change is. `order` is that of the list; with `empty` the groups without any
    document are wanted, with `of_judgements` single judgements are counted and not the documents that give them;
    `with_difference` says that how far two groups differ is wanted. `change_areas` are areas in each of which, or
    with `in_either` in one of which, the grade moved. With `together` those are wanted that share a day with one of
    another authority; with `end_of_each`, 'latest' or 'earliest', only that document of each subject is shown; with
    `count_groups` it is the groups that are counted; with `every_time` each document of a subject differs in
    `distinct` from the others; `then_by` is by what each group is divided again; of `graded_for` only inspections
    with a grade for that area are looked at, with `as_at` only documents of that day or before; `predicate` names the
    fields that a share is of, which do not limit what it is a share of.
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
    of_same: bool = False
    legs: tuple[Leg, ...] = ()
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    count_changes: bool = False
    in_pages: bool = False
    expected: int | None = None
    with_leads: bool = False
    later_kinds: tuple[str, ...] = ()
    month_at: str = "any"
    change_areas: tuple[str, ...] = ()
    in_either: bool = False
    order: Order | None = None
    empty: bool = False
    of_judgements: bool = False
    with_difference: bool = False
    together: Together | None = None
    predicate: tuple[str, ...] = ()
    as_at: date | None = None
    quantity: Quantity | None = None
    from_day: date | None = None
    to_day: date | None = None
    by_visit: bool = False
    group_by: GroupBy | None = None
    then_by: GroupBy | None = None
    with_grades: bool = False
    change: Change | None = None
    times: int | None = None
    exactly: bool = False
    at_most: bool = False
    in_a_row: Scope | None = None
    extreme: str | None = None
    limit: int = 1
    never: bool = False
    end_of_each: str | None = None
    count_groups: bool = False
    every_time: bool = False
    graded_for: str | None = None

    @property
    def inspector(self) -> str | None:
        """The inspector named, the first where several are."""
        return self.inspectors[0] if self.inspectors else None

    @property
    def is_of_all_days(self) -> bool:
        """Whether a single number is wanted of all days measured: their average, median or total."""
        return self.measure in (Measure.AVERAGE, Measure.MEDIAN, Measure.TOTAL)

    @property
    def moves_by_area(self) -> bool:
        """Whether a move is one in every area that both inspections grade, or in none of them."""
        return self.change_areas in ((EVERY_AREA,), (NO_AREA,))

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
            or self.excluded_regions
            or self.legs
            or self.together
            or len(self.years) > 1
        )

    def words(self) -> str:
        """Return the query in words: 'latest inspection of each authority, overall effectiveness = good'."""
        return ", ".join([self._population(), *self._limits()])

    def _population(self) -> str:
        kinds = join_words([f"{kind}s" for kind in self.kinds], "or") if self.kinds else "documents"
        if self.scope is Scope.EVERY:
            return f"all {kinds}"
        single = join_words(list(self.kinds), "or") if self.kinds else "document"
        graded = f" that grades {self.graded_for}" if self.graded_for else ""
        return f"{self.scope.value} {single} of each authority{graded}"

    def _limits(self) -> list[str]:
        said = [self._condition(condition) for condition in self.conditions]
        said += [order.words() for order in self.orders]
        if self.never:
            said.append(f"in {'all' if self._is_always else 'none'} of its inspections")
        if self.change:
            said.append(f"{self.change_areas[0] if self.moves_by_area else say_area(self.area)} {self.change.words()}")
        if self.later_kinds:
            said.append(f"the later one a {join_words(self.later_kinds, 'or')}")
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
        if self.from_day or self.to_day or self.years or self.months:
            said.append(f"{'none ' if self.absent else ''}{self._days()}")
        said += [f"as at {say_date(self.as_at)}"] if self.as_at else []
        said += [leg.words() for leg in self.legs]
        said += [self.together.words()] if self.together else []
        return said + self._counted()

    @property
    def _is_always(self) -> bool:
        """Whether 'never otherwise' is meant."""
        return self.never and bool(self.conditions) and all(one.negated for one in self.conditions)

    @property
    def _shows_area(self) -> bool:
        """Whether it is the grades for an area that are grouped, and not the overall ones."""
        return self.area != OVERALL and (self.group_by is GroupBy.GRADE or self.with_grades)

    def _condition(self, condition: Condition) -> str:
        return replace(condition, negated=False).words() if self._is_always else condition.words()

    def _counted(self) -> list[str]:
        """Return how often, how long, at which end and in which groups."""
        said: list[str] = []
        what = {Quantity.GAP: " between them", Quantity.DELAY: " until published"}.get(self.quantity or Quantity.LENGTH)
        what = what or ("" if self.in_pages else " on site")
        unit = "page" if self.in_pages else "day"
        if self.least_days:
            said.append(f"at least {plural(self.least_days, unit)}{what}")
        if self.most_days:
            said.append(f"at most {plural(self.most_days, unit)}{what}")
        if self.times:
            named = f"different {self.distinct.value}" if self.distinct else "time"
            said += [f"a different {self.distinct.value} each time"] if self.every_time and self.distinct else []
            many = {GroupBy.AUTHORITY: "different authorities", GroupBy.BODY: "different sorts of authority"}
            of = plural(self.times, named, many.get(self.distinct) if self.distinct else None)
            if self.of_same and self.distinct:
                of = f"{plural(self.times, 'time')} with the same {self.distinct.value}"
                row = {None: "", Scope.LATEST: ", at the latest inspections"}
                of += row.get(self.in_a_row, ", one after another")
            said.append(f"{'exactly' if self.exactly else 'at most' if self.at_most else 'at least'} {of}")
        said += ["under each framework"] if self.every_framework else []
        said += ["each of these authorities"] if self.every_authority else []
        if self.quantity:
            said.append(self.quantity.value)
        if self._shows_area and not (self.group_by or self.conditions or self.orders):
            said.append(f"with the grade for {self.area}")
        said += [self.order.value] if self.order else []
        said += [f"the {self.end_of_each} of each"] if self.end_of_each else []
        if self.extreme:
            in_pages = " in pages" if self.in_pages else ""
            unit = (
                {"authority": "authorities"}.get(self.distinct.value, f"{self.distinct.value}s")
                if self.distinct
                else ""
            )
            different = f" different {unit}" if unit and not self.times else ""
            said.append(f"{f'the {self.limit} ' if self.limit > 1 else ''}{self.extreme}{different}{in_pages}")
        if self.group_by:
            none = "without any, " if self.empty else ""
            by_day = self.by_visit and self.group_by in (GroupBy.YEAR, GroupBy.MONTH)
            of = f" of the {'last' if self.month_at == 'end' else 'first'} day on site" if by_day else ""
            and_by = f" and {self.then_by.value}" if self.then_by else ""
            area = f" for {self.area}" if self._shows_area else ""
            said.append(f"{none}by {self.group_by.value}{of}{and_by}{' and grade' if self.with_grades else ''}{area}")
        return said

    def _days(self) -> str:
        said = ["visited" if self.by_visit else "published"]
        if self.from_day or self.to_day:
            said.append(say_span(self.from_day, self.to_day))
        if self.years:
            said.append(f"in {join_words([str(year) for year in self.years], 'or')}")
        if self.months:
            said.append(f"in {join_words([calendar.month_name[month] for month in self.months], 'or')}")
        return " ".join(said)
