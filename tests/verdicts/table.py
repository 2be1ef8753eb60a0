"""`python -m tests.verdicts.table`: what is said of every run that the repository holds, one line a run.

A change of a limit shows here as the lines of the runs whose verdict, trends, findings or advice it changes. The runs
are the labelled ones of `bench/accuracy/runs.jsonl.gz` and the examples of the rules.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from bench.accuracy.histories import run_of as run_of_history
from diagnose.model import Report, Run
from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook.book import ours
from diagnose.rulebook.examples import examples_of, run_of

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("table.tsv")
COLUMNS = ("run", "verdict", "confidence", "trends", "findings", "advice")


def main() -> None:
    """Write the table anew."""
    FILE.write_text("\n".join(("\t".join(COLUMNS), *lines())) + "\n", encoding="utf-8", newline="\n")


def lines() -> Iterator[str]:
    """What is said now of each run, in the order of the table."""
    options = Options()
    for run in runs():
        yield line_of(run.name, diagnose_run(run, options))


def runs() -> Iterator[Run]:
    """The labelled runs, then the examples of the rules, each with a name that no other has."""
    with gzip.open(ROOT / "bench" / "accuracy" / "runs.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield run_of_history(row["history"], row["id"])
    for rule in ours():
        for example in examples_of(rule):
            yield run_of(example._replace(name=f"{rule.code} {example.name}"))


def line_of(name: str, report: Report) -> str:
    """The line of one run."""
    trends = (f"{series} {trend.kind} {trend.since:g}" for series, trend in report.trends.items())
    findings = (finding.code for finding in report.findings)
    advice = (" ".join((each.action, *map(_amount, (each.apply or {}).values()))) for each in report.recommendations)
    verdict = f"{report.verdict} {report.rule}"
    return "\t".join(
        (name, verdict, f"{report.confidence:.2f}", ", ".join(trends), " ".join(findings), ", ".join(advice))
    )


def _amount(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.3g}"


if __name__ == "__main__":
    main()
