"""What is installed: every package and every file of data that the code reads."""

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path


def _tracked(root: Path) -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "app", "corpus", "eval", "index"], cwd=root, capture_output=True, text=True, check=True
    )
    return [Path(line) for line in done.stdout.splitlines()]


def _setuptools(root: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["setuptools"]
    return found


def test_every_package_is_listed(root: Path) -> None:
    packages = {".".join(path.parent.parts) for path in _tracked(root) if path.name == "__init__.py"}
    assert packages == set(_setuptools(root)["packages"])


def test_every_file_of_data_is_installed(root: Path) -> None:
    patterns = _setuptools(root)["package-data"]
    left_out = [
        path.as_posix()
        for path in _tracked(root)
        if path.suffix not in (".py", ".pyi")
        and path.parts[1] not in ("sample_sources", "letters")
        and not any(_matches(Path(*path.parts[1:]), pattern) for pattern in patterns[path.parts[0]])
    ]
    assert left_out == []


def _matches(path: Path, pattern: str) -> bool:
    return fnmatch(path.as_posix(), pattern.replace("**/", ""))
