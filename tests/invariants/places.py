"""Between the places: onset, phases, trends, best and the steps that texts name lie in one run and agree."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from diagnose.model import Kind, Report, Run, Verdict
from diagnose.reporters.sentences import onset_of
from tests.invariants import logged, sentences
from tests.invariants.breach import Breaches, Invariant

CLEAR = (Kind.FALLING, Kind.FLAT, Kind.RISING, Kind.OSCILLATING, Kind.DIVERGED)


def summary_has_the_onset_of_the_headline(report: Report, run: Run) -> Breaches:
    """Each step since which the summary says that something holds is the onset in the headline."""
    onset = _onset(report)
    if onset is None:
        return
    for told in sentences.sinces(report.summary):
        if not _same(told, onset):
            yield f"{report.rule}: headline since {onset:g}, summary since {told:g}: {report.summary[:110]}"


def onset_begins_the_last_phase(report: Report, run: Run) -> Breaches:
    """The last phase begins at the onset in the headline."""
    onset = _onset(report)
    if onset is not None and report.phases and not _same(report.phases[-1].start, onset):
        begins = report.phases[-1].start
        yield f"{report.rule} {report.verdict}: onset {onset:g}, last phase from {begins:g} of {_span(report)}"


def onset_is_marked_on_a_curve(report: Report, run: Run) -> Breaches:
    """The onset is where a curve began to do what it does, the best or the first step, or the text says what it is."""
    onset, ends = _onset(report), logged.span(report)
    if onset is None or ends is None or report.deciding is None:
        return
    text = report.deciding.message
    explained = [at for _, at in sentences.places(text) if at not in sentences.sinces(text)]
    marks = [ends[0], *(curve.trend.since for curve in report.curves), *([report.best.step] if report.best else [])]
    if not any(_same(mark, onset) for mark in (*marks, *explained)):
        yield f"{report.rule} {report.verdict}: onset {onset:g}, marks {', '.join(f'{mark:g}' for mark in marks)}"


def turned_validation_sets_in_at_its_best(report: Report, run: Run) -> Breaches:
    """Where validation turned, the onset is among the steps that are as good as the best one."""
    onset, best = _onset(report), report.best
    turned = report.verdict is Verdict.OVERFITTING and report.curves.val is not None
    if onset is None or best is None or not turned or report.deciding is None:
        return
    low, high = best.spread or (best.step, best.step)
    if " best" in report.deciding.message and not low <= onset <= high:
        yield f"{report.rule}: onset {onset:g}, best {best.step:g}, as good {low:g} to {high:g}"


def turned_validation_sets_in_at_the_best_that_is_shown(report: Report, run: Run) -> Breaches:
    """Where validation turned, the onset in the headline is the best step of the course and of the summary."""
    onset, best = _onset(report), report.best
    turned = (
        report.verdict is Verdict.OVERFITTING and report.deciding is not None and " best" in report.deciding.message
    )
    if turned and onset is not None and best is not None and not _same(onset, best.step):
        yield f"{report.rule}: headline since {onset:g}, best at {best.step:g}: {report.summary[:100]}"


def phases_cover_the_run(report: Report, run: Run) -> Breaches:
    """Phases run from the first to the last step, none overlaps the next, and no logged step lies between two."""
    if not report.phases:
        return
    ends = logged.span(report)
    if ends is not None and (report.phases[0].start, report.phases[-1].end) != ends:
        yield f"phases {report.phases[0].start:g} to {report.phases[-1].end:g}, the curves {ends[0]:g} to {ends[1]:g}"
    steps = np.concatenate([curve.series.steps for curve in report.curves])
    for phase in report.phases:
        if phase.end < phase.start:
            yield f"a phase from {phase.start:g} to {phase.end:g}"
    for one, later in pairwise(report.phases):
        if later.start <= one.end:
            yield f"phase to {one.end:g}, the next from {later.start:g}"
        if between := int(np.count_nonzero((steps > one.end) & (steps < later.start))):
            yield f"{between} values between {one.end:g} and {later.start:g} are in no phase"


def last_phase_is_the_verdict(report: Report, run: Run) -> Breaches:
    """The last phase has the verdict of the run and the trends that are shown."""
    if not report.phases:
        return
    last, kinds = report.phases[-1], [curve.trend.kind for curve in report.curves]
    if last.verdict is not report.verdict:
        yield f"the last phase is {last.verdict}, the run {report.verdict}"
    if [last.train, last.val] != kinds:
        yield f"the last phase has {last.train} and {last.val}, the trends are {' and '.join(kinds)} ({report.rule})"


def two_clear_curves_have_phases(report: Report, run: Run) -> Breaches:
    """A run of two curves with known trends has phases."""
    curves = list(report.curves)
    if len(curves) == 2 and all(curve.trend.kind in CLEAR for curve in curves) and not report.phases:
        yield f"{report.verdict} {report.rule}: none"


def neighbouring_phases_differ(report: Report, run: Run) -> Breaches:
    """No two neighbouring phases read the same on the timeline."""
    for one, later in pairwise(report.phases):
        if (one.train, one.val, one.verdict) == (later.train, later.val, later.verdict):
            yield f"{one.verdict} {one.start:g} to {one.end:g}, then {later.verdict} {later.start:g} to {later.end:g}"


def segments_cover_their_curve(report: Report, run: Run) -> Breaches:
    """Segments of a trend follow each other without overlap, the last one is the trend since its onset to its end."""
    for split, curve in report.curves.by_split.items():
        trend = curve.trend
        for one, later in pairwise(trend.segments):
            if later.start <= one.end:
                yield f"{split}: segment to {one.end:g}, the next from {later.start:g}"
        if trend.segments and (trend.segments[-1].kind, trend.segments[-1].start) != (trend.kind, trend.since):
            last = trend.segments[-1]
            yield f"{split}: last segment {last.kind} from {last.start:g}, trend {trend.kind} since {trend.since:g}"


def best_is_the_optimum_of_the_log(report: Report, run: Run) -> Breaches:
    """The best is the lowest value of a validation loss or the highest of a score, at the step where it was logged."""
    curve, best = report.curves.val, report.best
    steps, values = logged.finite_of(run, curve)
    if curve is None or not logged.as_logged(run, curve):
        return
    if best is None:
        if len(values):
            yield f"none, though {curve.name} holds {len(values)} values"
        return
    optimum = float(values.max() if curve.turned else values.min())
    if best.curve != curve.name or best.value != optimum:
        yield f"{best.curve} {best.value:g}, the optimum of {curve.name} is {optimum:g}"
    elif optimum not in values[steps == best.step]:
        yield f"{best.value:g} is not logged at {best.step:g}"
    if best.spread is not None and not best.spread[0] <= best.step <= best.spread[1]:
        yield f"{best.step:g} is not within {best.spread[0]:g} to {best.spread[1]:g}"


def places_lie_in_the_run(report: Report, run: Run) -> Breaches:
    """Every step of a trend, a phase, a finding or the best lies between the first and the last one logged."""
    ends = _ends(report)
    if ends is None:
        return
    named = [(f"{curve.name} since", curve.trend.since) for curve in report.curves]
    named += [("phase", at) for phase in report.phases for at in (phase.start, phase.end)]
    named += [(finding.code, at) for finding in report.findings for at in finding.steps or ()]
    named += [("best", at) for at in (report.best.step, *(report.best.spread or ()))] if report.best else []
    for what, at in named:
        if not ends[0] <= at <= ends[1]:
            yield f"{what} {at:g}, the run goes from {ends[0]:g} to {ends[1]:g}"


def places_in_words_lie_in_the_run(report: Report, run: Run) -> Breaches:
    """Every step that a text names lies in the run, except where it tells what is to come or what was asked for."""
    ends = _ends(report)
    if ends is None:
        return
    for place, text in sentences.texts(report):
        if place.startswith(("TD110", "TD111", "TD520", "TD521", "TD429")):
            continue
        for unit, at in sentences.places(text):
            if not ends[0] * (1 - 1e-3) <= at <= ends[1] * (1 + 1e-3):
                yield f"{unit} {at:g} in {place}, the run goes from {ends[0]:g} to {ends[1]:g}: {text[:100]}"


def _ends(report: Report) -> tuple[float, float] | None:
    """The first and the last step of the run; a log may name a later one itself, at which it broke off."""
    ends = logged.span(report)
    broke_off = [finding.steps[0] for finding in report.findings if finding.code == "TD437" and finding.steps]
    return ends and (ends[0], max(ends[1], *broke_off)) if broke_off else ends


def _onset(report: Report) -> float | None:
    """The step since which the headline says its verdict."""
    return None if report.verdict is Verdict.INCONCLUSIVE else onset_of(report)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=6e-4)


def _span(report: Report) -> str:
    ends = logged.span(report)
    return "nothing" if ends is None else f"{ends[0]:g} to {ends[1]:g}"


PLACES: tuple[Invariant, ...] = (
    summary_has_the_onset_of_the_headline,
    onset_begins_the_last_phase,
    onset_is_marked_on_a_curve,
    turned_validation_sets_in_at_its_best,
    turned_validation_sets_in_at_the_best_that_is_shown,
    phases_cover_the_run,
    last_phase_is_the_verdict,
    two_clear_curves_have_phases,
    neighbouring_phases_differ,
    segments_cover_their_curve,
    best_is_the_optimum_of_the_log,
    places_lie_in_the_run,
    places_in_words_lie_in_the_run,
)
