"""Reads the pages of the publisher's site: which authorities there are, and which reports each has.

Facts about the site: search pages link to `/provider/<type>/<urn>`; a provider's page lists its reports as
`a.publication-link`, whose `span.nonvisual` gives type and date ("Children's services inspection - 12 August
2019, pdf").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urljoin, urlsplit

from corpus.dates import parse_date

__all__ = ["PAGE_ROWS", "Listed", "Provider", "providers_on", "report_path", "reports_on", "search_address"]

PAGE_ROWS = 100
"""Results on one search page; the site gives no more."""

_CHILDRENS_SERVICES = (("level_1_types", "3"), ("level_2_types[]", "12"))
_PROVIDER = re.compile(r"/provider/(\d{1,6})/(\d{1,12})/?")
_LABEL = re.compile(r"\s*(?P<kind>.+?)\s+[-–—]\s+(?P<day>[^-–—]*\d{4})\s*,\s*pdf\s*", re.IGNORECASE | re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[^\w '&()-]+")
_MAX_NAME = 100
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Provider:
    """An authority on the publisher's site: its number there, the address of its page, its name as linked."""

    urn: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A PDF on an authority's page: its address, and its kind and date as the page states them."""

    address: str
    kind: str
    published: date | None


def search_address(base_url: str, start: int) -> str:
    """Return the address of the search page whose first result is number `start`, from 0."""
    query = urlencode([*_CHILDRENS_SERVICES, ("start", str(start)), ("rows", str(PAGE_ROWS))])
    return f"{base_url.rstrip('/')}/search?{query}"


def providers_on(page: str, address: str) -> tuple[Provider, ...]:
    """Return the authorities that a search page links to, each once, in the order of the page."""
    found: dict[str, Provider] = {}
    for link, text in _links(page, address, "//a[@href]"):
        target = urlsplit(link)
        match = _PROVIDER.fullmatch(target.path)
        if match and target.netloc == urlsplit(address).netloc:
            known = found.get(match[2])
            if known is None or not known.name:
                found[match[2]] = Provider(match[2], target._replace(query="", fragment="").geturl(), text)
    return tuple(found.values())


def reports_on(page: str, address: str) -> tuple[Listed, ...]:
    """Return the PDFs that an authority's page lists, each address once, in the order of the page."""
    found: dict[str, Listed] = {}
    query = "//a[@href][contains(concat(' ', normalize-space(@class), ' '), ' publication-link ')]"
    hidden = ".//span[contains(concat(' ', normalize-space(@class), ' '), ' nonvisual ')]"
    for target, text in _links(page, address, query, hidden):
        match = _LABEL.fullmatch(text)
        if match:
            listed = Listed(target, " ".join(match["kind"].split()), parse_date(match["day"]))
        elif text.rstrip().casefold().endswith("pdf"):
            listed = Listed(target, re.sub(r"[\s,]*pdf\s*$", "", text, flags=re.IGNORECASE), None)
        else:
            continue
        found.setdefault(target, listed)
    return tuple(found.values())


def report_path(urn: str, authority: str, report: Listed, attempt: int = 1) -> str:
    """Return the relative path for a report's file, made of nothing but harmless characters.

    Args:
        urn: digits.
        authority: the authority's name.
        report: what its page states of it.
        attempt: from 2 on, a number is added to tell reports of one kind and day apart.
    """
    day = report.published
    when = f" - {day.day:02} {_MONTHS[day.month - 1]} {day.year}" if day else ""
    again = f" ({attempt})" if attempt > 1 else ""
    return f"{urn}_{_harmless(authority)}/{_harmless(report.kind)}{when}{again}.pdf"


def _harmless(words: str) -> str:
    plain = _NOT_IN_NAMES.sub(" ", words.replace("’", "'").casefold())
    return " ".join(plain.split())[:_MAX_NAME].strip() or "report"


def _links(page: str, address: str, query: str, part: str | None = None) -> list[tuple[str, str]]:
    """Return whole address and text of links; the text of `part` of each where it has one.

    Links that are no addresses ('http://[') are passed over.
    """
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        # Nothing but white space: a page without links.
        return []
    found = []
    for link in tree.xpath(query):
        try:
            target = urljoin(address, link.get("href").strip())
        except ValueError:
            continue
        shown = link.xpath(part) if part else []
        found.append((target, " ".join((shown[0] if shown else link).text_content().split())))
    return found
