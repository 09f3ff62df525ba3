import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_pdf import Line, made_pdf, prose


def fuzz(count: int, seed: int, files: list[Path], *, timeout_s: int) -> tuple[int, int]:
    """Numbers of mutations read and refused."""
    script = Path(__file__).parent / "pdf_fuzz.py"
    command = [sys.executable, str(script), str(count), str(seed), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = re.fullmatch(r"(\d+) read, (\d+) refused\n", done.stdout)
    assert found is not None
    return int(found[1]), int(found[2])


def small_files(tmp_path: Path) -> list[Path]:
    def cell(column: int) -> tuple[tuple[str, int], ...]:
        return (("Table", 1), ("TR", 0), ("TD", column), ("P", 0))

    lines = [
        Line("Aldermere", 72, 780, (("H1", 0),), 26),
        Line("Overall", 72, 740, cell(0)),
        Line("Good", 300, 740, cell(1)),
        *prose(["1. Children are safe and", "well cared for."], 700, (("L", 2), ("LI", 0), ("LBody", 0))),
    ]
    paths = [tmp_path / "tagged.pdf", tmp_path / "untagged.pdf"]
    for path, tagged in zip(paths, (True, False), strict=True):
        path.write_bytes(made_pdf([lines, lines], tagged=tagged))
    return paths


def test_mutated_files_are_read_or_refused(tmp_path: Path, root: Path) -> None:
    samples = sorted((root / "corpus" / "sample").glob("*.pdf"))
    read, refused = fuzz(150, 20261122, [*small_files(tmp_path), *samples[:1]], timeout_s=120)
    assert read + refused == 150
    assert min(read, refused) > 5


@pytest.mark.shared
def test_mutated_reports_are_read_or_refused(shared: Path) -> None:
    reports = sorted((shared / "reports").rglob("*.pdf"), key=lambda path: path.stat().st_size)[:4]
    read, refused = fuzz(20, 7, reports, timeout_s=120)
    assert read + refused == 20


@pytest.mark.thorough
@pytest.mark.shared
@pytest.mark.timeout(1200)
def test_six_hundred_mutations_are_read_or_refused(tmp_path: Path, shared: Path, root: Path) -> None:
    reports = sorted((shared / "reports").rglob("*.pdf"), key=lambda path: path.stat().st_size)[:6]
    samples = sorted((root / "corpus" / "sample").glob("*.pdf"))
    read, refused = fuzz(600, 1, [*small_files(tmp_path), *reports, *samples], timeout_s=1100)
    assert read + refused == 600
