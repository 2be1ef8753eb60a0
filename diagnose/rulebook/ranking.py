"""Several findings into one answer: the verdict that a good engineer would say first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagnose.model import Caution, Finding, Report, Verdict
from diagnose.rulebook.rule import Rule

TELLING = frozenset((Verdict.OVERFITTING, Verdict.DIVERGED))
"""Verdicts of a further pair of losses that are said before the verdict on the main one."""


def ranked(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The findings in the order in which they are said: precedence, then the graver, then the surer.

    Those that another one supersedes are left out.
    """
    ordered = sorted(
        findings, key=lambda each: (rules[each.code].precedence, -each.severity, -each.confidence, each.code)
    )
    superseded = _superseded([rules[finding.code] for finding in ordered])
    return tuple(finding for finding in ordered if finding.code not in superseded)


def _superseded(fired: Sequence[Rule]) -> frozenset[str]:
    """The codes of the rules that another one supersedes which is not superseded itself."""
    finer: dict[str, list[str]] = {rule.code: [] for rule in fired}
    for rule in fired:
        for code in rule.supersedes:
            if code in finer:
                finer[code].append(rule.code)
    known: dict[str, bool] = {}

    def is_superseded(code: str) -> bool:
        if code not in known:
            known[code] = False  # so that rules of a user's own which supersede each other in a circle come to an end
            known[code] = not all(map(is_superseded, finer[code]))
        return known[code]

    return frozenset(filter(is_superseded, finer))


def deciding(findings: Sequence[Finding]) -> Finding | None:
    """The finding that gives the verdict: the first of the ranked ones that has one."""
    return next((finding for finding in findings if finding.verdict is not None), None)


def gravest(main: Report, others: Sequence[Report]) -> Report:
    """The report on the pair that is sickest; that of the main pair where no other one is worse.

    Of the others only what a training loss does to unseen data counts: a part of a loss may stand still or be noisy
    while the whole is sound. The notes say which other pairs were judged, and what they would have said.
    """
    worse = [report for report in others if report.verdict in TELLING and report.severity > main.severity]
    sickest = max(worse, key=lambda report: (report.severity, report.confidence), default=main)
    rest = [report for report in (main, *others) if report is not sickest]
    notes = [Caution(f"{_pair_of(report)}, also logged: {report.verdict}") for report in rest if any(report.curves)]
    return replace(sickest, notes=(*sickest.notes, *notes)) if notes else sickest


def _pair_of(report: Report) -> str:
    return " and ".join(curve.name for curve in report.curves)
