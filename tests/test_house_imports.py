"""Imports run one way, public names exist, modules stay small, and nothing heavy hides in a stage's front door."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "app": {"corpus", "index", "app"},
    "eval": {"corpus", "index", "eval"},
}
MODULES = sorted(path.relative_to(ROOT) for stage in STAGES for path in (ROOT / stage).rglob("*.py"))
MAX_LINES = 320
OF_FITTING = {
    "eval/intent.py",
    "eval/minilm.py",
    "eval/question_encoder.py",
    "eval/encoder_file.py",
    "eval/relevance.py",
    "eval/encoder_graph.py",
    "eval/relevance_model.py",
}
"""Need PyTorch, which is installed only where the model is fitted; they are read instead of imported."""


def imported_names(path: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere in it, relative ones included."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(path.parts[: len(path.parts) - node.level]) if node.level else ""
            names.add(".".join(part for part in (base, node.module or "") if part))
    return names


def dotted(path: Path) -> str:
    """Return the importable name of a module's file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_run_one_way(path: Path) -> None:
    stage = path.parts[0]
    reached = {name.split(".")[0] for name in imported_names(path)} & set(STAGES)
    assert reached <= STAGES[stage]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_module_stays_small(path: Path) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES


@pytest.mark.parametrize("path", [path for path in MODULES if "__all__" in (ROOT / path).read_text()], ids=str)
def test_public_names_exist(path: Path) -> None:
    if path.name == "__main__.py":
        pytest.skip("runs a command when imported")
    if path.as_posix() in OF_FITTING:
        assert set(public_names(path)) <= defined_names(path)
        return
    module = importlib.import_module(dotted(path))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def public_names(path: Path) -> list[str]:
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    return next(
        ast.literal_eval(each.value)
        for each in body
        if isinstance(each, ast.Assign) and [ast.unparse(one) for one in each.targets] == ["__all__"]
    )


def defined_names(path: Path) -> set[str]:
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    given = [each for one in body if isinstance(one, ast.Assign) for each in one.targets]
    names = {name.id for each in given for name in ast.walk(each) if isinstance(name, ast.Name)}
    return names | {each.name for each in body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
