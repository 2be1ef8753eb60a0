"""The outcomes counted and printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import mean

from bench.advice.advisers import PROGRAM
from bench.advice.faults import NO_FAULT
from bench.advice.trial import HARMED, HELPED, ROUNDS, Outcome

HEAD = f"{'':28} runs  helped  harmed  silent  " + "  ".join(f"repaired {n + 1}" for n in range(ROUNDS))
PUBLISHED = {"blobs-mlp": "92 of 94, +26.8 points", "circles-mlp": "98 of 98, +30.9 points"}
"""What AUTOTRAINER states for its blobs and circles (Zhang et al. 2021); it sees weights and gradients."""

Key = Callable[[Outcome], str]


def counted(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of runs with a fault that did harm."""
    return [outcome for outcome in outcomes if outcome.fault != NO_FAULT and outcome.faulty]


def share(flags: Iterable[bool]) -> float:
    """The share that is true, of none 0."""
    flags = list(flags)
    return sum(flags) / max(1, len(flags))


def helped(outcome: Outcome) -> bool:
    """Whether the first advice made the test measure better."""
    return outcome.ratio < HELPED


def harmed(outcome: Outcome) -> bool:
    """Whether the first advice made the test measure worse."""
    return outcome.ratio > HARMED


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """One line of a table: shares of the runs on which something could be applied, and the share of the others."""
    advised = [outcome for outcome in outcomes if outcome.actions]
    shares = [share(map(helped, advised)), share(map(harmed, advised)), share(not o.actions for o in outcomes)]
    repaired = [share(o.repaired(n + 1) for o in advised) for n in range(ROUNDS)]
    return (
        f"{name:28} {len(outcomes):4}" + "".join(f"{v:8.3f}" for v in shares) + "".join(f"{v:12.3f}" for v in repaired)
    )


def report(half: str, outcomes: Sequence[Outcome], failures: bool) -> str:
    """All tables of one half."""
    ours = [outcome for outcome in outcomes if outcome.adviser == PROGRAM]
    faulty, unspoilt = counted(ours), [outcome for outcome in ours if outcome.fault == NO_FAULT]
    idle = len(ours) - len(faulty) - len(unspoilt)
    lines = [
        f"\n== {half}: {len(faulty)} runs with a fault, {len(unspoilt)} without, {idle} whose fault did no harm\n",
        *_table("adviser", counted(outcomes), lambda o: o.adviser, ranked=False),
        f"{'without a fault, harmed':28} {len(unspoilt):4} {'':7}{share(map(harmed, unspoilt)):8.3f}",
        *_table("fault", faulty, lambda o: o.fault),
        *_table("task", faulty, lambda o: o.task),
        *_table("first action", faulty, lambda o: o.action),
        *_table("rule, first action", faulty, lambda o: f"{o.rule} {o.action}"),
        *_beside_published(faulty),
        *(_failures(ours) if failures else []),
    ]
    return "\n".join(lines)


def _grouped(outcomes: Iterable[Outcome], key: Key) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    return groups


def _table(title: str, outcomes: Sequence[Outcome], key: Key, *, ranked: bool = True) -> list[str]:
    groups = _grouped(outcomes, key)
    names = sorted(groups) if ranked else list(groups)
    return ["", title + HEAD[len(title) :], *(row(name, groups[name]) for name in names)]


def _beside_published(outcomes: Sequence[Outcome]) -> list[str]:
    lines = ["", "AUTOTRAINER's problems: repaired, accuracy; beside it what is published of it"]
    for task, published in PUBLISHED.items():
        chosen = [o for o in outcomes if o.task == task and o.fault.startswith("demo")]
        if chosen:
            gain = 100 * mean(o.accuracy[1] - o.accuracy[0] for o in chosen)
            repaired = sum(o.repaired(ROUNDS) for o in chosen)
            lines.append(f"{task:28} {repaired} of {len(chosen)}, {gain:+.1f} points; {published}")
    return lines


def _failures(outcomes: Sequence[Outcome]) -> list[str]:
    """Every run that the first advice did not help, and every run without a fault that it harmed."""
    lines = ["", "not helped: task, seed, fault, verdict, rule, first actions, test measure before, after, sound"]
    for o in sorted(outcomes, key=lambda o: (o.fault, o.task, o.seed)):
        wrong = harmed(o) if o.fault == NO_FAULT else o.faulty and not helped(o)
        if wrong:
            what = "HARMED" if harmed(o) else "no help"
            lines.append(
                f"{what:8}{o.task:20}{o.seed} {o.fault:26}{o.verdict:17}{o.rule:6} {' > '.join(o.actions) or '-'}  "
                f"{o.before:.4g} -> {o.after:.4g} ({o.sound:.4g})  | {o.said}"
            )
    return lines
