"""Reports and runs as pandas tables."""

from __future__ import annotations

import pandas as pd

from diagnose.model import Report, Run

COLUMNS = ("code", "name", "verdict", "severity", "confidence", "since", "until", "message", "first_advice")


def findings_frame(report: Report) -> pd.DataFrame:
    """The findings, one row each; `since` and `until` are steps."""
    rows = []
    for finding in report.findings:
        since, until = finding.steps or (None, None)
        verdict = finding.verdict and finding.verdict.value
        judged = (finding.code, finding.name, verdict, finding.severity.word, finding.confidence)
        advice = finding.recommendations[0].do if finding.recommendations else ""
        rows.append((*judged, since, until, finding.message, advice))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def curves_frame(run: Run) -> pd.DataFrame:
    """The series, one column each, on their common steps; a value that was not logged is NaN."""
    unit = next((series.step_unit for series in run.series), "step")
    columns = [pd.Series(series.values, index=series.steps, name=series.name) for series in run.series]
    frame = pd.concat(columns, axis=1).sort_index() if columns else pd.DataFrame()
    if (frame.index == frame.index.astype(int)).all():
        frame.index = frame.index.astype(int)
    return frame.rename_axis(unit)
