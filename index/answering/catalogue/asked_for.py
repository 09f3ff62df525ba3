"""What a question about the corpus may want: of what, which measure, in what order, of which documents, by what."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["GroupBy", "Measure", "Order", "Quantity", "Scope", "Subject"]


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
    MEDIAN = "median"
    TOTAL = "total"


class Quantity(StrEnum):
    """What is measured: the days of an inspection, or between two of one authority; the pages of a document."""

    LENGTH = "days on site, first and last included"
    DELAY = "days from the last day on site to publication"
    PAGES = "pages of each document"
    GAP = "days between inspections, from the last day of one to the first of the next"


class Order(StrEnum):
    """In what order subjects are listed."""

    OLDEST = "oldest first"
    NEWEST = "newest first"
    NAME = "by name"
    LONGEST = "longest first"
    SHORTEST = "shortest first"
    WORST = "worst first"
    BEST = "best first"
    MOST = "most first"


class Scope(StrEnum):
    """Which documents of each authority are looked at."""

    EVERY = "every"
    LATEST = "latest"
    PREVIOUS = "previous"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class GroupBy(StrEnum):
    """By what the subjects are grouped."""

    GRADE = "grade"
    YEAR = "year"
    MONTH = "month"
    REGION = "region"
    FRAMEWORK = "framework"
    INSPECTOR = "lead inspector"
    AUTHORITY = "authority"
    KIND = "kind"
    AREA = "area"
    BODY = "sort of authority"
    TIMES = "number of inspections"
