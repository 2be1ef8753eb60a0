"""The whole program on one page: bytes → runs → series → curves → facts → findings → report.

May not: format, word texts, print, exit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from diagnose import curves, facts, series
from diagnose.facts.measurements import Measurements
from diagnose.model import Best, Caution, Finding, Pair, Report, Run, Severity, Source, Verdict
from diagnose.readers import read
from diagnose.readers.core.budget import budget
from diagnose.rulebook import Rulebook, load_rulebook
from diagnose.rulebook.advice import agreed, merged
from diagnose.rulebook.match import match
from diagnose.rulebook.phases import phases, since_last_phase
from diagnose.rulebook.ranking import deciding, gravest, ranked
from diagnose.rulebook.text import summary

MOST_RUNS = 500
BYTES_A_RUN = 2_000
"""Of a longer log one run for so many bytes is judged, so that the work grows with the log and no faster."""


@dataclass(frozen=True)
class Options:
    """What a caller may choose: the rules, a reader by name, and the two curves by name."""

    rulebook: Rulebook = field(default_factory=load_rulebook)
    reader: str | None = None
    train: str | None = None
    val: str | None = None

    @cached_property
    def numbers(self) -> facts.Numbers:
        """The limits of trends and facts and the fitted numbers, with those of the settings in their place."""
        return facts.numbers_with(self.rulebook.settings.limits)


def diagnose_source(source: Source, options: Options) -> list[Report]:
    """A report for each run that stands in the source, as far as the time and the size of the log allow.

    The last report tells how many runs were not judged: a log of tens of thousands of two lines each is no log.

    Raises:
        ReadError: no run can be read from it.
    """
    runs, own = read(source, options.reader), budget()
    reports: list[Report] = []
    for run in runs[: max(MOST_RUNS, source.size // BYTES_A_RUN)]:
        if reports and own is not None and own.is_spent():
            break
        reports.append(diagnose_run(run, options))
    if len(reports) < len(runs):
        left = Caution(f"only the first {len(reports):,} of {len(runs):,} runs in this log were judged")
        reports[-1] = replace(reports[-1], notes=(*reports[-1].notes, left))
    return reports


def diagnose_run(run: Run, options: Options) -> Report:
    """The report for one run as a reader gave it; of several pairs of losses it is that of the gravest."""
    run = series.recover(series.prepare(run))
    pair = series.choose_pair(run, options.train, options.val)
    report = _diagnose_pair(run, pair, options)
    if options.train or options.val:
        return report
    others = [_diagnose_pair(run, other, options) for other in series.other_pairs(run, pair)]
    return gravest(report, others)


def _diagnose_pair(run: Run, pair: Pair, options: Options) -> Report:
    book = options.rulebook
    judged = curves.judge_pair(pair, options.numbers.trends, series.learning_rate(run, pair))
    measured = facts.measure(run, judged, options.numbers)
    matched, skipped = match(book.possible(measured.word("train"), measured.word("val")), measured)
    reported = [finding for finding in matched if book.reports(book.by_code[finding.code])]
    findings = ranked(reported, book.by_code)
    findings = agreed(findings, deciding(findings), book.actions)
    first = deciding(findings)
    verdict = Verdict.INCONCLUSIVE if first is None or first.verdict is None else first.verdict
    timeline = phases(book, judged, verdict, _onset(book, first))
    findings = since_last_phase(findings, first, timeline, book)
    recommendations = merged(findings, deciding(findings), book.actions)
    return Report(
        run=run,
        verdict=verdict,
        rule=None if first is None else first.code,
        severity=Severity.NOTE if first is None else first.severity,
        confidence=0.0 if first is None else first.confidence,
        summary=summary(first, recommendations),
        curves=judged,
        best=_best(measured),
        phases=timeline,
        findings=findings,
        recommendations=recommendations,
        skipped=tuple(skipped),
        suppressed=len(matched) - len(reported),
        notes=(*run.notes, *([judged.why] if judged.why else [])),
    )


def _onset(book: Rulebook, first: Finding | None) -> float | None:
    """Where the deciding finding set in, if its rule knows; else the phases tell."""
    return first.steps[0] if first is not None and first.steps and book.by_code[first.code].onset else None


def _best(measured: Measurements) -> Best | None:
    fact, curve = measured["val.best"], measured.curves.val
    if fact is None or fact.steps is None or curve is None:
        return None
    at, turn = fact.steps[0], measured["val.turn"]
    as_good = None if turn is None or turn.steps is None else (min(turn.steps[0], at), max(turn.steps[1], at))
    return Best(curve.name, at, float(fact.value), as_good)
