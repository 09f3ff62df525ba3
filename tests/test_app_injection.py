"""Nothing in documents, file names, questions or addresses runs, loads, leads away or shows as anything but text."""

import urllib.parse
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from browser import Served, ask, chromium, serving, settled
from hostile import PAYLOADS, Counting, counting, watched
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def canary() -> Iterator[Counting]:
    with counting() as server:
        yield server


@pytest.fixture(scope="module")
def served(canary: Counting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    hostile = canary.payloads
    lines = [
        f"Inspectors found lanterns in room {n}: {payload} and wrote it down." for n, payload in enumerate(hostile)
    ]
    head = (
        f"Focused visit to Grimsby Fells {hostile[3]} children's services\n\nVisit on 3 June 2021 by {hostile[2]}\n\n"
    )
    half = len(lines) // 2
    text = folder / "<img src=x onerror=pwned=1> [a](b) $x$.txt"
    text.write_text(head + "\n\n".join(lines[:half]), encoding="utf-8")
    markdown = folder / "javascript_pwned=1;.md"
    markdown.write_text(f"# {hostile[0]} Findings\n\n" + "\n\n".join(lines[half:]), encoding="utf-8")
    page = folder / "page.html"
    escaped = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines)
    page.write_text(f"<html><body><h1>Report</h1>{escaped}{''.join(hostile)}</body></html>", encoding="utf-8")
    with serving(folder, text, markdown, page) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, served: Served, canary: Counting) -> Iterator[Page]:
    """A page that fails the test if anything ran, was asked of the counting server, or led away."""
    with watched(browser, served, canary) as opened:
        yield opened


def test_there_are_enough_payloads_and_the_counter_counts(canary: Counting) -> None:
    assert len(set(PAYLOADS)) >= 40
    urllib.request.urlopen(f"http://127.0.0.1:{canary.server_address[1]}/proof").read()
    assert canary.asked == ["/proof"]
    canary.asked.clear()


@pytest.mark.parametrize("room", [0, 3, 12, 28, 33, 40])
def test_hostile_paragraph_is_cited_and_opened_as_text(page: Page, served: Served, canary: Counting, room: int) -> None:
    page.goto(served.address)
    ask(page, f"What did inspectors find in room {room} about lanterns?")
    page.locator("button.mark, button.source").first.click()
    page.locator(".cited").wait_for()
    settled(page)
    assert "Inspectors found lanterns" in (page.locator(".cited").text_content() or "")


def test_hostile_question_shows_as_it_was_typed(page: Page, served: Served, canary: Counting) -> None:
    page.goto(served.address)
    for start in range(0, len(PAYLOADS), 15):
        typed = " ".join(" ".join(canary.payloads[start : start + 15]).split())[:1900]
        ask(page, typed.replace("\x1b", ""))
    shown = page.locator(".root > h2").first.text_content() or ""
    assert canary.payloads[3] in shown


def test_library_shows_every_hostile_paragraph_as_text(page: Page, served: Served, canary: Counting) -> None:
    page.goto(f"{served.address}/library")
    page.locator("tbody tr").first.wait_for()
    addresses = [link.get_attribute("href") for link in page.locator("tbody tr a").all()]
    assert len(addresses) == 3
    shown = ""
    for address in addresses:
        page.goto(f"{served.address}/{address}")
        page.locator(".paragraph").first.wait_for()
        shown += page.locator(".root").last.text_content() or ""
    for payload in (canary.payloads[n] for n in (3, 8, 20)):
        assert payload in shown


@pytest.mark.parametrize(
    "place",
    ["q", "authority", "kind", "from", "latest", "source", "library?document", "compare?dates", "evaluation?run"],
)
def test_hostile_address_parameter_does_nothing(page: Page, served: Served, canary: Counting, place: str) -> None:
    value = urllib.parse.quote("".join(canary.payloads[:4]))
    path = place if "?" in place else f"?{place}"
    page.goto(f"{served.address}/{path}={value}")
    page.locator(".searched, h1, h2").first.wait_for()
    settled(page)


def test_overview_of_hostile_documents_says_that_there_is_nothing(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/overview")
    expect(page.locator("h1")).to_have_text("Overview")
    settled(page)


@pytest.mark.parametrize(
    "path", ["evidence/file/..%2f..%2fserver.log", "evidence/file/%2e%2e", "evidence/page/x/1.png"]
)
def test_address_cannot_name_a_path(served: Served, path: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{served.address}/{path}")
    assert refused.value.code in {400, 404}
    refused.value.close()


def test_every_response_forbids_other_servers(served: Served) -> None:
    with urllib.request.urlopen(served.address) as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'self'"
    assert parts["img-src"] == "'self' data: blob:"
    assert parts["connect-src"] == "'self'"
    assert "unsafe" not in parts["script-src"]
    assert parts["frame-ancestors"] == "'none'"


def test_other_host_names_are_refused(served: Served) -> None:
    request = urllib.request.Request(served.address, headers={"Host": "rebound.example"})
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 400
    refused.value.close()


def test_hostile_file_is_given_only_as_a_download(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/library")
    page.locator("tbody tr a").first.click()
    link = page.get_by_role("link", name="Download the file")
    address = f"{served.address}/{link.get_attribute('href')}"
    with urllib.request.urlopen(address) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in response.headers["Content-Security-Policy"]
