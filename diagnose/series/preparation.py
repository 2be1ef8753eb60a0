"""A run as a reader gave it, made ready to be judged: labelling, cleaned, its oddities said.

May not: choose the pair, judge.
"""

from __future__ import annotations

from dataclasses import replace

from diagnose.model import Run, Series
from diagnose.series.cleaning import cannot_be_accuracy, clean, gaps, is_ordered
from diagnose.series.naming import Label, label_all


def prepare(run: Run) -> Run:
    """The run with every split and metric that can be known, its series sorted, one value a step.

    Values that are not finite stay. What was assumed or repaired stands in the notes.
    """
    labelling = label_all(tuple([Label(series.name, series.split, series.metric) for series in run.series]))
    notes = [*run.notes, *labelling.notes]
    ordered: dict[int, bool] = {}
    repeated = 0
    prepared: list[Series] = []
    for logged, label in zip(run.series, labelling.labels, strict=True):
        # Curves of one table share their steps, which are looked at once.
        if id(logged.steps) not in ordered:
            ordered[id(logged.steps)] = is_ordered(logged.steps)
        tidy = logged if ordered[id(logged.steps)] else clean(logged, notes)
        repeated = max(repeated, len(logged) - len(tidy))
        metric = _believed(tidy, label.metric, notes)
        prepared.append(
            Series(
                tidy.name,
                tidy.steps,
                tidy.values,
                tidy.step_unit,
                label.split,
                metric,
                tidy.bound,
                tidy.averaged,
                tidy.seen,
            )
        )
    notes.extend(_gaps(prepared))
    oddities = {**run.oddities, "repeated": repeated} if repeated else run.oddities
    return replace(run, series=tuple(prepared), notes=tuple(dict.fromkeys(notes)), oddities=oddities)


def _believed(series: Series, metric: str | None, notes: list[str]) -> str | None:
    if metric != "accuracy" or not cannot_be_accuracy(series.values):
        return metric
    notes.append(f"{series.name} cannot be an accuracy, since it leaves 0 to 1 and 0 to 100; it is not judged")
    return None


def _gaps(series: list[Series], most: int = 4) -> list[str]:
    by_steps = {id(curve.steps): curve for curve in reversed(series)}
    sentences = [sentence for curve in reversed(by_steps.values()) if (sentence := gaps(curve))]
    if len(sentences) <= most:
        return sentences
    return [*sentences[:most], f"{len(sentences) - most} other series have gaps as well"]
