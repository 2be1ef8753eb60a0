"""Between the verdict and the numbers: what a run of these values can be called, and what it never is."""

from __future__ import annotations

import re
from operator import ge, gt, le, lt

import numpy as np

from diagnose.model import Curve, Floats, Kind, Report, Run, Verdict
from tests.invariants import logged, sentences
from tests.invariants.breach import Breaches, Invariant

CALM = (Verdict.STILL_LEARNING, Verdict.CONVERGED)
KNOWN = (Kind.FALLING, Kind.FLAT, Kind.RISING)


def verdict_is_that_of_the_deciding_finding(report: Report, run: Run) -> Breaches:
    """Verdict, severity, confidence and summary of a report are those of its deciding finding."""
    first = report.deciding
    if first is None:
        yield f"no finding decides ({report.verdict}, rule {report.rule})"
        return
    for name in ("verdict", "severity", "confidence"):
        if getattr(report, name) != getattr(first, name):
            yield f"{name}: {getattr(report, name)} in the report, {getattr(first, name)} in {first.code}"
    if not report.summary.lower().startswith(first.message.lower()):
        yield f"the summary is not what {first.code} says: {report.summary[:80]}"


def evidence_names_the_shown_trend(report: Report, run: Run) -> Breaches:
    """The trend in the evidence of any finding is the one that the report shows."""
    for finding in report.findings:
        for evidence in finding.evidence:
            curve = report.curves.by_split.get(evidence.fact)
            if curve is not None and evidence.value != curve.kind.value:
                yield f"{finding.code} read {evidence.fact} {evidence.value}, shown is {curve.kind}"


def evidence_meets_its_condition(report: Report, run: Run) -> Breaches:
    """Each value in the evidence meets the condition that is written beside it."""
    for finding in report.findings:
        for evidence in finding.evidence:
            if not _meets(evidence.value, evidence.condition):
                yield f"{finding.code}: {evidence.fact} is {evidence.value}, asked {evidence.condition}"


def _meets(value: object, condition: str) -> bool:
    if condition.startswith("= "):
        return _word(value) == condition[2:]
    if condition.startswith("in "):
        return _word(value) in condition[3:].split(", ")
    if not condition or not isinstance(value, int | float):
        return not condition
    compared = {">=": ge, "<=": le, ">": gt, "<": lt}
    bounds = [part.split(" ") for part in condition.split(" and ")]
    # A bound is written with six digits.
    near = [abs(value - float(bound)) <= 1e-5 * abs(float(bound)) for _, bound in bounds]
    return all(close or compared[sign](value, float(bound)) for close, (sign, bound) in zip(near, bounds, strict=True))


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def calm_never_ends_above_its_start(report: Report, run: Run) -> Breaches:
    """No run is still learning or converged that ends above where it began and half above its best."""
    for split, values in logged.losses(report, run):
        first, best, end = values[0], values.min(), values[-1]
        if report.verdict in CALM and end > first and end > 1.5 * best > 0:
            yield f"{report.verdict} {report.rule}: {split} {first:.4g}, best {best:.4g}, end {end:.4g}"


def calm_never_ends_far_above_its_best(report: Report, run: Run) -> Breaches:
    """No run is still learning or converged whose validation loss ended a quarter above its best, beyond its noise."""
    for split, values in logged.losses(report, run):
        best, end = float(_level(values).min()), float(values[-3:].mean())
        beyond = end > 1.25 * best > 0 and end - best > 4 * logged.jitter(values)
        if report.verdict in CALM and split == "val" and beyond:
            yield f"{report.verdict} {report.rule}: best {best:.4g}, end {end:.4g}"


def _level(values: Floats) -> Floats:
    return np.convolve(values, np.ones(3) / 3.0, "valid")


def calm_never_ends_without_a_number(report: Report, run: Run) -> Breaches:
    """No run is called learning, converged, stuck, overfitting or underfitting whose last value is NaN or infinite."""
    quiet = (*CALM, Verdict.PLATEAU, Verdict.UNDERFITTING, Verdict.OVERFITTING)
    for split, curve in report.curves.by_split.items():
        _, values = logged.values_of(run, curve)
        if report.verdict in quiet and len(values) and not np.isfinite(values[-1]):
            yield f"{report.verdict} {report.rule}: the last {split} value is {values[-1]}"


def diverged_ends_high_or_without_a_number(report: Report, run: Run) -> Breaches:
    """No run is diverged whose curves are finite and both end within a tenth of their way from their best."""
    if report.verdict is not Verdict.DIVERGED:
        return
    curves = [logged.values_of(run, curve)[1] * (-1.0 if curve.turned else 1.0) for curve in report.curves]
    if curves and all(len(values) and np.isfinite(values).all() and _ends_low(values) for values in curves):
        yield f"{report.rule}: " + "; ".join(f"{v[0]:.4g} .. {v[-1]:.4g}, best {v.min():.4g}" for v in curves)


def _ends_low(values: Floats) -> bool:
    low = float(values.min())
    if values[-1] == 0.0:  # a NaN in disguise
        return False
    return float(values[-3:].max()) <= low + 0.1 * (float(values[0]) - low)


