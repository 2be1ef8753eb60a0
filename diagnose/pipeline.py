"""The whole program on one page: bytes → runs → series → trends → facts → findings → report.

May not: format, print, exit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from diagnose import facts, series, trends
from diagnose.facts.measurements import Measurements
from diagnose.fitted import replaced
from diagnose.model import Best, Finding, Phase, Report, Run, Severity, Source, Verdict
from diagnose.readers import read
from diagnose.rulebook import Rulebook, load_rulebook
from diagnose.rulebook.match import match
from diagnose.rulebook.phases import phases
from diagnose.rulebook.ranking import agreed, deciding, merged, ranked


@dataclass(frozen=True)
class Options:
    """What a caller may choose: the rules, a reader by name, and the two curves by name."""

    rulebook: Rulebook = field(default_factory=load_rulebook)
    reader: str | None = None
    train: str | None = None
    val: str | None = None

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The fitted numbers, with those of the settings' calibration in their place."""
        return replaced(self.rulebook.settings.calibration, trends.NUMBERS)

    @cached_property
    def limits(self) -> trends.Thresholds:
        """The limits of the trend analysis, with those of the settings' calibration in their place."""
        return trends.limits_of(self.numbers)


def diagnose_source(source: Source, options: Options) -> list[Report]:
    """A report for each run that stands in the source.

    Raises:
        ReadError: no run can be read from it.
    """
    return [diagnose_run(run, options) for run in read(source, options.reader)]


def diagnose_run(run: Run, options: Options) -> Report:
    """The report for one run as a reader gave it."""
    run = series.recover(series.prepare(run))
    pair = series.choose_pair(run, options.train, options.val)
    judged = [one for one in (pair.train, pair.val) if one is not None]
    curves = {one.name: trends.draw(one) for one in judged}
    limits, numbers = options.limits, options.numbers
    found = {one.name: trends.judge(curves[one.name], one, limits) for one in judged}
    measured = facts.measure(run, pair, found, curves, numbers)
    matched, skipped = match(options.rulebook.possible(measured.word("train"), measured.word("val")), measured)
    reported = [one for one in matched if options.rulebook.reports(options.rulebook.by_code[one.code])]
    findings = agreed(ranked(reported, options.rulebook.by_code))
    first = deciding(findings)
    verdict = Verdict.INCONCLUSIVE if first is None or first.verdict is None else first.verdict
    return Report(
        run=run,
        verdict=verdict,
        rule=None if first is None else first.code,
        severity=Severity.NOTE if first is None else first.severity,
        confidence=0.0 if first is None else first.confidence,
        summary=_summary(first),
        pair=pair,
        trends=found,
        best=_best(measured),
        phases=_phases(options.rulebook, measured, verdict),
        findings=findings,
        recommendations=merged(findings),
        skipped=tuple(skipped),
        suppressed=len(matched) - len(reported),
        notes=(*run.notes, *([pair.why] if pair.why else [])),
    )


def _summary(first: Finding | None) -> str:
    if first is None:
        return "No rule could decide; see what is missing under skipped."
    todo = f" {first.recommendations[0].do}." if first.recommendations else ""
    return f"{first.message[:1].upper()}{first.message[1:]}.{todo}"


def _best(measured: Measurements) -> Best | None:
    fact = measured["val.best"]
    if fact is None or fact.steps is None or measured.pair.val is None:
        return None
    at, turn = fact.steps[0], measured["val.turn"]
    as_good = None if turn is None or turn.steps is None else (min(turn.steps[0], at), max(turn.steps[1], at))
    return Best(measured.pair.val.name, at, float(fact.value), as_good)


def _phases(book: Rulebook, measured: Measurements, verdict: Verdict) -> tuple[Phase, ...]:
    upside_down = measured.pair.val_rises_when_better
    return phases(book, measured.train_trend, measured.val_trend, upside_down, verdict)
