"""Several findings into one answer: the verdict that a good engineer would say first, and one list of what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diagnose.model import Finding, Recommendation
from diagnose.rulebook.rule import Rule

OPPOSITE = {"lower": "raise", "raise": "lower", "add": "remove", "remove": "add"}


def ranked(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The findings in the order in which they are said: precedence, then the graver, then the surer."""
    return tuple(
        sorted(findings, key=lambda one: (rules[one.code].precedence, -one.severity, -one.confidence, one.code))
    )


def deciding(findings: Sequence[Finding]) -> Finding | None:
    """The finding that gives the verdict: the first of the ranked ones that has one."""
    return next((one for one in findings if one.verdict is not None), None)


def merged(findings: Iterable[Finding]) -> tuple[Recommendation, ...]:
    """The recommendations of all findings in one list, in the order of the findings.

    A setting that was to go one way already is neither repeated nor contradicted further down.
    """
    said: set[tuple[str, str]] = set()
    kept = []
    for finding in findings:
        for one in finding.recommendations:
            way = (one.setting, one.change)
            if way in said or (one.setting, OPPOSITE.get(one.change, "")) in said:
                continue
            said.add(way)
            kept.append(one)
    return tuple(kept)
