"""A polite HTTP client: one request at a time, a pause between two, robots.txt kept, failures tried again slowly."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from corpus.errors import FetchError
from corpus.fetching_hosts import check_host, hosts_contacted

__all__ = ["AGENT", "PoliteClient", "Politeness", "Received"]

AGENT = "inspection-qa/0.1 (fetches published inspection reports at a user's request)"
MAX_PAGE_BYTES = 5_000_000
MAX_FILE_BYTES = 50 * 2**20
MAX_REDIRECTS = 5
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_OK = 200
_NOT_MODIFIED = 304
# The PDF reference (ISO 32000-1, Annex H.3.4.1) has viewers look for the header in the first 1,024 bytes.
_HEADER_WITHIN = 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Politeness:
    """How requests are spaced and tried again; all times in seconds.

    `pause_s` lies between two requests (a longer Crawl-delay of robots.txt counts instead). A failure is tried
    again `retries` times after `backoff_s`, doubled each time, or after what Retry-After asks for; a site that
    asks for more than `max_wait_s` is left alone. `timeout_s` is for each read, `file_s` for a whole file.
    """

    pause_s: float = 1.0
    retries: int = 4
    backoff_s: float = 2.0
    max_wait_s: float = 300.0
    timeout_s: float = 30.0
    file_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came whole: size, hash, and what makes the next request for it conditional."""

    size_bytes: int
    sha256: str
    etag: str | None
    last_modified: str | None


class _TryAgainError(Exception):
    """A failure that may pass; `after_s` is what the site asks to wait, None where it asks nothing."""

    def __init__(self, what: str, after_s: float | None = None) -> None:
        super().__init__(what)
        self.after_s = after_s


