"""Pictures of the later runs for who labels them blind: `python -m bench.accuracy.runs.later.plots FOLDER`.

Needs matplotlib. Writes `<id>.png` for each run and `index.jsonl` with what the log itself would show; neither tells
the fault, the family or the half.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
from matplotlib import pyplot

SOURCE = Path(__file__).parents[2] / "later_runs.jsonl.gz"
LINES = {"loss": "C0", "val_loss": "C1", "accuracy": "C2", "val_accuracy": "C3"}
RATE, LAST = "lr", 0.4


def curves(row: dict[str, Any]) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], float]:
    """Steps and values of each series, without the rows that have none, and the last step of the log."""
    history = row["history"]
    steps = np.array(row.get("steps") or range(1, len(next(iter(history.values()))) + 1), float)
    kept = {}
    for name, values in history.items():
        there = [i for i, value in enumerate(values) if value is not None]
        kept[name] = steps[there], np.array([float(values[i]) for i in there])
    return kept, float(steps[-1])


def draw(
    axes: Any, series: dict[str, tuple[np.ndarray, np.ndarray]], scores: dict[str, Any], colours: dict[str, str]
) -> None:
    """Losses on the left scale, scores (where both are there) on a right one; dotted where a value is not finite."""
    right = axes.twinx() if scores and series else axes
    for place, group, style in ((axes, series, "-"), (right, scores, "--")):
        for name, (x, y) in group.items():
            colour = colours[name]
            dots = "o" if len(x) < 40 else None
            place.plot(
                x,
                np.where(np.isfinite(y), y, np.nan),
                style,
                marker=dots,
                ms=2.5,
                lw=1,
                color=colour,
                label=name,
                alpha=0.85,
            )
            for step in x[~np.isfinite(y)]:
                place.axvline(step, color=colour, lw=0.6, ls=":")
    if right is not axes:
        right.set_ylabel("scores (dashed)", fontsize=7)
        right.tick_params(labelsize=7)
    lines = [line for place in {axes, right} for line in place.get_lines() if not line.get_label().startswith("_")]
    axes.legend(handles=lines, fontsize=7)


def is_score(name: str) -> bool:
    """Whether a series is a score, which goes on a scale of its own."""
    return name.removeprefix("val_") in {"accuracy", "auc", "f1", "r2", "adv_accuracy", "reward", "score"}


def picture(row: dict[str, Any], target: Path) -> None:
    """One picture: linear, logarithmic, the last part enlarged, and the rate below where it is logged."""
    series, end = curves(row)
    rate = series.pop(RATE, None)
    losses = {name: xy for name, xy in series.items() if not is_score(name)}
    scores = {name: xy for name, xy in series.items() if is_score(name)}
    figure, grid = pyplot.subplots(2 if rate else 1, 3, figsize=(17, 6.2 if rate else 5), squeeze=False,
                                   gridspec_kw={"height_ratios": [5, 1]} if rate else None)  # fmt: skip
    start = end * (1 - LAST)
    colours = {name: LINES.get(name, f"C{4 + i}") for i, name in enumerate(series)}
    tail = [{n: (x[x >= start], y[x >= start]) for n, (x, y) in group.items()} for group in (losses, scores)]
    positive = {n: (x, np.where(np.isfinite(y) & (y > 0), y, np.nan)) for n, (x, y) in series.items()}
    positive = {n: xy for n, xy in positive.items() if np.isfinite(xy[1]).any()}
    groups: tuple[Sequence[Any], ...] = ((losses, scores), (positive, {}), tail)
    for place, title, (left, right) in zip(grid[0], ("linear", "log", "last 40 %"), groups, strict=True):
        draw(place, left, right, colours)
        place.set_title(title, fontsize=8)
        place.set_xlabel(row["step_unit"], fontsize=8)
        place.grid(alpha=0.3)
    if positive:
        grid[0][1].set_yscale("log")
    if rate:
        for i, place in enumerate(grid[1]):
            shown = rate[0] >= (start if i == 2 else 0)
            place.plot(rate[0][shown], rate[1][shown], color="gray", lw=1)
            place.set_ylabel(RATE, fontsize=7)
            place.tick_params(labelsize=6)
    figure.suptitle(row["id"])
    figure.tight_layout()
    figure.savefig(target, dpi=75)
    pyplot.close(figure)


def entry(row: dict[str, Any]) -> dict[str, Any]:
    """What the labeller is told: names, number of rows, unit of the steps, and the logged parameters."""
    rows = len(next(iter(row["history"].values())))
    last = row["steps"][-1] if "steps" in row else rows
    return {"id": row["id"], "series": list(row["history"]), "rows": rows, "last_step": last,
            "step_unit": row["step_unit"], "params": row["params"]}  # fmt: skip


def main(folder: Path) -> None:
    """Draw all runs into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in gzip.decompress(SOURCE.read_bytes()).decode().splitlines()]
    for row in rows:
        picture(row, folder / f"{row['id']}.png")
    (folder / "index.jsonl").write_text("".join(json.dumps(entry(row)) + "\n" for row in rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
