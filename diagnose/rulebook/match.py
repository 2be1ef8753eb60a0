"""Rules against facts: what fires becomes a finding with its evidence, what cannot be decided is skipped by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.facts.measurements import Measurements
from diagnose.model import Evidence, Finding, Skipped
from diagnose.rulebook.advice import advice_of
from diagnose.rulebook.candidate import Alternative, Candidate
from diagnose.rulebook.condition import Block, holds
from diagnose.rulebook.confidence import confidence
from diagnose.rulebook.rule import LAST_RESORT, Rule
from diagnose.rulebook.text import fill


def match(candidates: Iterable[Candidate], measurements: Measurements) -> tuple[list[Finding], list[Skipped]]:
    """The findings and the skipped rules of one run, in the order of the candidates.

    A rule of last resort, whose code comes last, is matched only where none before it decides.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for candidate in candidates:
        if candidate.rule.precedence >= LAST_RESORT and any(finding.verdict is not None for finding in findings):
            continue
        missing: list[str] = []
        for alternative in candidate.alternatives:
            if holds(alternative.open, measurements, missing):
                unless = candidate.rule.unless
                if not unless or not any(holds(exception, measurements, []) for exception in unless):
                    findings.append(_finding(candidate, alternative, measurements))
                break
        else:
            if missing:
                names = tuple(missing) if len(missing) == 1 else tuple(dict.fromkeys(missing))
                skipped.append(Skipped(candidate.rule.code, names))
    return findings, skipped


def _finding(candidate: Candidate, alternative: Alternative, facts: Measurements) -> Finding:
    rule = candidate.rule
    given, why_given = advice_of(rule, facts)
    evidence = tuple(_evidence(alternative, facts))
    known = {each.fact for each in evidence} if why_given else frozenset()
    return Finding(
        rule.code,
        rule.name,
        rule.title,
        rule.severity,
        confidence(rule.verdict, candidate.reads, facts),
        fill(rule.message, facts),
        fill(rule.why, facts),
        rule.verdict,
        _steps(rule, alternative.block, facts),
        (*evidence, *(each for each in why_given if each.fact not in known)),
        given,
        rule.not_when,
    )


def _evidence(alternative: Alternative, facts: Measurements) -> Iterator[Evidence]:
    for name, condition in alternative.evidence:
        fact = facts[name]
        if fact is not None:
            yield Evidence(name, fact.value, fact.unit, condition)


def _steps(rule: Rule, block: Block, facts: Measurements) -> tuple[float, float] | None:
    """From the step at which the finding set in to the last step of the run."""
    curves = [curve.series.steps for curve in facts.curves if len(curve.series)]
    if not curves:
        return None
    end = float(max([steps[-1] for steps in curves]))
    if rule.onset and (onset := facts[rule.onset]) is not None:
        return float(onset.value), max(end, float(onset.value))  # the log may tell of a step after its last values
    spans = [fact.steps for condition in block if (fact := facts[condition.fact]) and fact.steps]
    return (min([start for start, _ in spans]) if spans else float(curves[0][0])), end
