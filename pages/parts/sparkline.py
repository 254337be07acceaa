"""A small trend as an SVG picture: light enough that nine of them cost nothing."""

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 160, 44, 5
LINE, MARK = "#7b8b97", "#c8502f"
"""Two colors that read well on the light and on the dark ground alike: a picture can't follow the theme."""


def sparkline(values: Sequence[float | None], marked: int) -> str:
    """A data address of an SVG line through `values`, broken where one is unknown, with a dot at index `marked`."""
    points = _points(values)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" fill="none" stroke="{LINE}" '
        'stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"/>'
        for run in _runs(points)
    )
    dot = points[marked] if points else None
    mark = f'<circle cx="{dot[0]:.1f}" cy="{dot[1]:.1f}" r="3.4" fill="{MARK}"/>' if dot else ""
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{lines}{mark}</svg>'
    return f"data:image/svg+xml,{quote(picture)}"


def _points(values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    numbers = [value for value in values if value is not None]
    low, span = min(numbers, default=0.0), (max(numbers, default=0.0) - min(numbers, default=0.0)) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    scale = (HEIGHT - 2 * MARGIN) / span
    return [
        None if value is None else (MARGIN + index * step, HEIGHT - MARGIN - (value - low) * scale)
        for index, value in enumerate(values)
    ]


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
