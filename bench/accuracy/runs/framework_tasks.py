"""The data of the frameworks' runs, and how a table of jobs becomes plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.accuracy.runs.fits import Options
from bench.accuracy.runs.plan import Plan, Record
from examples import tasks
from examples.tasks import Task

Make = Callable[[], Task]
Train = Callable[[str, Task, Options], Record]


def named(key: str, family: str, fault: str, run: Train, jobs: Sequence[tuple[Make, Options]]) -> list[Plan]:
    """One plan for each task and its options."""

    def plan(name: str, make: Make, options: Options) -> Plan:
        return Plan(name, family, fault, lambda: run(name, make(), options))

    return [plan(f"{key}-{i + 1}", make, options) for i, (make, options) in enumerate(jobs)]


def shuffled_val(make: Make) -> Make:
    """The task with its validation targets in another order."""

    def made() -> Task:
        task = make()
        return task.with_val(task.val[0], task.val[1].flip(0))

    return made


def digits() -> Task:
    return tasks.digits(700, 300, 3)


def few_digits() -> Task:
    return tasks.digits(120, 300, 5)


def clusters() -> Task:
    return tasks.clusters(600, 300, 11)


def noisy_clusters() -> Task:
    return tasks.clusters(250, 300, 12, flip=0.25)


def many_clusters() -> Task:
    return tasks.clusters(2500, 500, 13)


def friedman() -> Task:
    return tasks.friedman(500, 300, 14)


def few_friedman() -> Task:
    return tasks.friedman(100, 200, 15, noise=2.0)


def sugar() -> Task:
    return tasks.diabetes(250, 90, 16)
