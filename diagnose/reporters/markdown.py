"""Reports as Markdown, for the summary page of a CI run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagnose.model import Report, Severity, Verdict
from diagnose.reporters.answers import Answers
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import condition, headline, measured, other_findings, unit_of
from diagnose.reporters.sparkline import sparkline
from diagnose.writing import sure

SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "✅"}
UNDECIDED = "❔"  # never the sign of health
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(answers: Answers, _: Screen) -> str:
    """A table of all runs, then the reasons and the advice for those that need something."""
    lines = ["## Training diagnosis", "", "| run | verdict | what |", "|---|---|---|"]
    lines += [_row(_cell(report.run.name), _verdict(report), _cell(report.summary)) for report in answers.reports]
    lines += [_row(_cell(name), "❌ not read", _cell(detail)) for name, detail in answers.failed]
    for report in answers.reports:
        if report.severity > Severity.NOTE:
            lines += _details(report)
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _verdict(report: Report) -> str:
    sign = UNDECIDED if report.verdict is Verdict.INCONCLUSIVE else SIGNS[report.severity]
    return f"{sign} {_cell(headline(report))}"


def _details(report: Report) -> Iterator[str]:
    yield from ("", f"### {_cell(report.run.name)}: {_cell(headline(report))}", "")
    for curve in report.curves:
        yield f"- {_cell(curve.name)} `{sparkline(curve.series.values, 24).strip()}`"
    if finding := report.deciding:
        yield from ("", f"**Why** ({finding.code} {finding.name}): {_cell(finding.why)}", "")
        unit = unit_of(report)
        for evidence in finding.evidence:
            yield f"- {_cell(evidence.fact)}: {_cell(measured(evidence, unit))} {_cell(condition(evidence))}".rstrip()
    if report.recommendations:
        yield from ("", "**What to do**, in this order:", "")
        yield from (f"{place}. {_cell(advice.do)}" for place, advice in enumerate(report.recommendations, 1))
    others = other_findings(report)
    if others:
        yield from ("", "**Also seen**", "")
        yield from (
            f"- {finding.severity.word} {finding.code}: {_cell(finding.message)} ({sure(finding.confidence)})"
            for finding in others
        )


def _cell(text: str) -> str:
    """Text that Markdown takes literally, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
