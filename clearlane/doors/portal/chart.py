"""Draw two sums a week as pairs of bars: where each bar of the chart stands, in whole tenths, as SVG attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from clearlane.doors.portal.wording.amounts import money

_LEFT, _WIDTH, _FLOOR, _HEIGHT, _GAP, _WIDEST = 520, 7080, 1760, 1575, 20, 185
_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid and the amount that it stands for."""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bars side by side, over a label; ``first`` and ``second`` are their cents."""

    label: str
    first: int
    second: int
    x: str
    second_x: str
    middle: str
    first_y: str
    first_height: str
    second_y: str
    second_height: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that ``partials/chart.html`` writes down."""

    first: str
    second: str
    period: str
    told: str
    width: str
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]


def draw_bars(*, first: str, second: str, rows: Sequence[tuple[str, int, int]], period: str = "Week of") -> Chart:
    """A chart of ``rows``: (label, cents of the first, cents of the second), oldest first."""
    step = _step(max((max(row[1:]) for row in rows), default=0))
    width = min(_WIDEST, (_WIDTH // max(1, len(rows)) - _GAP) * 2 // 5)
    pairs = tuple(_pair(row, place, len(rows), width, step * _LINES) for place, row in enumerate(rows))
    lines = tuple(_line(number, step) for number in range(_LINES + 1))
    return Chart(first, second, period, _tell(first, second, rows), _tenths(width), lines, pairs)


def _step(highest: int) -> int:
    """The smallest round amount of which three reach the highest bar, at least ten dollars."""
    rounds: Iterator[int] = (size * 10**power for power, size in product(range(3, 20), (1, 2, 5)))
    return next(step for step in rounds if step * _LINES >= highest)


def _line(number: int, step: int) -> Line:
    y = _FLOOR - _HEIGHT * number // _LINES
    dollars = step * number // 100
    label = f"${dollars // 1000:,}K" if step % 100_000 == 0 else f"${dollars:,}"
    return Line(_tenths(y), _tenths(y + 40), label)


def _pair(row: tuple[str, int, int], place: int, of: int, width: int, top: int) -> Pair:
    label, first, second = row
    middle = _LEFT + _WIDTH * (2 * place + 1) // (2 * of)
    x = middle - width - _GAP // 2
    heights = [_HEIGHT * max(0, cents) // top for cents in (first, second)]
    tops = [_tenths(_FLOOR - height) for height in heights]
    return Pair(
        label, first, second, _tenths(x), _tenths(x + width + _GAP), _tenths(middle),
        tops[0], _tenths(heights[0]), tops[1], _tenths(heights[1]),
    )  # fmt: skip


def _tell(first: str, second: str, rows: Sequence[tuple[str, int, int]]) -> str:
    """The chart in words, for who does not see it."""
    if not rows:
        return f"{first} and {second}: nothing yet."
    (_, a, b), (_, c, d) = rows[0], rows[-1]
    spans = f"{first} from {money(a)} to {money(c)}, {second.lower()} from {money(b)} to {money(d)}"
    return f"{spans}, {rows[0][0]} to {rows[-1][0]}."


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
