"""Reports as Markdown, for the summary page of a CI run and for notebooks that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from diagnose.model import Recommendation, Report, Severity, Verdict
from diagnose.reporters.answers import Answers
from diagnose.reporters.plain_text import plain
from diagnose.reporters.screen import Screen
from diagnose.reporters.selection import Selection, other_findings, selection
from diagnose.reporters.sentences import (
    condition,
    happened,
    headline,
    in_words,
    measured,
    reason,
    unit_of,
    what_to_do,
)
from diagnose.reporters.sparkline import sparkline
from diagnose.rulebook.wording import tried
from diagnose.writing import sure

SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "✅"}
UNDECIDED = "❔"  # never the sign of health
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
HEAD = ["| run | verdict | what | first |", "|---|---|---|---|"]


def render(answers: Answers, _: Screen) -> str:
    """A table of all runs, then more on those that need something, or on the one that there is."""
    lines = ["## Training diagnosis", "", *HEAD, *map(_row_of, answers.reports)]
    lines += [_row(_text(name), "❌ not read", _text(detail), "") for name, detail in answers.failed]
    alone = len(answers.reports) == 1
    for report in answers.reports:
        if alone or report.severity > Severity.NOTE:
            lines += ["", *_section(report)]
    return "\n".join(lines) + "\n"


def section(report: Report) -> str:
    """One report: its first screen, and behind a fold the rest."""
    return "\n".join(_section(report)) + "\n"


def _row_of(report: Report) -> str:
    first = report.recommendations[0].do if report.recommendations else ""
    return _row(_text(report.run.name), _verdict(report), _text(happened(report)), _text(first))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _verdict(report: Report) -> str:
    sign = UNDECIDED if report.verdict is Verdict.INCONCLUSIVE else SIGNS[report.severity]
    return f"{sign} {_text(headline(report))}"


def _section(report: Report) -> Iterator[str]:
    yield from (f"### {_text(report.run.name)}: {_text(headline(report))}", "", _text(happened(report)), "")
    yield from (f"- {_text(curve.name)} `{sparkline(curve.series.values, 24).strip()}`" for curve in report.curves)
    chosen = selection(report)
    yield from _to_do(chosen)
    more = f"and {chosen.unsaid} more" if chosen.unsaid else ""
    yield from _list("Also", [*(f"{finding.message} ({finding.code})" for finding in chosen.also), more])
    yield from _list("Note", chosen.cautions)
    yield from ("", "<details><summary>Evidence, reasons and all advice</summary>")
    yield from _whole(report)
    yield from ("", "</details>")


def _to_do(chosen: Selection) -> Iterator[str]:
    if chosen.first is not None:
        yield from ("", f"**First:** {_text(what_to_do(chosen.first))}")
        yield from _code(chosen.first)
    yield from _list("Then", [advice.do for advice in chosen.then])


def _code(advice: Recommendation) -> list[str]:
    """The line of code, fenced; a name of the log that stands in it stays on the line, and cannot leave the fence."""
    return [] if advice.how is None else ["", "```python", plain(advice.how.code), "```"]


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {_text(item)}" for item in items if item]
    yield from ["", f"**{title}:**", "", *lines] if lines else []


def _whole(report: Report) -> Iterator[str]:
    if finding := report.deciding:
        yield from ("", f"**Why** ({finding.code} {finding.name}): {_text(finding.why)}", "")
        unit = unit_of(report)
        for evidence in finding.evidence:
            asked = f", {asks}" if (asks := condition(evidence)) else ""
            yield f"- {_text(in_words(evidence))}: {_text(measured(evidence, unit) + asked)}"
        if finding.not_when:
            yield from ("", f"Do not believe it when: {_text(finding.not_when)}")
    if report.recommendations:
        yield from ("", "**What to do**, in this order:", "")
        yield from (f"{place}. {_advice(advice)}" for place, advice in enumerate(report.recommendations, 1))
    yield from _list(
        "Also seen",
        (
            f"{finding.severity.word} {finding.code}: {finding.message} ({sure(finding.confidence)})"
            for finding in other_findings(report)
        ),
    )
    yield from _list("Notes", report.notes)


def _advice(advice: Recommendation) -> str:
    trial = "" if advice.trial is None else f"It {tried(advice.trial)}."
    return _text(" ".join(filter(None, (f"{what_to_do(advice)}.", reason(advice), trial))))


def _text(text: str) -> str:
    """Text that Markdown takes literally, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
