"""The rounds, and what counts as helped, harmed and repaired; then a trial that has to repair."""

from dataclasses import replace

import pytest

from bench.advice import trial
from bench.advice.advisers import ADVISERS, PROGRAM, Advice
from bench.advice.figures import harmed, helped
from bench.advice.recipes import Recipe
from bench.advice.store import Store
from bench.advice.tasks import TASKS
from bench.advice.training import Trained
from bench.advice.trial import ROUNDS, SEEN, UNSEEN, Outcome, half_of, outcomes

OUTCOME = Outcome(
    "digits-mlp", 1, "rate / 10", PROGRAM, "plateau", "TD102", "x", ("a multiply 1",), sound=0.01, chance=1.0,
    before=1.0, after=1.0, kept=(1.0, 1.0, 1.0), accuracy=(0.1, 0.2),
)  # fmt: skip


@pytest.mark.parametrize(("after", "better", "worse"), [(0.9799, 1, 0), (0.98, 0, 0), (1.02, 0, 0), (1.0201, 0, 1)])
def test_helped_and_harmed_have_their_limits(after, better, worse):
    outcome = replace(OUTCOME, after=after)
    assert (helped(outcome), harmed(outcome)) == (better, worse)


def test_broken_is_broken():
    infinite = replace(OUTCOME, before=float("inf"), after=1e9)
    assert not helped(infinite)
    assert not harmed(infinite)
    assert helped(replace(infinite, after=2.0))


@pytest.mark.parametrize(("kept", "repaired"), [(0.0999, True), (0.1001, False)])
@pytest.mark.parametrize("before", [1.0, 50.0, float("inf")])
def test_half_of_the_log_way_is_repaired_from_chance_at_worst(before, kept, repaired):
    outcome = replace(OUTCOME, before=before, kept=(1.0, kept, kept))
    assert [outcome.repaired(n) for n in (1, 2, 3)] == [False, repaired, repaired]


@pytest.mark.parametrize(("before", "faulty"), [(0.01099, False), (0.01101, True)])
def test_a_fault_that_does_no_harm_is_none(before, faulty):
    assert replace(OUTCOME, before=before).faulty is faulty


def test_both_halves_hold_whole_tasks_and_about_half_of_all():
    halves = {task: {half_of(task, seed) for seed in (1, 2, 3, 4)} for task in TASKS}
    assert [*halves.values()].count({SEEN}) == [*halves.values()].count({UNSEEN}) == 4


def run(val, test):
    return Trained({"history": {"loss": val}}, val, test, [], 1.0)


def chased(entries, train):
    advice = Advice("plateau", "TD102", "x", tuple(entries))
    chase = trial._Chase(Recipe("friedman-mlp", 1, learning_rate=0.01, epochs=10), lambda *_: advice, train)
    return chase, [chase.advance() for _ in range(ROUNDS)]


def test_what_is_worse_on_validation_is_taken_back_and_what_was_said_next_is_tried():
    def train(recipe):
        """A high rate is worse, more epochs are better."""
        level = recipe.learning_rate * 100 / recipe.epochs
        return run([level], [2 * level])

    entries = [
        {"action": "lower-dropout", "apply": {"multiply": 0.5}},  # there is none to lower
        {"action": "raise-learning-rate", "apply": {"multiply": 10.0}},
        {"action": "train-longer", "apply": {"multiply": 2.0}},
    ]
    chase, kept = chased(entries, train)
    assert chase.after == pytest.approx(2.0)
    assert kept == pytest.approx([0.2, 0.1, 0.1])
    assert chase.actions == [
        "raise-learning-rate multiply 10.0", "train-longer multiply 2.0", "raise-learning-rate multiply 10.0",
    ]  # fmt: skip


def test_the_test_set_has_no_say_in_what_is_kept():
    chase, kept = chased(
        [{"action": "restore-best", "apply": {"epoch": 1}}], lambda _: run(val=[1.0, 2.0], test=[9.0, 3.0])
    )
    assert chase.after == 9.0
    assert kept == [9.0, 9.0, 9.0]


def test_nothing_to_apply_leaves_the_run_as_it_is():
    chase, kept = chased([], lambda _: run([1.0], [2.0]))
    assert (chase.after, kept, chase.actions) == (2.0, [2.0, 2.0, 2.0], [])


def always(action, apply):
    return lambda *_: Advice("", "always", action, ({"action": action, "apply": apply},))


def test_an_obvious_fault_is_repaired_by_what_undoes_it(monkeypatch):
    monkeypatch.setitem(ADVISERS, "right", always("raise-eta", {"multiply": 10.0}))
    monkeypatch.setitem(ADVISERS, "wrong", always("lower-eta", {"multiply": 0.1}))
    train = Store(None)
    made = [*outcomes("clusters-trees", 1, train, ("right", "wrong"), ["boosting: eta / 10"])]
    right, wrong = (outcome for outcome in made if outcome.fault != "none")
    assert right.faulty
    assert helped(right)
    assert right.repaired(1)
    assert harmed(wrong)
    assert not wrong.repaired(ROUNDS)


def test_the_advice_of_the_program_repairs_boosting():
    faults = ["boosting: eta / 10", "boosting: eta x 20", "boosting: rounds / 10", "boosting: depth of 10"]
    made = [o for o in outcomes("clusters-trees", 1, Store(None), faults=faults) if o.fault != "none"]
    assert sum(map(helped, made)) >= 3
    assert not any(map(harmed, made))
    assert sum(o.repaired(ROUNDS) for o in made) >= 3
