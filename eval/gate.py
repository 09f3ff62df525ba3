"""Holds a run against thresholds and says which it breaks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SettingsError
from eval.run_folder import Run
from eval.scoring import METRICS

__all__ = ["DEFAULT_GATE", "Threshold", "breaches", "load_gate"]

DEFAULT_GATE = Path(__file__).with_name("gate.toml")
FIELDS = frozenset({"set", "metric", "kind", "at_least", "at_most"})


@dataclass(frozen=True, slots=True)
class Threshold:
    """One bound on one figure; at least one of `at_least` and `at_most` is given."""

    set_name: str
    metric: str
    kind: str = "all"
    at_least: float | None = None
    at_most: float | None = None


def load_gate(path: Path = DEFAULT_GATE) -> tuple[Threshold, ...]:
    """Read thresholds.

    Raises:
        SettingsError: the file cannot be read, or a threshold is malformed; names the threshold and the field.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: cannot be read ({exc}); name a file of thresholds") from exc
    entries = content.get("threshold", [])
    if not entries or not isinstance(entries, list) or set(content) != {"threshold"}:
        raise SettingsError(f"{path}: expected [[threshold]] tables and nothing else, found {sorted(content)}")
    return tuple(_threshold(path, number, entry) for number, entry in enumerate(entries, start=1))


def breaches(run: Run, gate: tuple[Threshold, ...]) -> list[str]:
    """Return one message for each threshold that the run breaks; a figure without a case breaks it too.

    Thresholds of sets that the run does not have are left out, unless none is left: then that is a breach.
    """
    concerned = [threshold for threshold in gate if threshold.set_name in run.figures]
    if not concerned:
        return [f"no threshold concerns the sets of this run ({', '.join(run.figures) or 'none'})"]
    return [message for threshold in concerned if (message := _breach(run, threshold))]


def _breach(run: Run, threshold: Threshold) -> str | None:
    name = f"{threshold.metric} of {threshold.set_name} ({threshold.kind})"
    figure = run.figures[threshold.set_name].get(threshold.kind, {}).get(threshold.metric)
    if figure is None or figure.value is None:
        return f"{name}: no question has a value, so it cannot be held to its threshold"
    value = f"{figure.value:.3f} over {figure.cases} questions"
    if threshold.at_least is not None and figure.value < threshold.at_least:
        return f"{name}: {value}, must be at least {threshold.at_least:g}"
    if threshold.at_most is not None and figure.value > threshold.at_most:
        return f"{name}: {value}, must be at most {threshold.at_most:g}"
    return None


def _threshold(path: Path, number: int, entry: dict[str, Any]) -> Threshold:
    where = f"{path}, threshold {number}"
    if unknown := sorted(set(entry) - FIELDS):
        raise SettingsError(f"{where}: expected the fields {', '.join(sorted(FIELDS))}, found {unknown}")
    if not isinstance(entry.get("set"), str):
        raise SettingsError(f"{where}, field 'set': expected the name of a set, found {entry.get('set')!r}")
    if entry.get("metric") not in {measure.name for measure in METRICS}:
        raise SettingsError(f"{where}, field 'metric': expected a metric of `eval run`, found {entry.get('metric')!r}")
    bounds = {name: entry[name] for name in ("at_least", "at_most") if name in entry}
    if not bounds or any(isinstance(bound, bool) or not isinstance(bound, int | float) for bound in bounds.values()):
        raise SettingsError(f"{where}: expected a number as 'at_least' or 'at_most', found {bounds}")
    return Threshold(entry["set"], entry["metric"], str(entry.get("kind", "all")), **bounds)
