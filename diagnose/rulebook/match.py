"""Rules against facts: what fires becomes a finding with its evidence, what cannot be decided is skipped by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.facts.measurements import Measurements
from diagnose.model import Evidence, Finding, Recommendation, Skipped
from diagnose.rulebook.candidate import Alternative, Block, Candidate
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
            if _holds(alternative.open, measurements, missing):
                unless = candidate.rule.unless
                if not unless or not any(_holds(exception, measurements, []) for exception in unless):
                    findings.append(_finding(candidate, alternative, measurements))
                break
        else:
            if missing:
                names = tuple(missing) if len(missing) == 1 else tuple(dict.fromkeys(missing))
                skipped.append(Skipped(candidate.rule.code, names))
    return findings, skipped


def _holds(block: Block, facts: Measurements, missing: list[str]) -> bool:
    """Whether every condition holds, in their order up to the first that does not; a missing fact goes to `missing`."""
    for condition in block:
        fact = facts[condition.fact]
        if fact is None:
            missing.append(condition.fact)
            return False
        if not condition.holds(fact):
            return False
    return True


def _finding(candidate: Candidate, alternative: Alternative, facts: Measurements) -> Finding:
    rule = candidate.rule
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
        tuple(_evidence(alternative, facts)),
        tuple([_filled(advice, facts) for advice in rule.recommend]),
        rule.not_when,
    )


def _filled(advice: Recommendation, facts: Measurements) -> Recommendation:
    do = fill(advice.do, facts)
    return advice if do is advice.do else advice._replace(do=do)


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
