"""Runs the real server on a free loopback port and drives it with headless Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CONSOLE = Path(sys.executable).with_name("inspection-qa")
OUTPUT = Path(__file__).parent.parent / "test-output"
START_TIMEOUT_S = 600
WAIT_MS = 60_000
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STILL = """async () => {
  const roots = () => [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)]
  const size = () => roots().reduce((sum, root) => sum + root.querySelectorAll("*").length, 0)
  const isFading = ({ effect, playState }) => playState !== "finished" && effect.getComputedTiming().endTime < 5000
  const isMoving = () => roots().some((root) => root.getAnimations().some(isFading))
  for (let looks = 0, before = -1; looks < 4; ) {
    const now = isMoving() ? -1 : size()
    looks = now >= 0 && now === before ? looks + 1 : 0
    before = now
    await new Promise((done) => setTimeout(done, 80))
  }
}"""
"""Ends once nothing was added to the page and nothing faded or moved for a third of a second."""

expect.set_options(timeout=WAIT_MS)


@dataclass(frozen=True)
class Served:
    """A running server: its address, its folder, its corpus, its index and its process."""

    address: str
    folder: Path
    corpus: Path
    index: Path
    process_id: int


def chromium_path() -> str:
    """Return the browser's path; without one, skip, but fail on CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("chromium is missing: .ci/run installs it")
    pytest.skip("needs chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open headless Chromium, which can reach nothing but this machine."""
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@contextmanager
def serving(
    folder: Path, *documents: Path, variables: Mapping[str, str] | None = None, program: Sequence[str] = (str(CONSOLE),)
) -> Iterator[Served]:
    """Copy documents into a corpus, and serve the app over it from `folder`; stop it by its own process id."""
    corpus = folder / "documents"
    corpus.mkdir()
    for document in documents:
        shutil.copy(document, corpus)
    with serving_index(folder, folder / "index", corpus, variables, program) as served:
        yield served


@contextmanager
def serving_index(
    folder: Path,
    index: Path,
    corpus: Path | None = None,
    variables: Mapping[str, str] | None = None,
    program: Sequence[str] = (str(CONSOLE),),
) -> Iterator[Served]:
    """Serve the app over an index, built first from `corpus` where it is not there yet; logs go to `folder`."""
    port = free_port()
    command = [*program, "app", "--port", str(port), "--index", str(index)]
    command += ["--corpus", str(corpus)] if corpus else []
    environment = clean_environment(folder) | dict(variables or {})
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, process, folder / "server.log")
            yield Served(address, folder, corpus or folder, index, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment with an empty home folder and nothing of the user's but where programs are found."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"HOME": str(home), "LANG": "C.UTF-8", "COLUMNS": "100"}


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(page: Page, question: str) -> None:
    """Type a question into the box, press Enter, and wait until its answer is drawn."""
    before = page.locator(".searched").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".searched").nth(before).wait_for(timeout=WAIT_MS)


def settled(page: Page) -> None:
    """Wait until Streamlit has finished drawing."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=WAIT_MS)


def violations(page: Page) -> list[str]:
    """Return the rules of WCAG 2.2 A and AA that axe-core finds broken, each with the elements."""
    settled(page)
    # axe measures contrast: an answer that still fades in has none.
    page.evaluate(STILL)
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 15, "axe looked at the page"
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found["violations"]]


def keep_screenshot(page: Page, name: str, *, full_page: bool = False) -> None:
    """Keep a picture of the page as test output."""
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=full_page)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server stopped with {process.returncode}: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer within {START_TIMEOUT_S} s: {log.read_text()}")
