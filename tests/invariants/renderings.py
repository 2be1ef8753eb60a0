"""Between the formats: text, Markdown, HTML and JSON say the same of a run."""

from __future__ import annotations

import json
import re
from html import unescape

from diagnose.facts import FACTS
from diagnose.model import Report, Run
from diagnose.reporters import REPORTERS, Answers, Screen, render
from diagnose.reporters.sentences import happened, headline, what_to_do
from tests.invariants.breach import Breaches, Invariant

WIDE = Screen(width=100_000)
FACT = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in FACTS if "." in name))


def every_format_says_the_same(report: Report, run: Run) -> Breaches:
    """The verdict, its onset, how sure it is, what happened and what to do first stand in every format."""
    wanted = [f"{report.run.name}: {headline(report)}", happened(report)]
    wanted += [what_to_do(advice) for advice in report.recommendations[:1]]
    for form in ("text", "markdown", "html"):
        shown = _plain(form, render(form, Answers([report]), WIDE)).casefold()
        for words in wanted:
            if _squeezed(words).casefold() not in shown:
                yield f"{form} lacks {words[:100]!r}"


def names_of_facts_stay_inside(report: Report, run: Run) -> Breaches:
    """What measurements are called inside is told with `-v` and in JSON alone."""
    logged = " ".join(series.name for series in report.run.series).casefold()
    for form in ("text", "markdown", "html"):
        shown = _plain(form, render(form, Answers([report]), WIDE)).casefold()
        yield from (f"{form} says {name}" for name in set(FACT.findall(shown)) if name not in logged)


def _plain(form: str, shown: str) -> str:
    if form == "html":
        shown = unescape(re.sub(r"<[^>]*>", " ", shown))
    return _squeezed(re.sub(r"\\([\\`*_{}\[\]<>#|~])", r"\1", shown) if form == "markdown" else shown)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def json_says_what_the_report_says(report: Report, run: Run) -> Breaches:
    """The JSON document is strict JSON, with the verdict, rule, severity, summary and last phase of the report."""
    document = json.loads(render("json", Answers([report]), WIDE), parse_constant=_refused)
    entry = document["runs"][0]
    for name, value in (("verdict", report.verdict.value), ("rule", report.rule), ("summary", report.summary)):
        if entry[name] != value:
            yield f"{name}: {entry[name]!r}, in the report {value!r}"
    if entry["severity"] != report.severity.word or entry["confidence"] != report.confidence:
        yield f"{entry['severity']} {entry['confidence']}, in the report {report.severity.word} {report.confidence}"
    if entry["phases"] and entry["phases"][-1]["verdict"] != entry["verdict"]:
        yield f"the last phase is {entry['phases'][-1]['verdict']}, the verdict {entry['verdict']}"


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


RENDERINGS: tuple[Invariant, ...] = (
    every_format_says_the_same,
    names_of_facts_stay_inside,
    json_says_what_the_report_says,
)
assert set(REPORTERS) >= {"text", "json", "markdown", "html"}
