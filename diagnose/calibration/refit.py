"""Labelled runs to the numbers that suit them, with figures before, after, and on runs that were held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagnose.calibration.confidences import fit_trends, fit_verdicts, trend_statements
from diagnose.calibration.labelled import LabelledRun
from diagnose.calibration.limit_search import moved_limits
from diagnose.calibration.reliability import Reliability, reliability
from diagnose.model import Report
from diagnose.pipeline import Options, diagnose_run

FEWEST = 10
FOLDS = 5


@dataclass(frozen=True)
class Calibration:
    """The numbers that were changed, and how well the old and the new ones do.

    `before` and `after` are the shares of accepted verdicts, `held_out` the reliability of the verdicts and their
    confidences on runs that had no part in the fit.
    """

    numbers: Mapping[str, float]
    before: float
    after: float
    held_out: Reliability

    def to_toml(self) -> str:
        """The numbers as the text of a settings file."""
        lines = "\n".join(f'"{name}" = {value:g}' for name, value in sorted(self.numbers.items()))
        return f"[limits]\n{lines}\n"


def calibrate(runs: Sequence[LabelledRun], options: Options | None = None, move_limits: bool = True) -> Calibration:
    """Numbers fitted to labelled runs; `move_limits=False` fits the confidences alone.

    Raises:
        ValueError: there are fewer than ten runs.
    """
    if len(runs) < FEWEST:
        raise ValueError(f"{len(runs)} labelled runs are too few; at least {FEWEST} are needed, better a hundred")
    options = options or Options()
    held_out = [_stated(run, report) for run, report in _reports_held_out(runs, options, move_limits)]
    numbers = _fit(runs, options, move_limits)
    return Calibration(
        numbers,
        _share_accepted(runs, _reports(runs, options)),
        _share_accepted(runs, _reports(runs, with_numbers(options, numbers))),
        reliability(*zip(*held_out, strict=True)),
    )


def _fit(runs: Sequence[LabelledRun], options: Options, move_limits: bool) -> dict[str, float]:
    fitted: dict[str, float] = {}
    if move_limits:
        fitted = moved_limits(
            options.numbers.by_name, lambda numbers: _share_met(runs, _reports(runs, with_numbers(options, numbers)))
        )
    options = with_numbers(options, fitted)
    fitted |= fit_trends(trend_statements(runs, _reports(runs, options)), options.numbers.by_name)
    return fitted | fit_verdicts(runs, _reports(runs, with_numbers(options, fitted)))


def _reports_held_out(
    runs: Sequence[LabelledRun], options: Options, move_limits: bool
) -> list[tuple[LabelledRun, Report]]:
    """Each run with its report by numbers that were fitted to the other folds."""
    reports: list[tuple[LabelledRun, Report]] = []
    for fold in range(FOLDS):
        others = [run for index, run in enumerate(runs) if index % FOLDS != fold]
        own = [run for index, run in enumerate(runs) if index % FOLDS == fold]
        fitted = with_numbers(options, _fit(others, options, move_limits))
        reports += zip(own, _reports(own, fitted), strict=True)
    return reports


def _reports(runs: Sequence[LabelledRun], options: Options) -> list[Report]:
    return [diagnose_run(labelled.run, options) for labelled in runs]


def with_numbers(options: Options, numbers: Mapping[str, float]) -> Options:
    """The options with these numbers in the place of their own."""
    settings = options.rulebook.settings
    settings = settings._replace(limits={**settings.limits, **numbers})
    return replace(options, rulebook=replace(options.rulebook, settings=settings))


def _stated(run: LabelledRun, report: Report) -> tuple[float, bool, float]:
    """The confidence of the verdict, whether it is accepted, and the weight of the run."""
    return report.confidence, report.verdict in run.accepted, run.weight


def _share_accepted(runs: Sequence[LabelledRun], reports: Sequence[Report]) -> float:
    return reliability(*zip(*map(_stated, runs, reports), strict=True)).right


def _share_met(runs: Sequence[LabelledRun], reports: Sequence[Report]) -> float:
    """The share of labels met: verdicts accepted, and verdicts and trends right, in equal parts."""
    met = total = 0.0
    for run, report in zip(runs, reports, strict=True):
        checks = [report.verdict in run.accepted, report.verdict == run.diagnosis]
        judged = report.curves.by_split
        checks += [judged[split].trend.kind in kinds for split, kinds in run.kinds.items() if split in judged]
        met += run.weight * sum(checks)
        total += run.weight * len(checks)
    return met / total if total else 0.0
