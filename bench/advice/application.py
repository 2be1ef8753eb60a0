"""The advice applied: an action with its amount, done to a recipe as a user would do what is written."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bench.advice.recipes import Recipe
from bench.advice.tasks import TASKS
from bench.advice.training import Train

RANGE_TEST = "range-test"
"""Advice without an amount that whoever trains can follow all the same."""
CLEARLY = 0.99
"""A loss that ends below this share of another one has clearly fallen lower, in a tenth of the epochs."""
MOST_STEPS = 30_000
"""So many updates one run may take in a trial; a longer one is cut there."""

Change = Callable[[Recipe, Any], Recipe]


class UnknownActionError(ValueError):
    """The program advised an action, or an amount, that the trial does not know how to apply."""


def applied(recipe: Recipe, advice: Mapping[str, Any], train: Train) -> Recipe | None:
    """The recipe as the advice wants it; none where it is changed by nothing (a dropout that is not there).

    Args:
        advice: An entry of `recommendations` with `action` and `apply`.
        train: What trains a recipe, for advice that is a test in itself.

    Raises:
        UnknownActionError: the action or its kind of amount is unknown.
    """
    if advice["action"] == RANGE_TEST:
        return _range_tested(recipe, train)
    (kind, amount), *more = advice["apply"].items()
    known = ACTIONS.get(advice["action"])
    if more or known is None or kind != known[0]:
        what = f"{advice['action']} with {advice['apply']}"
        raise UnknownActionError(f"how to apply {what} is not known here: ACTIONS in {__file__} has to tell it")
    changed = _within_reach(known[1](recipe, amount))
    same = changed == recipe if kind == "epoch" else changed.key == recipe.key
    return None if same else changed


def _times(field: str, most: float = math.inf) -> Change:
    """The change that multiplies a setting: whole numbers stay whole and at least 1."""

    def change(recipe: Recipe, factor: float) -> Recipe:
        value = getattr(recipe, field)
        changed = max(1, round(value * factor)) if isinstance(value, int) else float(f"{value * factor:.4g}")
        settings: dict[str, Any] = {field: min(changed, most)}
        return replace(recipe, checkpoint=0, **settings)

    return change


def _setting(field: str) -> Change:
    return lambda recipe, value: replace(recipe, checkpoint=0, **{field: value})


def _place(recipe: Recipe, epoch: float) -> int:
    """The epoch counted from 1; rounds of boosting are counted from 0 in the log and in what is said of it."""
    return int(epoch) + _boosts(recipe)


def _held(**settings: Any) -> Change:
    return lambda recipe, _: replace(recipe, checkpoint=0, **settings)


def _batch(recipe: Recipe, factor: float) -> Recipe:
    return _times("batch_size", recipe.n_train)(recipe, factor)


def _capacity(recipe: Recipe, factor: float) -> Recipe:
    """A net's width or the depth of trees; a linear model has none."""
    family = TASKS[recipe.task].family
    if family == "linear":
        return recipe
    return _times("depth" if family == "trees" else "width")(recipe, factor)


def _penalties(recipe: Recipe, factor: float) -> Recipe:
    return _times("weight_decay")(_times("dropout")(recipe, factor), factor)


def _dropout(recipe: Recipe, share: float) -> Recipe:
    return recipe if TASKS[recipe.task].family in ("linear", "trees") else _setting("dropout")(recipe, share)


def _stretched(recipe: Recipe, factor: float) -> Recipe:
    """The cut of a schedule later by that factor; never, where that is after the end; other schedules have none."""
    if recipe.schedule != "step":
        return recipe
    later = recipe.cut_at * factor
    return replace(recipe, checkpoint=0, **({"cut_at": later} if later < 1 else {"schedule": "constant"}))


def _standardised(recipe: Recipe, _: Any) -> Recipe:
    return replace(recipe, checkpoint=0, standardise=True) if recipe.raw else recipe


def _balanced(recipe: Recipe, _: Any) -> Recipe:
    return replace(recipe, checkpoint=0, balanced=True) if recipe.minority < 1 else recipe


def _subsampled(recipe: Recipe, share: float) -> Recipe:
    """The share of rows that each tree sees, which a recipe of trees gives as a batch out of 32."""
    return replace(recipe, checkpoint=0, batch_size=round(32 * share)) if _boosts(recipe) else recipe


