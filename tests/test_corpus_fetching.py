"""Fetching from a loopback site of the publisher's structure, with every fault that a site may show."""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from browser import CONSOLE, clean_environment
from hypothesis import given
from hypothesis import strategies as st
from publisher_site import Site, serving

from corpus.errors import CorpusError, FetchError
from corpus.fetching import FetchReport, fetch, find_providers, wanted_urns
from corpus.fetching_client import AGENT, PoliteClient, Politeness
from corpus.fetching_hosts import check_host, hosts_contacted
from corpus.fetching_manifest import FILE_NAME, Manifest
from corpus.fetching_pages import Listed, report_path, reports_on, search_address

FAST = Politeness(pause_s=0.5, retries=2, backoff_s=1.0, max_wait_s=60.0, timeout_s=0.4)
SWINDON = "80568_swindon"


def pdf(number: int) -> bytes:
    return f"%PDF-1.4\n% invented report {number}\n%%EOF\n".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    """Two authorities of the register, one that no register knows; three reports."""
    made = Site(
        providers={"80568": "Swindon Borough Council", "80470": "Gloucestershire", "99999991": "Marlstead"},
        reports={
            "80568": [
                ("Children's services inspection - 12 August 2019, pdf", "/file/1"),
                ("Children's services focused visit - 3 May 2023, pdf", "/file/2"),
                ("Children's services inspection - 12 August 2019, html", "/page/1"),
            ],
            "99999991": [("Joint inspection - 1 March 2024, pdf", "/file/3")],
        },
        files={f"/file/{n}": pdf(n) for n in (1, 2, 3)},
    )
    with serving(made):
        yield made


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def run(
    site: Site, folder: Path, name: str | None = "Swindon", *, since: date | None = None
) -> tuple[FetchReport, list[float]]:
    """Fetch with pauses that are noted and not waited for."""
    slept: list[float] = []
    with PoliteClient(site.address, FAST, sleep=slept.append) as client:
        return fetch(folder, find_providers(client, name), client, since=since), slept


def age_manifest(folder: Path) -> None:
    """Let everything in the manifest be two days older."""
    file = folder / FILE_NAME
    entries = [json.loads(line) for line in file.read_text().splitlines()]
    for entry in entries:
        entry["checked"] = (datetime.now(UTC) - timedelta(days=2)).isoformat(timespec="seconds")
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries))


def test_reports_of_an_authority_are_fetched_named_and_noted(site: Site, tmp_path: Path) -> None:
    report, slept = run(site, tmp_path)
    names = (
        f"{SWINDON}/children's services inspection - 12 august 2019.pdf",
        f"{SWINDON}/children's services focused visit - 03 may 2023.pdf",
    )
    assert report == FetchReport(names, 0, 0, ())
    assert (tmp_path / names[0]).read_bytes() == pdf(1)
    entry = json.loads((tmp_path / FILE_NAME).read_text().splitlines()[0])
    assert (entry["address"], entry["path"]) == (f"{site.address}/file/1", names[0])
    assert entry["sha256"] == hashlib.sha256(pdf(1)).hexdigest()
    assert datetime.fromisoformat(entry["fetched"]).tzinfo is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME, SWINDON]
    # A pause before each of the five requests but the first.
    assert list(site.counts) == ["/robots.txt", "/search", "/provider/44/80568", "/file/1", "/file/2"]
    assert len(slept) == 4
    assert all(0.4 < pause <= 0.5 for pause in slept)
    assert site.most_busy == 1
    assert {headers["user-agent"] for _, headers in site.asked} == {AGENT}


def test_all_authorities_over_several_search_pages(site: Site, tmp_path: Path) -> None:
    site.providers = {str(1000 + n): f"Place {n}" for n in range(230)} | site.providers
    report, _ = run(site, tmp_path, None)
    assert len(report.fetched) == 3
    assert site.counts["/search"] == 4
    assert report.fetched[-1] == "99999991_marlstead/joint inspection - 01 march 2024.pdf"


def test_authority_that_no_register_knows_is_found_by_the_sites_name(site: Site, tmp_path: Path) -> None:
    assert run(site, tmp_path, "marlstead")[0].fetched == ("99999991_marlstead/joint inspection - 01 march 2024.pdf",)
    with pytest.raises(CorpusError, match="Nowhereshire"):
        run(site, tmp_path, "Nowhereshire")


def test_since_leaves_out_older_reports(site: Site, tmp_path: Path) -> None:
    report, _ = run(site, tmp_path, since=date(2020, 1, 1))
    assert [name.rpartition(" - ")[2] for name in report.fetched] == ["03 may 2023.pdf"]
    assert report.older == 1
    assert site.counts["/file/1"] == 0


@pytest.mark.parametrize(
    "fault", ["hang", "429 7", "500", "503", "html", "short"], ids=["timeout", "429", "500", "503", "html", "truncated"]
)
def test_passing_fault_is_tried_again_after_a_wait(site: Site, tmp_path: Path, fault: str) -> None:
    site.faults["/file/1"] = [fault]
    report, slept = run(site, tmp_path)
    assert (len(report.fetched), report.failed) == (2, ())
    assert (tmp_path / report.fetched[0]).read_bytes() == pdf(1)
    assert site.counts["/file/1"] == 2
    assert (7.0 if fault == "429 7" else 1.0) in slept


