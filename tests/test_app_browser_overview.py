"""The overview's areas to improve, used as a person uses them."""

import re

import pytest
from browser import Served, keep_screenshot, settled, violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_theme_is_picked_and_an_item_read_where_it_stands(page: Page, sample_app: Served) -> None:
    page.set_viewport_size({"width": 1360, "height": 1100})
    page.goto(f"{sample_app.address}/overview")
    page.get_by_role("tab", name="Areas to improve").click()
    expect(page.get_by_text(re.compile(r"items that \d+ documents list as having to improve"))).to_be_visible()
    table = page.locator(".st-key-table_themes")
    found = table.locator(".found")
    everything = re.compile(r"^(\d+) of \1 items$")
    expect(found).to_have_text(everything)
    keep_screenshot(page, "themes")
    assert violations(page) == []
    count = int((found.text_content() or "").split()[0])
    plot = page.locator('[data-testid="stVegaLiteChart"]:visible').locator("canvas, svg").first
    frame = plot.bounding_box()
    assert frame
    # The first theme's bar lies under the legend and begins right of the names.
    plot.click(position={"x": frame["width"] * 0.5, "y": 75})
    expect(found).not_to_have_text(everything if count == 0 else f"{count} of {count} items")
    settled(page)
    picked = table.locator("tbody tr")
    assert 0 < picked.count() < count
    assert len(set(picked.locator("td:nth-child(2)").all_text_contents())) == 1
    words = picked.first.locator("a").text_content() or ""
    picked.first.locator("a").click()
    expect(page.locator(".paragraph.cited")).to_contain_text(words)


def test_authorities_are_compared_by_their_latest_documents_alone(page: Page, sample_app: Served) -> None:
    page.goto(f"{sample_app.address}/compare?compare=Aldermere&compare=Westhaven+Vale")
    sources = page.locator("td .source a")
    expect(sources.first).to_be_visible()
    page.get_by_text("Only the latest document of each authority").click()
    expect(page).to_have_url(re.compile("newest=true"))
    expect(page.locator("td .source").filter(has_text="6 July 2018")).to_have_count(0)  # the address changes first
    settled(page)
    for column in (2, 3):
        days = page.locator(f"tbody td:nth-child({column}) .source").all_text_contents()
        assert len({day.split(",")[1] for day in days}) == 1


def test_two_dates_of_one_authority_are_compared(page: Page, sample_app: Served) -> None:
    page.goto(f"{sample_app.address}/compare")
    page.get_by_text("Dates of one authority").click()
    page.get_by_role("combobox", name="Authority").press_sequentially("alder", delay=20)
    page.get_by_role("option", name="Aldermere").click()
    documents = page.get_by_role("combobox", name="Documents, oldest first")
    for day in ("6 July 2018", "22 July 2019"):
        documents.press_sequentially(day, delay=20)
        page.get_by_role("option").filter(has_text=day).first.click()
    page.keyboard.press("Escape")
    expect(page.locator("thead th")).to_have_text(
        ["Aspect", "6 July 2018: focused visit", "22 July 2019: full inspection"]
    )
    sources = page.locator("td .source a")
    expect(sources.nth(3)).to_be_visible()
    settled(page)
    for column, day in ((2, "6 July 2018"), (3, "22 July 2019")):
        cells = page.locator(f"tbody td:nth-child({column}) .source").all_text_contents()
        assert cells
        assert all(day in cell for cell in cells)
    keep_screenshot(page, "compare-dates")
    assert violations(page) == []
    address = page.url
    page.goto(address)
    expect(page.locator("thead th")).to_have_count(3)