def _boosts(recipe: Recipe) -> bool:
    return TASKS[recipe.task].family == "trees"


def _as_it_is(recipe: Recipe, _: Any) -> Recipe:
    return recipe


def _kept(recipe: Recipe, epoch: float) -> Recipe:
    """The run with the weights of an epoch."""
    return replace(recipe, checkpoint=_place(recipe, epoch))


def _relu(recipe: Recipe, activation: str) -> Recipe:
    """Another activation with the initialisation that goes with it, where the net has any to choose."""
    free = TASKS[recipe.task].family in ("mlp", "cnn", "autoencoder", "demo", "tuned")
    if not free:
        return recipe
    return replace(recipe, checkpoint=0, activation=activation, init_scale=1.0, bias_shift=0.0)


ACTIONS: dict[str, tuple[str, Change]] = {
    "lower-learning-rate": ("multiply", _times("learning_rate")),
    "raise-learning-rate": ("multiply", _times("learning_rate")),
    "lower-eta": ("multiply", _times("learning_rate")),
    "raise-eta": ("multiply", _times("learning_rate")),
    "add-warmup": ("set", _setting("warmup")),
    "decay-learning-rate": ("set", _setting("schedule")),
    "hold-learning-rate": ("set", _setting("schedule")),
    "stretch-schedule": ("multiply", _stretched),
    **dict.fromkeys(("restore-best", "stop-early", "stop-here", "use-as-it-is", "restart-before"), ("epoch", _kept)),
    "train-shorter": ("set", lambda recipe, epochs: replace(recipe, checkpoint=0, epochs=int(epochs))),
    "subsample": ("set", _subsampled),
    # Done already in each of these runs: targets are scaled, a part is held out, the numbers have 32 bits.
    **dict.fromkeys(
        ("standardise-targets", "hold-out-validation", "use-bfloat16", "one-pass-per-epoch"), ("set", _as_it_is)
    ),
    # What the training loop here cannot do is passed over, and what is said next is applied.
    **dict.fromkeys(("drop-on-plateau", "add-label-smoothing", "average-weights"), ("set", _as_it_is)),
    "early-stopping-rounds": ("set", lambda recipe, rounds: replace(recipe, checkpoint=0, patience=int(rounds))),
    "train-longer": ("multiply", _times("epochs")),
    "more-rounds": ("multiply", _times("epochs")),
    "add-weight-decay": ("set", _setting("weight_decay")),
    "lower-weight-decay": ("multiply", _times("weight_decay")),
    "add-dropout": ("set", _dropout),
    "lower-dropout": ("multiply", _times("dropout")),
    "lower-regularisation": ("multiply", _penalties),
    "raise-capacity": ("multiply", _capacity),
    "lower-capacity": ("multiply", _capacity),
    "lower-depth": ("multiply", _capacity),
    "raise-batch-size": ("multiply", _batch),
    "lower-batch-size": ("multiply", _batch),
    "clip-gradients": ("set", _setting("clip_norm")),
    "standardise-inputs": ("set", _standardised),
    "reset-initialisation": ("set", _held(init_scale=1.0, bias_shift=0.0)),
    "unfreeze-layers": ("set", _held(frozen=False)),
    "balance-classes": ("set", _balanced),
    "change-activation": ("set", _relu),
}


def _range_tested(recipe: Recipe, train: Train) -> Recipe | None:
    """The recipe without penalties and with that rate with which a tenth of the epochs falls clearly lower, or None.

    Rates are a hundredth, a tenth, ten and a hundred times of that in force.
    """
    epochs = max(1, recipe.epochs // 10)

    def ends(candidate: Recipe) -> float:
        return train(replace(candidate, epochs=epochs)).train_loss

    free = _penalties(recipe, 0.0)
    best = min((_times("learning_rate")(free, factor) for factor in (1.0, 0.1, 10.0, 0.01, 100.0)), key=ends)
    return best if ends(best) < CLEARLY * ends(recipe) else None


def _within_reach(recipe: Recipe) -> Recipe:
    steps = 1 if TASKS[recipe.task].family == "trees" else math.ceil(recipe.n_train / recipe.batch_size)
    return replace(recipe, epochs=min(recipe.epochs, max(1, MOST_STEPS // steps)))