@pytest.mark.parametrize(
    ("fault", "said"),
    [("hang", "no answer within"), ("500", "answered 500"), ("html", "a web page came"), ("short", "tried 3 times")],
)
def test_lasting_fault_costs_that_file_only(site: Site, tmp_path: Path, fault: str, said: str) -> None:
    site.faults["/file/1"] = [fault] * 9
    report, slept = run(site, tmp_path)
    assert len(report.fetched) == 1
    assert [failed.path for failed in report.failed] == [f"{site.address}/file/1"]
    assert said in report.failed[0].message
    assert (site.counts["/file/1"], [pause for pause in slept if pause >= 1]) == (3, [1.0, 2.0])
    assert [path.name for path in (tmp_path / SWINDON).iterdir()] == [report.fetched[0].partition("/")[2]]
    site.faults.clear()
    again, _ = run(site, tmp_path)
    assert (len(again.fetched), again.unchanged, again.failed) == (1, 1, ())


def test_site_that_asks_for_a_long_wait_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.faults["/file/1"] = [f"429 {format_datetime(datetime.now(UTC) + timedelta(hours=1))}"]
    report, slept = run(site, tmp_path)
    assert site.counts["/file/1"] == 1
    asked = re.search(r"asks to wait ([\d,]+) s", report.failed[0].message)
    # The date is in whole seconds, so a little less than the hour may be left, and rounding may bring it back.
    assert asked
    assert 3_500 <= int(asked[1].replace(",", "")) <= 3_600
    assert max(slept) < 1


def test_interrupted_run_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    asked = 0

    def interrupt(_: float) -> None:
        nonlocal asked
        asked += 1
        if asked == 4:
            raise KeyboardInterrupt

    with PoliteClient(site.address, FAST, sleep=interrupt) as client, pytest.raises(KeyboardInterrupt):
        fetch(tmp_path, find_providers(client, "Swindon"), client)
    # As if the machine had stopped while a line of the manifest was written.
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write('{"address": "http')
    report, _ = run(site, tmp_path)
    assert (len(report.fetched), report.unchanged) == (1, 1)
    assert (site.counts["/file/1"], site.counts["/file/2"]) == (1, 1)
    assert len((tmp_path / FILE_NAME).read_text().splitlines()) == 2


def test_later_run_asks_only_whether_something_changed(site: Site, tmp_path: Path) -> None:
    first, _ = run(site, tmp_path)
    age_manifest(tmp_path)
    site.files["/file/2"] = pdf(22)
    report, _ = run(site, tmp_path)
    assert (report.fetched, report.unchanged) == ((first.fetched[1],), 1)
    assert (tmp_path / first.fetched[1]).read_bytes() == pdf(22)
    conditional = [headers["if-none-match"] for path, headers in site.asked if "if-none-match" in headers]
    assert len(conditional) == 2


def test_removed_or_altered_file_is_fetched_again(site: Site, tmp_path: Path) -> None:
    first, _ = run(site, tmp_path)
    (tmp_path / first.fetched[0]).unlink()
    (tmp_path / first.fetched[1]).write_bytes(b"%PDF altered")
    report, _ = run(site, tmp_path)
    assert report.fetched == first.fetched
    assert (tmp_path / first.fetched[1]).read_bytes() == pdf(2)


def test_robots_txt_is_kept(site: Site, tmp_path: Path) -> None:
    site.robots = "User-agent: *\nDisallow: /file/1\nCrawl-delay: 9\n"
    report, slept = run(site, tmp_path)
    assert len(report.fetched) == 1
    assert "robots.txt" in report.failed[0].message
    assert site.counts["/file/1"] == 0
    assert max(slept) > 8


def test_robots_txt_that_cannot_be_read_forbids_everything(site: Site, tmp_path: Path) -> None:
    site.faults["/robots.txt"] = ["500"] * 9
    with pytest.raises(FetchError, match=r"robots\.txt: the site answered 500"):
        run(site, tmp_path)
    assert set(site.counts) == {"/robots.txt"}


def test_links_and_redirects_to_other_hosts_are_refused(site: Site, tmp_path: Path) -> None:
    site.reports["80568"].append(("Inspection - 1 June 2024, pdf", "https://elsewhere.test/file/9"))
    site.reports["80568"].append(("Inspection - 2 June 2024, pdf", "http://["))
    site.reports["80568"].append(("Inspection - 3 June 2024, pdf", "/file/4"))
    site.faults["/file/4"] = ["redirect http://["]
    site.faults["/file/1"] = ["redirect http://127.0.0.2:9/file/9"]
    site.faults["/file/2"] = ["redirect /file/3"]
    report, _ = run(site, tmp_path)
    assert len(report.fetched) == 1
    assert (tmp_path / report.fetched[0]).read_bytes() == pdf(3)
    assert ["not on the publisher's site" in failed.message for failed in report.failed] == [True, True, False]
    assert "which is no address" in report.failed[2].message


