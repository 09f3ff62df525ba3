"""The report of a run in a browser: no error, nothing fetched, readable in grey, at 200% and in the dark."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import OUTPUT, chromium
from playwright.sync_api import Browser, Page
from test_eval_run import run

from eval.plots import DASHES
from eval.report import write_report

pytestmark = pytest.mark.browser

HALF_WIDTH = {"width": 640, "height": 512}
"""A window of 1280 x 1024 at 200% has so many CSS pixels (WCAG 2.2, 1.4.4 and 1.4.10)."""
LONG = "Who-was-the-" + "very-" * 60 + "last-inspector?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    made = run(folder, "citations")
    second = {name: made.figures["toy"] for name in ("toy", "second set", "third")}
    cases = [dataclasses.replace(case, set_name=name) for name in second for case in made.cases]
    cases[0] = dataclasses.replace(cases[0], question=LONG)
    about = made.about | {"sets": {name: made.about["sets"]["toy"] for name in second}}
    page, _ = write_report(dataclasses.replace(made, about=about, figures=second, cases=tuple(cases)), folder)
    return page


def open_report(browser: Browser, report: Path, **options: object) -> tuple[Page, list[str], list[str]]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    errors, asked = list[str](), list[str]()
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    return page, errors, asked


def test_report_opens_without_a_message_and_fetches_nothing(browser: Browser, report: Path) -> None:
    page, errors, asked = open_report(browser, report)
    page.locator("details").first.click()
    assert page.locator("h1").inner_text() == "Evaluation run"
    assert page.locator("svg").count() == 4
    assert errors == []
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]


def test_report_has_no_sideways_scrolling_at_200_percent(browser: Browser, report: Path) -> None:
    page, _, _ = open_report(browser, report, viewport=HALF_WIDTH)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= HALF_WIDTH["width"]
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / "report-200.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_says_nothing_by_colour(browser: Browser, report: Path, scheme: str) -> None:
    page, _, _ = open_report(browser, report, color_scheme=scheme)
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('body *')].flatMap(one => {
            const style = getComputedStyle(one);
            return [style.color, style.stroke, style.fill].filter(value => value.startsWith('rgb'));
        }))]"""
    )
    assert all(len(set(colour.strip("rgba()").split(", ")[:3])) == 1 for colour in colours), colours
    for chart in page.locator("svg").all():
        dashes = [line.get_attribute("stroke-dasharray") for line in chart.locator("polyline").all()]
        names = chart.locator("text").all_text_contents() if dashes else []
        assert len(dashes) == len(set(dashes)) <= len(DASHES)
        assert not dashes or {"toy", "second set", "third"} <= set(names)
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"report-{scheme}.png", full_page=True)
