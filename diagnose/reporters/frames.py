"""Reports and runs as pandas tables."""

from __future__ import annotations

import pandas as pd

from diagnose.model import Report, Run

COLUMNS = ("code", "name", "verdict", "severity", "confidence", "since", "until", "message", "first_advice")


def findings_frame(report: Report) -> pd.DataFrame:
    """The findings, one row each; `since` and `until` are steps."""
    rows = []
    for one in report.findings:
        since, until = one.steps or (None, None)
        verdict = one.verdict and one.verdict.value
        advice = one.recommendations[0].do if one.recommendations else ""
        rows.append((one.code, one.name, verdict, one.severity.word, one.confidence, since, until, one.message, advice))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def curves_frame(run: Run) -> pd.DataFrame:
    """The series, one column each, on their common steps; a value that was not logged is NaN."""
    unit = next((one.step_unit for one in run.series), "step")
    columns = [pd.Series(one.values, index=one.steps, name=one.name) for one in run.series]
    frame = pd.concat(columns, axis=1).sort_index() if columns else pd.DataFrame()
    if (frame.index == frame.index.astype(int)).all():
        frame.index = frame.index.astype(int)
    return frame.rename_axis(unit)
