"""What the README shows is what a user gets: its transcript is asked again, its commands and files are there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPT = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]  # type: ignore[index]


def asked() -> list[tuple[str, str]]:
    """Return each question of the transcript with what stands under it."""
    parts = re.split(r'^\$ inspection-qa ask "(.*?)"\n', TRANSCRIPT, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def without_seconds(text: str) -> str:
    return re.sub(r"\d+\.\d+ s, extractive", "", text).strip()


@pytest.fixture(scope="module")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("readme") / "index"
    with pytest.raises(SystemExit) as left:
        main(["index", "build", "--corpus", str(ROOT / "corpus" / "sample"), "--index", str(index), "--quiet"])
    assert left.value.code == 0
    return index


@pytest.mark.parametrize(("question", "shown"), asked(), ids=[question for question, _ in asked()])
def test_readme_transcript_is_true(question: str, shown: str, sample_index: Path) -> None:
    console = Path(sys.executable).with_name("inspection-qa")
    done = subprocess.run(
        [console, "ask", question, "--index", sample_index], capture_output=True, text=True, check=True, timeout=60
    )
    expected, found = without_seconds(shown), without_seconds(done.stdout)
    for part in expected.split("[...]"):
        assert part.strip() in found


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"inspection-qa ((?:index|eval|corpus)? ?[a-z]+)(?= |`|\n)", README)))
)
def test_readme_names_only_commands_that_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command.split(), "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.lower().lstrip().startswith("usage: ")


def test_readme_names_only_files_that_exist() -> None:
    named = re.findall(r"\]\((?!https?:)([^)]+)\)|`((?:docs|eval|corpus)/[\w./-]+)`", README)
    paths = [one or other for one, other in named]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert "docs/app.png" in paths
