"""A loopback site of the publisher's structure, with faults on demand, for the tests of fetching."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PDF = b"%PDF-1.4\n% an invented report, number %d\n%%%%EOF\n"


@dataclass
class Site:
    """What the site holds and how it misbehaves: `faults` by path, used up one by one, the last one kept if told."""

    providers: dict[str, str]
    reports: dict[str, list[tuple[str, str]]]
    files: dict[str, bytes]
    robots: str | None = None
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)
    address: str = ""
    busy: int = 0
    most_busy: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(path for path, _ in self.asked)

    def search_page(self, query: dict[str, list[str]]) -> str:
        start, rows = int(query["start"][0]), int(query["rows"][0])
        assert rows <= 100
        assert query["level_1_types"] == ["3"]
        assert query["level_2_types[]"] == ["12"]
        listed = list(self.providers.items())[start : start + rows]
        links = "".join(f'<li><h3><a href="/provider/44/{urn}">{name}</a></h3></li>' for urn, name in listed)
        return f'<a href="/help">Help</a><a href="https://elsewhere.test/provider/1/99">x</a><ul>{links}</ul>'

    def provider_page(self, urn: str) -> str:
        links = "".join(
            f'<li><a href="{address}" class="publication-link">Report <span class="nonvisual">{label}</span></a></li>'
            for label, address in self.reports.get(urn, [])
        )
        return f"<h1>{self.providers[urn]}</h1><a href='/file/decoy'>decoy, pdf</a><ol>{links}</ol>"


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site, parts = self.site, urlsplit(self.path)
        site.asked.append((parts.path, {name.casefold(): value for name, value in self.headers.items()}))
        site.busy += 1
        site.most_busy = max(site.most_busy, site.busy)
        try:
            faults = site.faults.get(parts.path, [])
            if faults:
                self.misbehave(faults.pop(0))
            else:
                self.answer(parts.path, parse_qs(parts.query))
        finally:
            site.busy -= 1

    def misbehave(self, fault: str) -> None:
        kind, _, detail = fault.partition(" ")
        if kind == "hang":
            self.site.ending.wait(5)
        elif kind == "html":
            self.send(200, b"<!DOCTYPE html><title>Sorry</title>", "text/html")
        elif kind == "short":
            self.send(200, PDF[:12], "application/pdf", {"Content-Length": "5000"})
        elif kind == "redirect":
            self.send(302, b"", "text/html", {"Location": detail})
        else:
            self.send(int(kind), b"no", "text/plain", {"Retry-After": detail} if detail else {})

    def answer(self, path: str, query: dict[str, list[str]]) -> None:
        site = self.site
        if path == "/robots.txt":
            self.send(200 if site.robots else 404, (site.robots or "").encode(), "text/plain")
        elif path == "/search":
            self.send(200, site.search_page(query).encode(), "text/html; charset=utf-8")
        elif path.startswith("/provider/44/"):
            self.send(200, site.provider_page(path.rpartition("/")[2]).encode(), "text/html; charset=utf-8")
        elif path in site.files:
            tag = f'"{hash(site.files[path])}"'
            same = self.headers.get("If-None-Match") == tag
            self.send(304 if same else 200, b"" if same else site.files[path], "application/pdf", {"ETag": tag})
        else:
            self.send(404, b"none", "text/plain")

    def send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body)), "Content-Type": kind} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve a site on a loopback port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        site.ending.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
