"""Rules against facts: what fires becomes a finding with its evidence, what cannot be decided is skipped by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.facts.measurements import Measurements
from diagnose.model import Evidence, Finding, Skipped
from diagnose.rulebook.candidate import Alternative, Block, Candidate
from diagnose.rulebook.confidence import confidence
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.text import fill


def match(candidates: Iterable[Candidate], measurements: Measurements) -> tuple[list[Finding], list[Skipped]]:
    """The findings and the skipped rules of one run, in the order of the candidates."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule, alternatives in candidates:
        missing: list[str] = []
        for alternative in alternatives:
            if _holds(alternative.open, measurements, missing):
                if not any(_holds(exception, measurements, []) for exception in rule.unless):
                    findings.append(_finding(rule, alternative, measurements))
                break
        else:
            if missing:
                skipped.append(Skipped(rule.code, tuple(dict.fromkeys(missing))))
    return findings, skipped


def _holds(block: Block, measurements: Measurements, missing: list[str]) -> bool:
    """Whether every condition holds, in their order up to the first that does not; a missing fact goes to `missing`."""
    get = measurements.get
    for condition in block:
        fact = get(condition.fact)
        if fact is None:
            missing.append(condition.fact)
            return False
        if not condition.holds(fact):
            return False
    return True


def _finding(rule: Rule, alternative: Alternative, measurements: Measurements) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        title=rule.title,
        severity=rule.severity,
        confidence=confidence(rule, measurements),
        message=fill(rule.message, measurements.get),
        why=fill(rule.why, measurements.get),
        verdict=rule.verdict,
        steps=_steps(rule, alternative.block, measurements),
        evidence=tuple(_evidence(alternative, measurements)),
        recommendations=tuple(advice.filled(fill(advice.do, measurements.get)) for advice in rule.recommend),
        not_when=rule.not_when,
    )


def _evidence(alternative: Alternative, measurements: Measurements) -> Iterator[Evidence]:
    for name, condition in alternative.evidence:
        fact = measurements.get(name)
        if fact is not None:
            yield Evidence(name, fact.value, fact.unit, condition)


def _steps(rule: Rule, block: Block, measurements: Measurements) -> tuple[float, float] | None:
    """From the step at which the finding set in to the last step of the run."""
    last = [series.steps[-1] for series in (measurements.pair.train, measurements.pair.val) if series and len(series)]
    if not last:
        return None
    end = float(max(last))
    if rule.onset and (onset := measurements.get(rule.onset)) is not None:
        return float(onset.value), end
    spans = [fact.steps for condition in block if (fact := measurements.get(condition.fact)) and fact.steps]
    return (min(start for start, _ in spans), end) if spans else (float(_first(measurements)), end)


def _first(measurements: Measurements) -> float:
    series = measurements.pair.train or measurements.pair.val
    return float(series.steps[0]) if series is not None and len(series) else 0.0
