"""Several findings into one answer: the verdict that a good engineer would say first, and one list of what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagnose.model import Fact, Finding, Recommendation, Report, Severity, Verdict
from diagnose.rulebook.rule import Rule

WAYS = {"raise": 1, "add": 1, "lower": -1, "remove": -1, "stop": -1}
"""The ways in which a setting goes up or down; `check` and `keep` go neither way."""

SETTINGS = frozenset(
    (
        "architecture",
        "batch_size",
        "calibration",
        "capacity",
        "checkpoint",
        "class_weights",
        "data",
        "epochs",
        "evaluation",
        "gradient_clipping",
        "initialisation",
        "labels",
        "learning_rate",
        "logging",
        "loss",
        "metric",
        "optimizer",
        "output_layer",
        "patience",
        "precision",
        "preprocessing",
        "regularisation",
        "schedule",
        "split",
        "threshold",
        "validation",
        "warmup",
        "weights",
    )
)
"""What our rules may recommend to change: one word for each, so that two rules cannot contradict each other unseen."""

ENDING = ("ending",)
ENDINGS = frozenset((("epochs", "stop"), ("epochs", "lower"), ("checkpoint", "keep"), ("patience", "lower")))
"""Advice that means one thing: to end the run there, or to keep or go back to what it had there."""

TELLING = frozenset((Verdict.OVERFITTING, Verdict.DIVERGED))
"""Verdicts of a further pair of losses that are said before the verdict on the main one."""

LEVERS = {"regularisation": ("fit", -1), "capacity": ("fit", 1)}
"""Settings that pull at the same rope: to regularise less is to fit more, as a larger model does."""


def ranked(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The findings in the order in which they are said: precedence, then the graver, then the surer.

    Those that another one supersedes are left out.
    """
    ordered = sorted(
        findings, key=lambda each: (rules[each.code].precedence, -each.severity, -each.confidence, each.code)
    )
    coarser = {code for finding in ordered for code in rules[finding.code].supersedes}
    return tuple(finding for finding in ordered if finding.code not in coarser)


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
    notes = [f"{_pair_of(report)}, also logged: {report.verdict}" for report in rest if any(report.curves)]
    return replace(sickest, notes=(*sickest.notes, *notes)) if notes else sickest


def _pair_of(report: Report) -> str:
    return " and ".join(curve.name for curve in report.curves)


def agreed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without the recommendations that contradict one of a finding said before."""
    taken: dict[str, int] = {}
    agreeing = []
    for finding in findings:
        kept = tuple(advice for advice in finding.recommendations if not _contradicts(advice, taken))
        agreeing.append(_recommending(finding, kept))
        for advice in kept:
            lever, way = pull(advice)
            if way:
                taken.setdefault(lever, way)
    return tuple(agreeing)


def feasible(findings: Iterable[Finding], facts: Mapping[str, Fact | None]) -> tuple[Finding, ...]:
    """The findings without advice that the log rules out: a rate of zero cannot be lowered, nor a batch of one."""
    ruled_out = {
        ("learning_rate", "lower"): _at_least(facts["rate.zero_share"], 1.0),
        ("batch_size", "lower"): _at_most(facts["params.batch_size"], 1.0),
    }
    return tuple(
        [
            _recommending(
                finding,
                tuple([each for each in finding.recommendations if not ruled_out.get((each.setting, each.change))]),
            )
            for finding in findings
        ]
    )


def _recommending(finding: Finding, kept: tuple[Recommendation, ...]) -> Finding:
    """The finding with those of its recommendations that are kept."""
    return finding if len(kept) == len(finding.recommendations) else finding._replace(recommendations=kept)


def _at_least(fact: Fact | None, bound: float) -> bool:
    return fact is not None and float(fact.value) >= bound


def _at_most(fact: Fact | None, bound: float) -> bool:
    return fact is not None and float(fact.value) <= bound


def merged(findings: Sequence[Finding]) -> tuple[Recommendation, ...]:
    """What to do: the recommendations of the deciding finding and of all warnings and errors, in that order.

    What a mere note recommends stays with the note: it asks for nothing. A setting that was to go one way already is
    neither repeated nor contradicted further down; a check is repeated only for another reason.
    """
    taken: dict[str, int] = {}
    given: set[tuple[str, ...]] = set()
    kept = []
    first = deciding(findings)
    for finding in (each for each in findings if each is first or each.severity > Severity.NOTE):
        for advice in finding.recommendations:
            lever, way = pull(advice)
            same = ENDING if (advice.setting, advice.change) in ENDINGS else _meaning(advice, way)
            if same in given or (way and taken.setdefault(lever, way) != way):
                continue
            given.add(same)
            kept.append(advice)
    return tuple(kept)


def _meaning(advice: Recommendation, way: int) -> tuple[str, ...]:
    """What two recommendations have in common that mean the same thing."""
    return (advice.setting, str(way)) if way else (advice.setting, advice.change, advice.do)


def pull(advice: Recommendation) -> tuple[str, int]:
    """What a recommendation pulls at and which way: 1 up, -1 down, 0 where it only checks or keeps."""
    lever, sense = LEVERS.get(advice.setting, (advice.setting, 1))
    return lever, sense * WAYS.get(advice.change, 0)


def _contradicts(advice: Recommendation, taken: Mapping[str, int]) -> bool:
    lever, way = pull(advice)
    return way != 0 and taken.get(lever, way) != way
