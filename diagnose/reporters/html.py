"""Reports as HTML: a fragment for a notebook, a page for a browser. What comes from the log is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from diagnose.model import Finding, Recommendation, Report
from diagnose.reporters.answers import Answers
from diagnose.reporters.numbers import step
from diagnose.reporters.screen import Screen
from diagnose.reporters.selection import Selection, other_findings, selection
from diagnose.reporters.sentences import (
    capital,
    condition,
    course,
    happened,
    headline,
    in_words,
    measured,
    onset_of,
    reason,
    timeline,
    unit_of,
    what_to_do,
)
from diagnose.reporters.svg import drawing
from diagnose.rulebook.wording import tried
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
pre {{ overflow-x: auto; white-space: pre-wrap }}
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
    yield f"<h2>{escape(heading)}</h2><p>{escape(happened(report))}</p>"
    yield drawing(report.curves, report.best, onset_of(report), heading)
    chosen = selection(report)
    yield from _first(chosen)
    yield from _list("Then", [escape(advice.do) for advice in chosen.then])
    also = [f"{escape(finding.message)} <small>({escape(finding.code)})</small>" for finding in chosen.also]
    yield from _list("Also seen", [*also, *([f"and {chosen.unsaid} more"] if chosen.unsaid else [])])
    yield from _list("To be known", map(escape, chosen.cautions))
    yield "<details><summary>Evidence, reasons and all advice</summary>"
    yield from _whole(report)
    yield "</details>"
    yield from _data(report)


def _first(chosen: Selection) -> Iterator[str]:
    if chosen.first is not None:
        yield f"<h3>First</h3><p>{escape(capital(what_to_do(chosen.first)))}</p>{_code(chosen.first)}"


def _code(advice: Recommendation) -> str:
    return "" if advice.how is None else f"<pre><code>{escape(advice.how.code)}</code></pre>"


def _list(title: str, items: Iterable[str], kind: str = "ul") -> Iterator[str]:
    rows = "".join(f"<li>{item}</li>" for item in items)
    yield f"<h3>{title}</h3><{kind}>{rows}</{kind}>" if rows else ""


def _whole(report: Report) -> Iterator[str]:
    yield from _reasons(report)
    yield from _list("What to do, in this order", map(_advice, report.recommendations), "ol")
    yield from _list("All else that was seen", map(_other, other_findings(report)))
    courses = [f"<b>{escape(curve.name)}</b> {escape(course(curve, report.best))}" for curve in report.curves]
    yield from _list("Curves", [*courses, *filter(None, [escape(timeline(report))])])
    yield from _list("Notes", map(escape, report.notes))


def _reasons(report: Report) -> Iterator[str]:
    finding = report.deciding
    if finding is None:
        return
    yield f"<h3>Why <small>({escape(finding.code)} {escape(finding.name)})</small></h3><p>{escape(finding.why)}</p>"
    unit = unit_of(report)
    rows = (
        f"<tr><th>{escape(in_words(evidence))}</th><td>{escape(measured(evidence, unit))}</td>"
        f"<td>{escape(condition(evidence))}</td></tr>"
        for evidence in finding.evidence
    )
    yield f"<table>{''.join(rows)}</table>"
    yield f"<p><small>Do not believe it when: {escape(finding.not_when)}</small></p>" if finding.not_when else ""


def _advice(advice: Recommendation) -> str:
    trial = "" if advice.trial is None else f"It {tried(advice.trial)}."
    remarks = " ".join(filter(None, (reason(advice), trial)))
    small = f"<br><small>{escape(remarks)}</small>" if remarks else ""
    return f"{escape(what_to_do(advice))}{_code(advice)}{small}"


def _other(finding: Finding) -> str:
    return f"{finding.severity.word} {escape(finding.code)}: {escape(finding.message)} ({sure(finding.confidence)})"


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