class PoliteClient:
    """Gets pages and files of one publisher; never from a host that is not the publisher's."""

    def __init__(
        self,
        base_url: str,
        politeness: Politeness = Politeness(),
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing is requested yet.

        Raises:
            FetchError: the base address is not one of a web site.
        """
        hosts_contacted(base_url)
        self.base_url = base_url
        self._politeness = politeness
        self._sleep = sleep
        self._clock = clock
        self._last: float | None = None
        self._pause_s = politeness.pause_s
        self._robots: dict[str, RobotFileParser] = {}
        # Uncompressed: the length that is stated is the length that arrives.
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        self._http = httpx.Client(headers=headers, timeout=politeness.timeout_s, follow_redirects=False)

    def __enter__(self) -> PoliteClient:
        """Return the client itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self._http.close()

    def page(self, address: str) -> str:
        """Return the text of a page.

        Raises:
            FetchError: it cannot be had, is too large, or robots.txt forbids it.
        """

        def attempt() -> str:
            with self._response(address, {}) as response:
                content = b"".join(self._bounded(response, MAX_PAGE_BYTES))
                return content.decode(response.charset_encoding or "utf-8", "replace")

        return self._persistently(attempt, address)

    def download(
        self, address: str, target: Path, *, etag: str | None = None, last_modified: str | None = None
    ) -> Received | None:
        """Write a PDF to a file.

        Args:
            address: where it is.
            target: the file to write; complete when this returns, unfit to use when it raises.
            etag: what the site called the copy that is there already.
            last_modified: when the site said that copy was changed.

        Returns:
            What came, None if the copy that is there is still the newest.

        Raises:
            FetchError: it cannot be had, is no PDF, came incomplete, is too large, or robots.txt forbids it.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}

        def attempt() -> Received | None:
            with self._response(address, headers) as response:
                if response.status_code == _NOT_MODIFIED:
                    return None
                return self._written(response, target)

        return self._persistently(attempt, address)

    def _written(self, response: httpx.Response, target: Path) -> Received:
        digest, size, head = hashlib.sha256(), 0, b""
        try:
            with target.open("wb") as file:
                for chunk in self._bounded(response, MAX_FILE_BYTES):
                    head += chunk[: _HEADER_WITHIN - len(head)]
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
        except OSError as exc:
            raise FetchError(f"{target}: cannot be written ({exc.strerror}); check the disk and permissions") from exc
        stated = response.headers.get("content-length")
        if stated is not None and stated != str(size):
            raise _TryAgainError(f"{size:,} bytes came of {stated}")
        if b"%PDF" not in head:
            page = "a web page" if head.lstrip().startswith(b"<") else "something else"
            raise _TryAgainError(f"{page} came in place of a PDF")
        return Received(size, digest.hexdigest(), response.headers.get("etag"), response.headers.get("last-modified"))

    def _bounded(self, response: httpx.Response, max_bytes: int) -> Iterator[bytes]:
        began, size = self._clock(), 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > max_bytes:
                raise FetchError(f"{response.url}: is larger than {max_bytes / 1e6:.0f} MB; it is not fetched")
            if self._clock() - began > self._politeness.file_s:
                raise _TryAgainError(f"it took more than {self._politeness.file_s:.0f} s")
            yield chunk

    def _persistently(self, attempt: Callable[[], T], address: str) -> T:
        backoff_s = self._politeness.backoff_s
        for left in range(self._politeness.retries, -1, -1):
            try:
                return attempt()
            except _TryAgainError as exc:
                wait_s = backoff_s if exc.after_s is None else exc.after_s
                if wait_s > self._politeness.max_wait_s:
                    message = f"{address}: {exc}; the site asks to wait {wait_s:,.0f} s: run the command again then"
                    raise FetchError(message) from exc
                if not left:
                    tries = self._politeness.retries + 1
                    message = f"{address}: {exc} (tried {tries} times); run the command again to go on from here"
                    raise FetchError(message) from exc
            self._sleep(wait_s)
            backoff_s *= 2
        raise AssertionError("unreachable: the last attempt returns or raises")

    @contextmanager
    def _response(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Give the response at the end of all redirects, with its body still to be read."""
        for _ in range(MAX_REDIRECTS + 1):
            self._check(address)
            with self._request(address, headers) as response:
                if not response.has_redirect_location:
                    _check_status(response, address)
                    yield response
                    return
                address = _redirected(address, response)
        raise FetchError(f"{address}: more than {MAX_REDIRECTS} redirects; report it to the publisher")

    @contextmanager
    def _request(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        if self._last is not None:
            self._sleep(max(0.0, self._last + self._pause_s - self._clock()))
        try:
            with self._http.stream("GET", address, headers=headers) as response:
                yield response
        except httpx.TimeoutException as exc:
            raise _TryAgainError(f"no answer within {self._politeness.timeout_s:g} s") from exc
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise _TryAgainError(f"the connection failed ({exc})") from exc
        finally:
            self._last = self._clock()

    def _check(self, address: str) -> None:
        """Refuse hosts that are not the publisher's, and what robots.txt forbids."""
        check_host(address, self.base_url)
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._persistently(lambda: self._read_robots(origin), f"{origin}/robots.txt")
        if not self._robots[origin].can_fetch(AGENT, address):
            raise FetchError(f"{address}: the site's robots.txt asks programs not to fetch this; open it in a browser")
        delay = self._robots[origin].crawl_delay(AGENT)
        self._pause_s = max(self._pause_s, float(delay or 0))

    def _read_robots(self, origin: str) -> RobotFileParser:
        """Read the rules; none where the site has none (4xx), as RFC 9309, section 2.3.1, says."""
        rules = RobotFileParser()
        address = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            check_host(address, self.base_url)
            with self._request(address, {}) as response:
                if response.has_redirect_location:
                    address = _redirected(address, response)
                    continue
                if response.status_code in _AGAIN:
                    _check_status(response, address)
                found = response.status_code == _OK
                lines = b"".join(self._bounded(response, MAX_PAGE_BYTES)) if found else b""
                rules.parse(lines.decode("utf-8", "replace").splitlines())
                return rules
        raise FetchError(f"{address}: more than {MAX_REDIRECTS} redirects; report it to the publisher")


def _redirected(address: str, response: httpx.Response) -> str:
    """Return the address that a redirect names."""
    location = response.headers["location"]
    try:
        return urljoin(address, location)
    except ValueError as exc:
        raise FetchError(f"{address}: redirects to {location!r}, which is no address ({exc})") from exc


def _check_status(response: httpx.Response, address: str) -> None:
    status = response.status_code
    if status in (_OK, _NOT_MODIFIED):
        return
    if status in _AGAIN:
        raise _TryAgainError(f"the site answered {status}", _wait_asked(response.headers.get("retry-after")))
    raise FetchError(f"{address}: the site answered {status} where a page or file was expected; it is left out")


def _wait_asked(value: str | None) -> float | None:
    """Return the seconds that a Retry-After field asks for: a number or a date (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
