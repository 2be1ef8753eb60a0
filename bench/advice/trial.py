"""The trial: a run is trained, advised on, changed as advised and trained again, for up to three rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.advice.advisers import ADVISERS, PROGRAM, Advice, Adviser, applicable
from bench.advice.application import RANGE_TEST, applied
from bench.advice.faults import NO_FAULT, faults_of
from bench.advice.recipes import Recipe
from bench.advice.tasks import sound
from bench.advice.training import Train, Trained

ROUNDS = 3
WORSE_THAN_SOUND = 1.1
"""A fault is one where it makes the test measure worse than this many times the sound run's."""
HELPED, HARMED = 0.98, 1.02
WORST = 10.0
"""Nothing counts as worse than so many times the best constant answer: broken is broken."""
EARLY_STOPPING = "early stopping"
"""What advice says that keeps the weights which evaluate best."""
ONCE = frozenset((RANGE_TEST,))
"""Tests that nobody makes twice, whatever came of the first."""
SEEN, UNSEEN = "seen", "unseen"
WHOLLY = {
    **dict.fromkeys(("digits-mlp", "adding-gru", "digits-linear", "clusters-trees"), SEEN),
    **dict.fromkeys(("clusters-mlp", "letters-rnn", "digits-cnn", "friedman-trees"), UNSEEN),
}


@dataclass(frozen=True)
class Outcome:
    """One run with its fault, what was advised first, and the test measure before, after it and after each round.

    `after` is the measure after the first advice whatever became of it; `kept` after each round that of the run which
    somebody would keep who sees the validation set. Accuracies are of the first run and of the kept one, -1 for
    numbers.
    """

    task: str
    seed: int
    fault: str
    adviser: str
    verdict: str
    rule: str
    said: str
    actions: tuple[str, ...]
    sound: float
    chance: float
    before: float
    after: float
    kept: tuple[float, ...]
    accuracy: tuple[float, float]

    @property
    def half(self) -> str:
        """Whether rules may be tuned on it."""
        return half_of(self.task, self.seed)

    @property
    def faulty(self) -> bool:
        """Whether the fault did harm."""
        return self.before > WORSE_THAN_SOUND * self.sound

    @property
    def ratio(self) -> float:
        """The test measure after the first advice over that before, both within bounds."""
        bound = WORST * self.chance
        return min(self.after, bound) / max(min(self.before, bound), 1e-12)

    def repaired(self, rounds: int) -> bool:
        """Whether half of the log way to the run without the fault is made; it starts from chance at worst."""
        start = min(self.before, max(self.chance, WORSE_THAN_SOUND * self.sound))
        return self.kept[rounds - 1] <= (start * self.sound) ** 0.5

    @property
    def action(self) -> str:
        """The first action that was applied."""
        return self.actions[0].split()[0] if self.actions else "none"


def half_of(task: str, seed: int) -> str:
    """Some tasks are seen whatever the seed, some unseen; of the others every second seed is seen."""
    if task in WHOLLY:
        return WHOLLY[task]
    return SEEN if seed % 2 else UNSEEN


def cases(task: str, seed: int, faults: Sequence[str] = ()) -> Iterator[tuple[str, Recipe]]:
    """The sound recipe of a task under the name of no fault, and a spoilt one for each fault (or each named)."""
    recipe = sound(task, seed)
    yield NO_FAULT, recipe
    for name, fault in faults_of(task).items():
        if not faults or name in faults:
            yield name, fault.spoil(recipe)


def outcomes(
    task: str, seed: int, train: Train, advisers: Sequence[str] = (PROGRAM,), faults: Sequence[str] = ()
) -> Iterator[Outcome]:
    """What becomes of each case of a task under each adviser; a fault that does no harm is left to the counting."""
    unspoilt = train(sound(task, seed))
    for fault, recipe in cases(task, seed, faults):
        for adviser in advisers:
            yield _outcome(fault, recipe, adviser, unspoilt, train)


def _outcome(fault: str, recipe: Recipe, adviser: str, unspoilt: Trained, train: Train) -> Outcome:
    first, goal = train(recipe), unspoilt.test_at(0)
    before = first.test_at(0)
    rounds = 1 if fault == NO_FAULT else ROUNDS if before > WORSE_THAN_SOUND * goal else 0
    chase = _Chase(recipe, ADVISERS[adviser], train)
    kept = [before, *(chase.advance() for _ in range(rounds))]
    kept += kept[-1:] * (ROUNDS - rounds)
    return Outcome(
        recipe.task, recipe.seed, fault, adviser, chase.first.verdict, chase.first.rule, chase.first.said,
        tuple(chase.actions), goal, unspoilt.chance, before, chase.after, tuple(kept[1:]),
        (first.accuracy[-1], chase.accuracy) if first.accuracy else (-1, -1),
    )  # fmt: skip


def _best(trained: Trained) -> int:
    """The epoch whose weights do best on the validation set, the first if several do."""
    return 1 + min(range(len(trained.val)), key=lambda place: trained.val_at(place + 1))


class _Chase:
    """The rounds of one run: what makes the validation set worse is taken back, and what was said next is tried."""

    def __init__(self, recipe: Recipe, adviser: Adviser, train: Train) -> None:
        self.recipe, self.adviser, self.train = recipe, adviser, train
        self.first: Advice = adviser(recipe, train(recipe))
        self.after = train(recipe).test_at(0)
        self.actions: list[str] = []
        self._tried: dict[str, set[str]] = {}
        self._tested: set[str] = set()
        self._stops_early = False

    @property
    def accuracy(self) -> float:
        """The accuracy of the kept run on the test set."""
        return self.train(self.recipe).accuracy[self.recipe.checkpoint - 1]

    def advance(self) -> float:
        """The test measure of what is kept after one more round."""
        changed = self._next()
        if changed is not None:
            trained = self.train(changed)
            if self._stops_early:
                changed = replace(changed, checkpoint=_best(trained))
            if len(self.actions) == 1:
                self.after = trained.test_at(changed.checkpoint)
            kept = self.train(self.recipe).val_at(self.recipe.checkpoint)
            if trained.val_at(changed.checkpoint) < kept:
                self.recipe = changed
        return self.train(self.recipe).test_at(self.recipe.checkpoint)

    def _next(self) -> Recipe | None:
        run = self.train(self.recipe)
        tried = self._tried.setdefault(self.recipe.key, set())
        for name, entry in applicable(self.adviser(self.recipe, run), tried | self._tested):
            (self._tested if entry["action"] in ONCE else tried).add(name)
            changed = applied(self.recipe, entry, self.train)
            if changed is not None:
                self.actions.append(name)
                self._stops_early = EARLY_STOPPING in entry.get("do", "")
                return changed
        return None
