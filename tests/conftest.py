"""What all tests share: no network but loopback, no user's settings, and where the real letters are."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser import Served
    from playwright.sync_api import Browser, Page

    from index.storage import IndexVersion

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}

for name in [name for name in os.environ if name.startswith("INSPECTION_QA_")]:
    del os.environ[name]


class OutsideConnectionError(AssertionError):
    """A test tried to reach another machine."""


def _host_of(address: object) -> str:
    return str(address[0]) if isinstance(address, tuple) and address else ""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse every connection and name look-up but loopback; fail even if the code swallowed the refusal."""
    tried: list[str] = []

    def guard(original):  # noqa: ANN001, ANN202 - wraps whatever socket defines
        def connect(self: socket.socket, address: object, *rest: object) -> object:
            if self.family != socket.AF_UNIX and _host_of(address) not in LOOPBACK:
                tried.append(_host_of(address))
                raise OutsideConnectionError(f"a test tried to connect to {address}")
            return original(self, address, *rest)

        return connect

    def getaddrinfo(host: object, *rest: object, **named: object) -> object:
        text = host.decode() if isinstance(host, bytes) else str(host or "")
        if text not in LOOPBACK:
            tried.append(text)
            raise OutsideConnectionError(f"a test tried to look up {text}")
        return original_getaddrinfo(host, *rest, **named)  # type: ignore[arg-type]

    original_getaddrinfo = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guard(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield tried
    assert tried == [], f"outside connections were tried: {tried}"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[IndexVersion]":
    """Open an index of the sample documents, embedded by the hash of their words."""
    from storage_examples import HashEmbedder

    from index.settings import Settings
    from index.storage import open_index
    from index.storage.build import build

    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [ROOT / "corpus" / "sample"], embedder=HashEmbedder())
    with open_index(made) as opened:
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests over the real letters where they are not; on CI they must be there."""
    if (SHARED / "letters").is_dir():
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI=true, but {SHARED / 'letters'} is missing")
    skip = pytest.mark.skip(reason="needs the real letters and reports in ../shared")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters, reports, gold tables and benchmarks."""
    return SHARED


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def sample_app(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Served"]:
    """One server over the sample documents for all modules that leave its documents as they are."""
    from browser import serving

    documents = sorted(path for path in (root / "corpus" / "sample").iterdir() if path.is_file())
    with serving(tmp_path_factory.mktemp("sample-app"), *documents) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Headless Chromium; one for each module, because Playwright runs only once at a time in a thread."""
    from browser import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A new visitor's page."""
    from browser import WAIT_MS

    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()