def test_two_reports_of_one_kind_and_day_get_two_names(site: Site, tmp_path: Path) -> None:
    site.reports["80568"].append(("Children's services inspection - 12 August 2019, pdf", "/file/3"))
    report, _ = run(site, tmp_path)
    assert report.fetched[2] == f"{SWINDON}/children's services inspection - 12 august 2019 (2).pdf"
    assert run(site, tmp_path)[0].unchanged == 3


def test_users_own_file_of_the_name_is_kept(site: Site, tmp_path: Path) -> None:
    own = tmp_path / SWINDON / "children's services inspection - 12 august 2019.pdf"
    own.parent.mkdir()
    own.write_bytes(b"%PDF the user's own")
    report, _ = run(site, tmp_path)
    assert report.fetched[0].endswith("12 august 2019 (2).pdf")
    assert own.read_bytes() == b"%PDF the user's own"


def test_manifest_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    entry = dict.fromkeys(("address", "fetched", "checked", "sha256"), "x") | {"size_bytes": 1}
    for path in ("../x.pdf", "/x.pdf", "a\\b.pdf", "c:x.pdf"):
        (tmp_path / FILE_NAME).write_text(json.dumps(entry | {"path": path}) + "\n")
        with pytest.raises(CorpusError, match=rf"{FILE_NAME}:1: the path"):
            Manifest(tmp_path)
    (tmp_path / FILE_NAME).write_text("[]\n{}\n")
    with pytest.raises(CorpusError, match=rf"{FILE_NAME}:1: expected"):
        Manifest(tmp_path)


def test_names_of_authorities_mean_their_numbers() -> None:
    assert wanted_urns("Swindon") == wanted_urns("swindon borough council") == {"80568"}
    assert wanted_urns("Nowhereshire") == frozenset()


def test_hosts_are_told_beforehand() -> None:
    assert hosts_contacted("https://reports.example.gov.uk/") == (
        "reports.example.gov.uk, and hosts under example.gov.uk where its pages link files there"
    )
    for site in ("127.0.0.1:8000", "www.gov.uk", "estyn.gov.wales", "example.org.uk", "localhost", "[::1]:80"):
        assert hosts_contacted(f"http://{site}") == site
    for wrong in ("ftp://example.org", "example.org", "", "http://["):
        with pytest.raises(FetchError, match="is no address"):
            hosts_contacted(wrong)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://reports.example.gov.uk/x", True),
        ("https://files.example.gov.uk/x", True),
        ("https://example.gov.uk/x", True),
        ("http://files.example.gov.uk/x", False),
        ("https://badexample.gov.uk/x", False),
        ("https://example.gov.uk.test/x", False),
        ("https://reports.example.gov.uk@elsewhere.test/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_the_publishers_hosts_are_asked(address: str, own: bool) -> None:
    if own:
        check_host(address, "https://reports.example.gov.uk")
    else:
        with pytest.raises(FetchError, match="is not on the publisher's site"):
            check_host(address, "https://reports.example.gov.uk")


def test_label_without_a_date_is_a_report_without_one() -> None:
    page = '<a class="x publication-link" href="/f"><span class="nonvisual">Letter, pdf</span></a>'
    assert reports_on(page, "https://a.test/provider/1/2") == (Listed("https://a.test/f", "Letter", None),)
    assert reports_on(" ", "https://a.test/") == ()
    assert search_address("https://a.test/", 100) == (
        "https://a.test/search?level_1_types=3&level_2_types%5B%5D=12&start=100&rows=100"
    )


@given(st.text(), st.text())
def test_names_made_of_any_text_stay_in_the_folder(authority: str, kind: str) -> None:
    path = report_path("80568", authority, Listed("https://a.test/f", kind, date(2020, 1, 2)))
    folder, slash, name = path.partition("/")
    assert (slash, name.count("/")) == ("/", 0)
    assert folder.startswith("80568_")
    assert name.endswith(" - 02 january 2020.pdf")
    assert len(name) < 140
    assert not set(path) & set('\\:*?"<>|\n\r\t\0')
    assert ".." not in path


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CONSOLE), "corpus", "fetch", *arguments],
        cwd=cwd,
        env=clean_environment(cwd),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_command_says_whom_it_contacts_and_where_reports_went(site: Site, tmp_path: Path) -> None:
    done = command("--authority", "Swindon", "--base-url", site.address, "--pause", "0", "--to", "mine", cwd=tmp_path)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert done.stderr.startswith(f"Contacting {site.address.partition('//')[2]}: one request at a time")
    assert "mine: 2 fetched, 0 unchanged, 0 failed" in done.stderr
    assert len(list((tmp_path / "mine").rglob("*.pdf"))) == 2


def test_command_without_or_with_two_choices_is_wrong_usage(tmp_path: Path) -> None:
    for arguments in ([], ["--all", "--authority", "Swindon"], ["--all", "--since", "yesterday"]):
        done = command(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
