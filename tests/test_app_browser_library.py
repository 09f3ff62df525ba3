"""The library of a server whose users sign in: who may change it, uploads and archives, removing, rebuilding."""

import io
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browser import Served, ask, keep_screenshot, serving, settled, violations
from identity_provider import CLIENT, SECRET, Provider, providing
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

EDITOR, READER = "ada@council.example", "bo@council.example"
COOKIE_SECRET = "0123456789abcdef0123456789abcdef"
LETTER = (
    "Focused visit to {name} children's services\n\nThe inspectors visited {name} on 3 and 4 June 2025.\n\n"
    "Return interviews for missing children in {name} are offered by lantern-bearing youth workers.\n"
)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        yield running


@pytest.fixture(scope="module")
def served(root: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("signed-in")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"
"""
    )
    variables = {"INSPECTION_QA_SIGN_IN": "true", "INSPECTION_QA_EDITORS": f"x@y.example, {EDITOR}"}
    documents = sorted((root / "corpus" / "sample").glob("thornwick*"))
    with serving(folder, *documents, variables=variables) as running:
        yield running


def sign_in(page: Page, served: Served, provider: Provider, address: str) -> None:
    """Sign in as somebody whose address the provider has verified."""
    provider.claims = {"email": address, "email_verified": True, "name": address.split("@")[0]}
    page.goto(f"{served.address}/library")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(f"Signed in as {address}").wait_for(state="attached")
    page.locator("tbody tr").first.wait_for()


def letters(folder: Path, *names: str) -> Path:
    """Return an archive of letters about invented authorities."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(f"{name.lower()}.txt", LETTER.format(name=name))
    path = folder / "letters.zip"
    path.write_bytes(out.getvalue())
    return path


def upload(page: Page, *files: Path) -> None:
    """Add files as a user does."""
    page.get_by_text("Add or remove documents").click()
    page.locator('input[type="file"]').set_input_files(list(files))
    page.get_by_role("button", name="Add these documents").click()


def test_nothing_is_shown_or_given_before_signing_in(page: Page, served: Served) -> None:
    for place in ("", "library", "overview", "compare", "evaluation"):
        page.goto(f"{served.address}/{place}")
        page.get_by_role("heading", name="Please sign in").wait_for()
        expect(page.locator("tbody, .collection, textarea")).to_have_count(0)
    assert "Thornwick" not in page.content()
    keep_screenshot(page, "sign-in")
    assert violations(page) == []
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{served.address}/evidence/file/0000")
    assert refused.value.code == 401
    refused.value.close()


def test_reader_reads_and_has_no_way_to_change(page: Page, served: Served, provider: Provider) -> None:
    sign_in(page, served, provider, READER)
    settled(page)
    expect(page.get_by_text("Add or remove documents")).to_have_count(0)
    page.locator("tbody tr a").first.click()
    link = page.get_by_role("link", name="Download the file")
    assert page.request.get(f"{served.address}/{link.get_attribute('href')}").status == 200
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Please sign in").wait_for()


def test_link_to_an_answer_leads_there_after_signing_in(page: Page, served: Served, provider: Provider) -> None:
    provider.claims = {"email": READER, "email_verified": True, "name": "bo"}
    question = "What needs to improve in Thornwick?"
    page.goto(f"{served.address}/?q={quote(question)}&latest=true")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h2").first).to_have_text(question)
    page.get_by_role("button", name="Remove the filter latest only").wait_for()
    assert parse_qs(urlsplit(page.url).query) == {"q": [question], "latest": ["true"]}
    page.goto(served.address)
    settled(page)
    assert urlsplit(page.url).query == "", "the address is followed once"


def test_editor_adds_an_archive_is_told_of_duplicates_rebuilds_and_removes(
    page: Page, served: Served, provider: Provider, tmp_path: Path
) -> None:
    sign_in(page, served, provider, EDITOR)
    upload(page, letters(tmp_path, "Quillbrook", "Marsh"))
    page.get_by_role("heading", name="Added: 2 documents").wait_for()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    keep_screenshot(page, "uploaded")
    assert violations(page) == []
    changed = tmp_path / "marsh-again.txt"
    changed.write_text(LETTER.format(name="Marsh").replace("lantern", "torch"), encoding="utf-8")
    page.reload()
    upload(page, letters(tmp_path, "Quillbrook"), changed)
    page.get_by_role("heading", name="There already").wait_for()
    expect(
        page.get_by_text("letters.zip/quillbrook.txt: is there already, byte for byte: quillbrook.txt")
    ).to_be_visible()
    expect(page.get_by_text("It is a new version of marsh.txt")).to_be_visible()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    page.get_by_role("link", name="Ask").click()
    ask(page, "Who offers return interviews in Quillbrook?")
    expect(page.locator(".sentence").first).to_contain_text("lantern-bearing")
    page.get_by_role("link", name="Library").click()
    page.get_by_text("Add or remove documents").click()
    serving_before = (served.index / "current").read_text(encoding="utf-8")
    page.get_by_role("button", name="Rebuild the index").click()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    assert (served.index / "current").read_text(encoding="utf-8") != serving_before
    page.get_by_role("combobox", name="Document to remove").press_sequentially("quillbrook", delay=20)
    page.get_by_role("option").filter(has_text="quillbrook.txt").click()
    page.get_by_role("button", name="Remove this document").click()
    page.get_by_role("heading", name="Removed:").wait_for()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    assert not (served.corpus / "quillbrook.txt").exists()
