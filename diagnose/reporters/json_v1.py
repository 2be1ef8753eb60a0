"""Reports as the document `diagnose/v1`, whose shape is written down in `diagnose.documents` and checked by mypy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from diagnose.model import Curve, Evidence, Finding, Phase, Recommendation, Report, Series, Skipped, StepUnit, Trial
from diagnose.reporters.answers import Answers
from diagnose.reporters.numbers import carried, number, span, step
from diagnose.reporters.screen import Screen
from diagnose.version import __version__

if TYPE_CHECKING:  # the documents need pydantic, which the command has no time to import
    from diagnose.documents.diagnosis import (
        BestEntry,
        Diagnosis,
        EvidenceEntry,
        FindingEntry,
        PhaseEntry,
        RunDiagnosis,
        SkippedEntry,
        TrendEntry,
    )
    from diagnose.documents.rules import RecommendationEntry, TrialEntry

MOST_INDENTED = 50  # nobody reads more by eye, and without indents Python writes ten times faster
RULE_URL = "/v1/rules/{code}"


def render(answers: Answers, _: Screen) -> str:
    """The document as text."""
    indent = 2 if len(answers.reports) <= MOST_INDENTED else None
    return json.dumps(document(answers), ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def document(answers: Answers) -> Diagnosis:
    """The document as plain data; NaN and infinities are strings already."""
    return {
        "schema": "diagnose/v1",
        "tool": {"name": "diagnose", "version": __version__},
        "runs": [run_entry(report) for report in answers.reports],
        "problems": [{"name": log.name, "detail": log.detail} for log in answers.failed],
        "notes": list(answers.notes),
    }


def run_entry(report: Report) -> RunDiagnosis:
    """What the document says about one run."""
    return {
        "name": report.run.name,
        "format": report.run.format,
        "step_unit": _step_unit(report),
        "steps": _steps_seen(report),
        "verdict": report.verdict.value,
        "rule": report.rule,
        "severity": report.severity.word,
        "confidence": number(report.confidence),
        "summary": report.summary,
        "pair": {"train": _name(report.curves.train), "val": _name(report.curves.val)},
        "trends": {curve.name: _trend(curve) for curve in report.curves},
        "best": _best(report),
        "phases": [_phase(phase) for phase in report.phases],
        "findings": [_finding(finding) for finding in report.findings],
        "recommendations": [recommendation_entry(advice) for advice in report.recommendations],
        "suppressed": report.suppressed,
        "skipped": [_skipped(rule) for rule in report.skipped],
        "notes": list(report.notes),
    }


def _name(curve: Curve | None) -> str | None:
    return None if curve is None else curve.name


def _judged_series(report: Report) -> list[Series]:
    return [curve.series for curve in report.curves] or list(report.run.series)


def _step_unit(report: Report) -> StepUnit | None:
    return next((series.step_unit for series in _judged_series(report)), None)


def _steps_seen(report: Report) -> int:
    """How many different steps the judged curves have; those of the whole run where none was judged."""
    judged = _judged_series(report)
    steps = np.sort(np.concatenate([np.empty(0), *(series.steps for series in judged)]))
    return min(1, len(steps)) + int(np.count_nonzero(np.diff(steps)))


def _trend(curve: Curve) -> TrendEntry:
    trend = curve.trend
    return {
        "split": curve.series.split,
        "metric": curve.series.metric,
        "kind": trend.kind.value,
        "since": step(trend.since),
        "slope": number(trend.slope),
        "noise": number(trend.noise),
        "confidence": number(trend.confidence),
    }


def _best(report: Report) -> BestEntry | None:
    best = report.best
    if best is None:
        return None
    return {
        "series": best.curve,
        "step": step(best.step),
        "value": number(best.value),
        "spread": span(best.spread),
    }


def _phase(phase: Phase) -> PhaseEntry:
    return {
        "from": step(phase.start),
        "to": step(phase.end),
        "train": phase.train.value,
        "val": phase.val.value,
        "verdict": phase.verdict.value,
    }


def _finding(finding: Finding) -> FindingEntry:
    return {
        "code": finding.code,
        "name": finding.name,
        "title": finding.title,
        "severity": finding.severity.word,
        "confidence": number(finding.confidence),
        "message": finding.message,
        "why": finding.why,
        "not_when": finding.not_when,
        "steps": span(finding.steps),
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "recommendations": [recommendation_entry(advice) for advice in finding.recommendations],
        "url": RULE_URL.format(code=finding.code),
    }


def _evidence(evidence: Evidence) -> EvidenceEntry:
    return {
        "fact": evidence.fact,
        "value": carried(evidence.value),
        "unit": evidence.unit,
        "condition": evidence.condition,
    }


def recommendation_entry(advice: Recommendation) -> RecommendationEntry:
    """A recommendation as plain data."""
    return {
        "action": advice.action,
        "do": advice.do,
        "setting": advice.setting,
        "change": advice.change,
        "apply": None if advice.apply is None else {way: _amount(value) for way, value in advice.apply.items()},
        "how": None if advice.how is None else {"framework": advice.how.framework, "code": advice.how.code},
        "because": list(advice.because),
        "cost": advice.cost,
        "trial": None if advice.trial is None else _trial(advice.trial),
        "why": advice.why,
        "source": advice.source,
    }


def _amount(value: float | str) -> bool | float | str:
    """An amount as JSON has it: whole numbers whole."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _trial(trial: Trial) -> TrialEntry:
    return {"runs": trial.runs, "helped": number(trial.helped), "harmed": number(trial.harmed)}


def _skipped(rule: Skipped) -> SkippedEntry:
    return {"code": rule.code, "missing": list(rule.missing)}
