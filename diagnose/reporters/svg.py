"""Both curves as inline SVG: presentation attributes only, no script, no style, so that it shows under any policy."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np

from diagnose.model import Best, Curve, Curves, Floats
from diagnose.reporters.numbers import step
from diagnose.reporters.plain_text import fitted
from diagnose.reporters.plot import Plot, drawn, last_finite, plot_of
from diagnose.writing import short

WIDTH, HEIGHT = 680, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 130, 14, 34
STROKES = {"train": "#1c7ed6", "val": "#e8590c"}
DASHES = {"train": "7 3", "val": "none"}  # they differ without colour, too
TEXT = 'font-family="sans-serif" font-size="12" fill="currentColor"'


def drawing(curves: Curves, best: Best | None, onset: float | None, title: str) -> str:
    """The picture as one `<svg>` element; empty where there are not two points to draw.

    `title` is what the picture shows in one sentence.
    """
    plot = plot_of(curves)
    if plot is None:
        return ""
    plane = Plane(plot)
    parts = [
        *plane.axes(),
        *plane.onset(onset),
        *(part for split, curve in plot.curves for part in plane.curve(split, curve)),
        *plane.names(),
        *plane.best(best),
    ]
    label = escape(title, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{label}"><title>{label}</title>{"".join(parts)}</svg>'
    )


class Plane:
    """The plane of the picture: steps and values to places, and the parts that are drawn there."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot

    def x(self, steps: Floats) -> Floats:
        """Where steps lie from the left, in pixels."""
        return np.asarray(LEFT + self.plot.across(steps) * (WIDTH - LEFT - RIGHT))

    def y(self, values: Floats) -> Floats:
        """Where values lie from the top, in pixels; NaN for what is not finite."""
        return np.asarray(TOP + (1 - self.plot.scale.place(values)) * (HEIGHT - TOP - BOTTOM))

    def at(self, step_: float, value: float) -> tuple[float, float]:
        """Where one point lies."""
        return float(self.x(np.array([step_]))[0]), float(self.y(np.array([value]))[0])

    def axes(self) -> Iterator[str]:
        """The two axes with their numbers, and faint lines to read values by."""
        floor, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        for place in (0.0, 0.5, 1.0):
            value = self.plot.scale.value(place)
            height = self.at(self.plot.first, value)[1]
            yield f'<path d="M{LEFT} {height:.1f}H{right}" stroke="currentColor" stroke-opacity="0.15"/>'
            yield f'<text x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end" {TEXT}>{short(value, 3)}</text>'
        yield f'<path d="M{LEFT} {TOP}V{floor}H{right}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>'
        log = ", log scale" if self.plot.scale.log else ""
        middle = (LEFT + right) / 2
        yield f'<text x="{LEFT}" y="{floor + 18}" text-anchor="middle" {TEXT}>{step(self.plot.first)}</text>'
        yield f'<text x="{middle}" y="{floor + 18}" text-anchor="middle" {TEXT}>{self.plot.step_unit}{log}</text>'
        yield f'<text x="{right}" y="{floor + 18}" text-anchor="middle" {TEXT}>{step(self.plot.last)}</text>'

    def curve(self, split: str, curve: Curve) -> Iterator[str]:
        """One curve, broken where values are not finite, and a cross above each such place."""
        steps, values = drawn(curve)
        x, y = self.x(steps), self.y(values)
        path, pen = [], "M"
        for across, down in zip(x.tolist(), y.tolist(), strict=True):
            broken = down != down
            path += [] if broken else [f"{pen}{across:.1f} {down:.1f}"]
            pen = "M" if broken else "L"
            if broken:
                yield f'<text x="{across:.1f}" y="{TOP + 8}" text-anchor="middle" {TEXT}>×</text>'
        look = f'stroke="{STROKES[split]}" stroke-dasharray="{DASHES[split]}" stroke-width="2" stroke-linejoin="round"'
        yield f'<path d="{"".join(path)}" fill="none" {look}/>'

    def names(self) -> Iterator[str]:
        """The name of each curve where it ends, kept apart."""
        ends = []
        for split, curve in self.plot.curves:
            end = last_finite(curve)
            if end is not None:
                ends.append((self.at(self.plot.last, end)[1], split, curve.name))
        above = -1e9
        for height, split, name in sorted(ends):
            above = max(height, above + 15)
            look = TEXT.replace("currentColor", STROKES[split])
            yield f'<text x="{WIDTH - RIGHT + 6}" y="{above + 4:.1f}" {look}>{escape(fitted(name, 18))}</text>'

    def best(self, best: Best | None) -> Iterator[str]:
        """A ring around the best value."""
        if best is None or not self.plot.first <= best.step <= self.plot.last:
            return
        x, y = self.at(best.step, best.value)
        label = f"best: {short(best.value)} at {step(best.step)}"
        anchor = "end" if x > WIDTH - RIGHT - 90 else "start" if x < LEFT + 60 else "middle"
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        height = y + 20 if y < HEIGHT - BOTTOM - 24 else y - 10
        yield f'<text x="{x:.1f}" y="{height:.1f}" text-anchor="{anchor}" {TEXT}>{label}</text>'

    def onset(self, onset: float | None) -> Iterator[str]:
        """A line where the deciding finding set in."""
        if onset is not None and self.plot.first < onset <= self.plot.last:
            x = self.at(onset, self.plot.scale.low)[0]
            look = 'stroke="currentColor" stroke-opacity="0.5" stroke-dasharray="2 3"'
            yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" {look}/>'
