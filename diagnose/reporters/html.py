"""Reports as HTML: a fragment for a notebook, a page for a browser. What comes from the log is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from diagnose.model import Finding, Recommendation, Report
from diagnose.reporters.answers import Answers
from diagnose.reporters.numbers import step
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import (
    condition,
    course,
    headline,
    measured,
    onset_of,
    other_findings,
    reason,
    timeline,
    unit_of,
)
from diagnose.reporters.svg import drawing
from diagnose.writing import short, sure

MOST_ROWS = 100
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>diagnose</title><style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
h2 {{ line-height: 1.25 }} h3 {{ margin-bottom: .25rem }}
td, th {{ padding: .1rem .75rem .1rem 0; text-align: left; font-variant-numeric: tabular-nums }}
svg {{ max-width: 100%; height: auto }} small {{ opacity: .7 }}
section + section {{ border-top: 1px solid; margin-top: 3rem }}
</style></head><body><main><h1>Training diagnosis</h1>
{body}
</main></body></html>
"""


def render(answers: Answers, _: Screen) -> str:
    """A page with all reports, readable alone and without scripts."""
    failed = "".join(f"<li>{escape(log.detail)}</li>" for log in answers.failed)
    body = [fragment(report) for report in answers.reports]
    body += [f"<section><h2>Could not be read</h2><ul>{failed}</ul></section>"] if failed else []
    return PAGE.format(body="\n".join(body))


def fragment(report: Report) -> str:
    """One report as a `<section>`."""
    return "<section>" + "".join(_parts(report)) + "</section>"


def _parts(report: Report) -> Iterator[str]:
    heading = f"{report.run.name}: {headline(report)}"
    yield f"<h2>{escape(heading)}</h2><p>{escape(report.summary)}</p>"
    yield drawing(report.curves, report.best, onset_of(report), heading)
    yield from _courses(report)
    yield from _reasons(report)
    yield from _to_do(report.recommendations)
    yield from _also_seen(other_findings(report))
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    yield f"<h3>Notes</h3><ul>{notes}</ul>" if notes else ""
    yield from _data(report)


def _courses(report: Report) -> Iterator[str]:
    rows = [f"<li><b>{escape(curve.name)}</b> {escape(course(curve, report.best))}</li>" for curve in report.curves]
    rows += [f"<li>{escape(timeline(report))}</li>"] if timeline(report) else []
    yield f"<ul>{''.join(rows)}</ul>" if rows else ""


def _reasons(report: Report) -> Iterator[str]:
    finding = report.deciding
    if finding is None:
        return
    yield f"<h3>Why <small>({escape(finding.code)} {escape(finding.name)})</small></h3><p>{escape(finding.why)}</p>"
    unit = unit_of(report)
    rows = (
        f"<tr><th>{escape(evidence.fact)}</th><td>{escape(measured(evidence, unit))}</td>"
        f"<td>{escape(condition(evidence))}</td></tr>"
        for evidence in finding.evidence
    )
    yield f"<table>{''.join(rows)}</table>"
    yield f"<p><small>Do not believe it when: {escape(finding.not_when)}</small></p>" if finding.not_when else ""


def _to_do(recommendations: Sequence[Recommendation]) -> Iterator[str]:
    rows = []
    for recommendation in recommendations:
        why = reason(recommendation)
        rows.append(f"<li>{escape(recommendation.do)}" + (f"<br><small>{escape(why)}</small>" if why else "") + "</li>")
    yield f"<h3>What to do, in this order</h3><ol>{''.join(rows)}</ol>" if rows else ""


def _also_seen(findings: Sequence[Finding]) -> Iterator[str]:
    rows = "".join(
        f"<li>{finding.severity.word} {escape(finding.code)}: {escape(finding.message)} "
        f"({sure(finding.confidence)})</li>"
        for finding in findings
    )
    yield f"<h3>Also seen</h3><ul>{rows}</ul>" if rows else ""


def _data(report: Report) -> Iterator[str]:
    """The curves as a table, for those who cannot see the picture; long ones thinned."""
    curves = list(report.curves)
    if not curves:
        return
    steps = sorted({at for curve in curves for at in curve.series.steps.tolist()})
    every = -(-len(steps) // MOST_ROWS)
    shown = [dict(zip(curve.series.steps.tolist(), curve.series.values.tolist(), strict=True)) for curve in curves]
    rows = []
    for at in steps[::every]:
        cells = "".join(f"<td>{short(values[at]) if at in values else ''}</td>" for values in shown)
        rows.append(f"<tr><th>{step(at)}</th>{cells}</tr>")
    head = "".join(f"<th>{escape(curve.name)}</th>" for curve in curves)
    thinned = f", every {every}th row" if every > 1 else ""
    yield f"<details><summary>Values{thinned}</summary><table><tr><th>{unit_of(report)}</th>{head}</tr>"
    yield f"{''.join(rows)}</table></details>"