def still_learning_has_a_falling_curve(report: Report, run: Run) -> Breaches:
    """A run that is still learning has a curve that falls."""
    if report.verdict is Verdict.STILL_LEARNING and not any(curve.kind is Kind.FALLING for curve in report.curves):
        yield f"{report.rule}: {_kinds(report)}"


def settled_has_no_moving_curve(report: Report, run: Run) -> Breaches:
    """On a plateau no curve rises, and a run that is underfitting has none that falls."""
    moving = {Verdict.PLATEAU: Kind.RISING, Verdict.UNDERFITTING: Kind.FALLING}.get(report.verdict)
    if moving and any(curve.kind is moving for curve in report.curves):
        yield f"{report.verdict} {report.rule}: {_kinds(report)}"


def overfitting_is_behind_its_best(report: Report, run: Run) -> Breaches:
    """A validation loss of which it is said that it rose after its best does not end at its best."""
    _, values = logged.values_of(run, report.curves.val)
    rising = re.search(" rose | worse since|above that level", sentences.told(report))
    judged = (
        report.verdict is Verdict.OVERFITTING and bool(rising) and logged.is_loss(report.curves.val) and len(values)
    )
    if judged and values[-1] <= np.nanmin(values):
        yield f"{report.rule}: the last value {values[-1]:.4g} is the best"


def two_clear_trends_give_a_verdict(report: Report, run: Run) -> Breaches:
    """No run is inconclusive whose two curves are both known to fall, to be flat or to rise."""
    both = list(report.curves)
    if report.verdict is Verdict.INCONCLUSIVE and len(both) == 2 and all(curve.kind in KNOWN for curve in both):
        yield f"{report.rule}: {_kinds(report)}, {len(both[0].series)} and {len(both[1].series)} values"


def inconclusive_says_what_is_missing(report: Report, run: Run) -> Breaches:
    """A run that cannot be judged is told what is missing and what to do about it."""
    if report.verdict is Verdict.INCONCLUSIVE and not report.recommendations:
        yield f"{report.rule}: no advice; {report.summary[:80]}; notes {list(report.notes)[:1]}"


def confidence_is_a_probability(report: Report, run: Run) -> Breaches:
    """Every confidence lies between 0.01 and 0.99."""
    named = {"report": report.confidence, **{each.code: each.confidence for each in report.findings}}
    named |= {curve.name: curve.trend.confidence for curve in report.curves if curve.kind is not Kind.UNKNOWN}
    for name, confidence in named.items():
        if not 0.01 <= confidence <= 0.99:
            yield f"{name}: {confidence} ({report.verdict} {report.rule})"


def falling_ends_below_where_it_began(report: Report, run: Run) -> Breaches:
    """No curve falls that ends above where its fall began, and none rises that ends below where its rise began."""
    for split, curve in report.curves.by_split.items():
        since, first, last = _stretch(run, curve)
        against = {Kind.FALLING: min(last) > max(first), Kind.RISING: max(last) < min(first)}.get(curve.trend.kind)
        if against:
            yield f"{split} {curve.trend.kind} since {since:g}, {first[0]:.4g} to {last[0]:.4g} ({report.rule})"


def _stretch(run: Run, curve: Curve) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """Since when a curve does what it does; its first and its last value since then, each beside a median of three."""
    steps, values = logged.finite_of(run, curve)
    inside = values[steps >= curve.trend.since]
    if len(inside) < 2:
        return curve.trend.since, (0.0, 0.0), (0.0, 0.0)
    first, last = (float(inside[0]), float(np.median(inside[:3]))), (float(inside[-1]), float(np.median(inside[-3:])))
    return curve.trend.since, first, last


def slope_goes_the_way_of_its_trend(report: Report, run: Run) -> Breaches:
    """A falling curve has a slope below zero, a rising one above it, and slope and noise are finite."""
    for split, curve in report.curves.by_split.items():
        trend = curve.trend
        sign = {Kind.FALLING: -1.0, Kind.RISING: 1.0}.get(trend.kind, 0.0)
        if sign * trend.slope < 0.0:
            yield f"{split} {trend.kind} with slope {trend.slope:.3g}"
        if trend.kind in KNOWN and not (np.isfinite(trend.slope) and np.isfinite(trend.noise) and trend.noise >= 0.0):
            yield f"{split} {trend.kind}: slope {trend.slope}, noise {trend.noise}"


def findings_are_each_said_once(report: Report, run: Run) -> Breaches:
    """No finding is reported twice."""
    codes = [finding.code for finding in report.findings]
    if len(set(codes)) < len(codes):
        yield " ".join(codes)


def _kinds(report: Report) -> str:
    return ", ".join(f"{split} {curve.kind}" for split, curve in report.curves.by_split.items())


VERDICTS: tuple[Invariant, ...] = (
    verdict_is_that_of_the_deciding_finding,
    evidence_names_the_shown_trend,
    evidence_meets_its_condition,
    calm_never_ends_above_its_start,
    calm_never_ends_far_above_its_best,
    calm_never_ends_without_a_number,
    diverged_ends_high_or_without_a_number,
    still_learning_has_a_falling_curve,
    settled_has_no_moving_curve,
    overfitting_is_behind_its_best,
    two_clear_trends_give_a_verdict,
    inconclusive_says_what_is_missing,
    confidence_is_a_probability,
    falling_ends_below_where_it_began,
    slope_goes_the_way_of_its_trend,
    findings_are_each_said_once,
)
