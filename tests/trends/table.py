"""`python -m tests.trends.table`: the trends of a quarter of the labelled runs, one line a curve, with four digits.

The table of verdicts tells what a curve does and since when; this one, by how much, how surely and what went before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from diagnose import curves, series
from diagnose.model import Curve, Run
from diagnose.pipeline import Options
from tests.verdicts.table import runs

FILE = Path(__file__).with_name("judged.tsv")
COLUMNS = (
    *("run", "curve", "kind", "since", "slope", "noise", "confidence", "swings", "segments"),
    *("start", "low", "progress", "extent", "step noise"),
)
OF = 4
"""One run in so many is told, by its name, so that a new run moves no other."""


def main() -> None:
    """Write the table anew."""
    FILE.write_text("\n".join(("\t".join(COLUMNS), *lines())) + "\n", encoding="utf-8", newline="\n")


def lines() -> Iterator[str]:
    """What is made now of each curve, in the order of the table of verdicts."""
    options = Options()
    for run in runs():
        if crc32(run.name.encode()) % OF == 0:
            yield from (line_of(run.name, curve) for curve in judged(run, options) if curve)


def judged(run: Run, options: Options) -> tuple[Curve | None, Curve | None]:
    """The two curves of a run, as the pipeline judges them."""
    run = series.recover(series.prepare(run))
    pair = series.choose_pair(run)
    both = curves.judge_pair(pair, options.numbers.trends, series.learning_rate(run, pair))
    return both.train, both.val


def line_of(name: str, curve: Curve) -> str:
    """The line of one curve."""
    trend, profile = curve.trend, curve.profile
    segments = "; ".join(f"{each.kind} {each.start:g} to {each.end:g}" for each in trend.segments)
    decided = (trend.since, trend.slope, trend.noise, trend.confidence)
    measured = (profile.start, profile.low, profile.progress, profile.extent, profile.noise)
    cells = (name, curve.name, str(trend.kind), *map(_short, decided), str(curve.swings), segments)
    return "\t".join((*cells, *map(_short, measured)))


def _short(value: float) -> str:
    return f"{value:.4g}"


if __name__ == "__main__":
    main()
