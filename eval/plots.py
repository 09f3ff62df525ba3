"""Small line charts as SVG that need no script, no font and no network, and stay readable in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Series", "line_chart"]

WIDTH, HEIGHT = 460, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 48
DASHES = ("", "6 4", "2 3", "10 4 2 4", "1 5", "12 6", "12 3 2 3 2 3", "4 8", "16 3", "8 2 2 2")
LEGEND_LINE = 18


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart."""

    name: str
    points: tuple[tuple[float, float], ...]


def line_chart(title: str, x_label: str, y_label: str, series: Sequence[Series], y_max: float | None = None) -> str:
    """Return a chart as an SVG element whose title and description say what it shows.

    Lines are told apart by their dashes, which a legend below names, not by colour. The axes begin at 0;
    `y_max` is the end of the vertical axis, by default the highest value.
    """
    points = [point for line in series for point in line.points]
    if not points:
        return f"<p>{escape(title)}: no question has a value.</p>"
    x_end = max(x for x, _ in points) or 1.0
    y_end = y_max or max(y for _, y in points) or 1.0
    shown = "; ".join(f"{line.name}: {len(line.points)} points" for line in series)
    named = [line for line in series if line.points]
    height = HEIGHT + LEGEND_LINE * len(named)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" width="{WIDTH}" height="{height}">',
        f"<title>{escape(title)}</title><desc>{escape(shown)}</desc>",
        *_axes(x_label, y_label, x_end, y_end),
    ]
    for index, line in enumerate(named):
        parts += [*_line(line, index, x_end, y_end), *_legend(line, index)]
    return "".join([*parts, "</svg>"])


def _line(line: Series, index: int, x_end: float, y_end: float) -> list[str]:
    at = [_at(x, y, x_end, y_end) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in at] if len(at) <= 25 else []
    return [f'<polyline points="{path}" {_stroke(index)}/>', *dots]


def _legend(line: Series, index: int) -> list[str]:
    y = HEIGHT + LEGEND_LINE * index + 4
    return [
        f'<path d="M{LEFT} {y}h60" {_stroke(index)}/>',
        f'<text x="{LEFT + 70}" y="{y + 4}">{escape(line.name)}</text>',
    ]


def _stroke(index: int) -> str:
    dash = DASHES[index % len(DASHES)]
    return f'fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="{dash}"'


def _axes(x_label: str, y_label: str, x_end: float, y_end: float) -> list[str]:
    left, bottom = _at(0, 0, x_end, y_end)
    right, top = _at(x_end, y_end, x_end, y_end)
    parts = [f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="currentColor"/>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, _ = _at(share * x_end, 0, x_end, y_end)
        _, y = _at(0, share * y_end, x_end, y_end)
        parts.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{_short(share * x_end)}</text>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{_short(share * y_end)}</text>')
    middle = (left + right) / 2
    parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_label)}</text>')
    turned = f'transform="rotate(-90 14 {(top + bottom) / 2:.1f})"'
    parts.append(f'<text x="14" y="{(top + bottom) / 2:.1f}" text-anchor="middle" {turned}>{escape(y_label)}</text>')
    return parts


def _at(x: float, y: float, x_end: float, y_end: float) -> tuple[float, float]:
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return LEFT + x / x_end * width, HEIGHT - BOTTOM - min(y / y_end, 1.0) * height


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
