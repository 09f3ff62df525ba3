"""Fetches published reports from the publisher's site into a folder; nothing happens unless it is called."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from corpus.errors import CorpusError, FetchError
from corpus.fetching_client import PoliteClient
from corpus.fetching_manifest import Entry, Manifest
from corpus.fetching_pages import PAGE_ROWS, Listed, Provider, providers_on, report_path, reports_on, search_address
from corpus.folder import Refused, shown
from corpus.register import load_register
from corpus.wording import fold

__all__ = ["BASE_URL", "FetchReport", "fetch", "find_providers", "wanted_urns"]

BASE_URL = "https://reports.ofsted.gov.uk"
MAX_SEARCH_PAGES = 50
# A file that was fetched or confirmed this recently is not asked about again: an interrupted run goes on.
RECENT = timedelta(days=1)
_PARTIAL = ".fetching.part"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of the reports: paths that are new or changed, counts of the rest, and what failed and why."""

    fetched: tuple[str, ...]
    unchanged: int
    older: int
    failed: tuple[Refused, ...]


def wanted_urns(name: str) -> frozenset[str]:
    """Return the publisher's numbers of the authority of a name; none where no register knows it.

    Raises:
        CorpusError: the name may mean several authorities, or one that others have replaced.
    """
    register = load_register()
    exact = [each for each in register if fold(name).casefold() in {fold(n).casefold() for n in _names(each.name)}]
    mentions = register.find(name)
    names = {each.name for each in exact} or {n for mention in mentions for n in (mention.name, *mention.others)}
    if len(names) > 1:
        raise CorpusError(f"{shown(name)}: may be {', '.join(sorted(names))}; name one of them")
    found = [register.get(each) for each in names]
    for authority in found:
        if authority is not None and authority.urn is None:
            today = ", ".join(register.today(authority.name))
            raise CorpusError(f"{shown(name)}: has no page of its own; its place was taken by {today}: name that")
    return frozenset(authority.urn for authority in found if authority and authority.urn)


def find_providers(client: PoliteClient, name: str | None = None) -> tuple[Provider, ...]:
    """Return the authorities on the publisher's site, or those that a name means.

    Args:
        client: what gets the pages.
        name: an authority's name, known to the register or as the site writes it; None for all.

    Raises:
        CorpusError: the name is ambiguous, or the site has no such authority.
        FetchError: a search page cannot be had.
    """
    urns = wanted_urns(name) if name else frozenset()
    found: dict[str, Provider] = {}
    for number in range(MAX_SEARCH_PAGES):
        address = search_address(client.base_url, number * PAGE_ROWS)
        listed = providers_on(client.page(address), address)
        fresh = [provider for provider in listed if provider.urn not in found]
        found |= {provider.urn: provider for provider in fresh}
        if not fresh or (urns and urns <= found.keys()):
            break
    chosen = [provider for provider in found.values() if name is None or _is_wanted(provider, name, urns)]
    if not chosen:
        who = f"'{shown(name)}' among its {len(found)} authorities" if name else "any authority"
        raise CorpusError(f"{client.base_url}: does not list {who}; check the name and the address")
    return tuple(chosen)


def fetch(
    folder: Path,
    providers: Sequence[Provider],
    client: PoliteClient,
    *,
    since: date | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> FetchReport:
    """Fetch the reports of authorities into a folder, each authority's into its own.

    What is there already is asked for only if it changed; after an interruption the next call goes on.

    Args:
        folder: where to, made if it is missing; its manifest notes address, time and hash of each file.
        providers: whose reports.
        client: what gets the pages and files.
        since: leave out reports of earlier days, and those without a date.
        progress: called with how many authorities are done, and how many there are.

    Raises:
        CorpusError: the folder or its manifest cannot be read or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise CorpusError(f"{folder}: cannot be made ({exc.strerror}); choose another folder with --to") from exc
    run = _Run(folder, client, Manifest(folder))
    try:
        for done, provider in enumerate(providers):
            progress(done, len(providers))
            run.take_all(provider, since)
        progress(len(providers), len(providers))
    finally:
        (folder / _PARTIAL).unlink(missing_ok=True)
    return FetchReport(tuple(run.fetched), run.unchanged, run.older, tuple(run.failed))


class _Run:
    """One call of `fetch`: what it works with, and what became of the reports so far."""

    def __init__(self, folder: Path, client: PoliteClient, manifest: Manifest) -> None:
        self._folder = folder
        self._client = client
        self._manifest = manifest
        self.fetched: list[str] = []
        self.failed: list[Refused] = []
        self.unchanged = 0
        self.older = 0

    def take_all(self, provider: Provider, since: date | None) -> None:
        try:
            listed = reports_on(self._client.page(provider.address), provider.address)
        except FetchError as exc:
            self.failed.append(Refused(provider.address, str(exc)))
            return
        for report in listed:
            if since and (report.published is None or report.published < since):
                self.older += 1
                continue
            try:
                self._take(provider, report)
            except FetchError as exc:
                self.failed.append(Refused(report.address, str(exc)))

    def _take(self, provider: Provider, report: Listed) -> None:
        known = self._manifest.get(report.address)
        if known and not _is_as_fetched(self._folder / known.path, known):
            known = None
        now = datetime.now(UTC)
        if known and now - datetime.fromisoformat(known.checked) < RECENT:
            self.unchanged += 1
            return
        partial = self._folder / _PARTIAL
        tags = {"etag": known.etag, "last_modified": known.last_modified} if known else {}
        received = self._client.download(report.address, partial, **tags)
        stamp = now.isoformat(timespec="seconds")
        if known and (received is None or received.sha256 == known.sha256):
            self._manifest.put(replace(known, checked=stamp))
            self.unchanged += 1
            return
        if received is None:
            raise FetchError(f"{report.address}: the site says 'not modified' of a file that was never fetched")
        path = self._free_path(provider, report, received.sha256)
        self._put_in_place(partial, path)
        entry = Entry(report.address, path, stamp, stamp, received.sha256, received.size_bytes)
        self._manifest.put(replace(entry, etag=received.etag, last_modified=received.last_modified))
        self.fetched.append(path)

    def _put_in_place(self, partial: Path, path: str) -> None:
        target = self._folder / path
        try:
            target.parent.mkdir(exist_ok=True)
            if not target.resolve().is_relative_to(self._folder.resolve()):
                raise CorpusError(f"{target}: is a link out of the folder; remove it")
            partial.replace(target)
        except OSError as exc:
            raise CorpusError(f"{target}: cannot be written ({exc.strerror}); check the folder's permissions") from exc

    def _free_path(self, provider: Provider, report: Listed, sha256: str) -> str:
        """Return the path that the address had, or a new one that no other file has."""
        if before := self._manifest.path_of(report.address):
            return before
        authority = next((each.name for each in load_register() if each.urn == provider.urn), provider.name)
        attempt = 1
        while True:
            path = report_path(provider.urn, authority, report, attempt)
            target = self._folder / path
            if self._manifest.owner(path) is None and (not target.exists() or _sha256(target) == sha256):
                return path
            attempt += 1


def _names(name: str) -> tuple[str, ...]:
    return load_register().all_names[name]


def _is_wanted(provider: Provider, name: str, urns: frozenset[str]) -> bool:
    return provider.urn in urns if urns else fold(name).casefold() in fold(provider.name).casefold()


def _is_as_fetched(path: Path, entry: Entry) -> bool:
    return path.stat().st_size == entry.size_bytes and _sha256(path) == entry.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
