"""The faults: each spoils a sound recipe in one way, for those nets for which it makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bench.advice.recipes import Recipe
from bench.advice.tasks import TASKS

DEEP = ("mlp", "cnn", "recurrent", "transformer", "autoencoder", "tuned")
NETS = (*DEEP, "linear")
CLASSES = ("mlp", "cnn", "linear")
DEMO = ("demo",)
TREES = ("trees",)


@dataclass(frozen=True)
class Fault:
    """A way to spoil a recipe, and the families of nets which it concerns."""

    families: tuple[str, ...]
    spoil: Callable[[Recipe], Recipe]
    needs_classes: bool = False


def _scaled(recipe: Recipe, **factors: float) -> Recipe:
    """The recipe with some amounts multiplied; whole numbers stay whole and at least 1."""
    changed: dict[str, Any] = {}
    for name, factor in factors.items():
        value = getattr(recipe, name)
        changed[name] = max(1, round(value * factor)) if isinstance(value, int) else float(f"{value * factor:.3g}")
    return replace(recipe, **changed)


def _times(**factors: float) -> Callable[[Recipe], Recipe]:
    return lambda recipe: _scaled(recipe, **factors)


def _with(**settings: Any) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, **settings)


def _few_of_one(recipe: Recipe) -> Recipe:
    """Batches of 1, for fewer epochs, as each has many updates."""
    return replace(_scaled(recipe, epochs=0.4), batch_size=1)


def _whole_batch(recipe: Recipe) -> Recipe:
    return replace(recipe, batch_size=recipe.n_train)


def _shrunk(recipe: Recipe) -> Recipe:
    """A tenth of the data for as many updates and, as the penalties were chosen for all of it, none."""
    return replace(_scaled(recipe, n_train=0.1, epochs=4), weight_decay=0.0, dropout=0.0)


def _noisy(recipe: Recipe) -> Recipe:
    return replace(_scaled(recipe, epochs=3, width=3), label_noise=0.4, weight_decay=0.0, dropout=0.0)


def _unclipped(recipe: Recipe) -> Recipe:
    return replace(_scaled(recipe, learning_rate=20), clip_norm=0.0)


def _cold_start(recipe: Recipe) -> Recipe:
    return replace(_scaled(recipe, learning_rate=6), warmup=0.0)


def _vanishing(recipe: Recipe) -> Recipe:
    return replace(recipe, depth=6, activation="sigmoid", init_scale=0.5)


def _exploding(recipe: Recipe) -> Recipe:
    return replace(_scaled(recipe, learning_rate=10), depth=6, init_scale=3.0)


def _dying(recipe: Recipe) -> Recipe:
    return replace(recipe, depth=4, bias_shift=-1.0)


def _swinging(recipe: Recipe) -> Recipe:
    return replace(_scaled(recipe, learning_rate=20), batch_size=8)


FAULTS = {
    "rate / 1000": Fault(NETS, _times(learning_rate=1e-3)),
    "rate / 100": Fault(NETS, _times(learning_rate=1e-2)),
    "rate / 10": Fault(NETS, _times(learning_rate=1e-1)),
    "rate x 10": Fault(NETS, _times(learning_rate=10)),
    "rate x 30": Fault(NETS, _times(learning_rate=30)),
    "rate x 100": Fault(NETS, _times(learning_rate=100)),
    "rate x 300": Fault(NETS, _times(learning_rate=300)),
    "batch of 1": Fault(("mlp", "linear", "autoencoder"), _few_of_one),
    "batch of all": Fault(NETS, _whole_batch),
    "epochs / 10": Fault(NETS, _times(epochs=0.1)),
    "epochs / 4": Fault(NETS, _times(epochs=0.25)),
    "epochs x 6": Fault(("mlp", "cnn"), _times(epochs=6)),
    "little data": Fault((*DEEP, "linear"), _shrunk),
    "label noise": Fault(("mlp", "cnn", "linear"), _noisy),
    "width of 1": Fault(("mlp", "cnn", "recurrent", "transformer", "autoencoder"), _with(width=1)),
    "width x 20": Fault(("mlp", "cnn"), lambda r: replace(_scaled(_shrunk(r), n_train=3, width=20), epochs=r.epochs)),
    "weight decay of 1": Fault(NETS, lambda r: replace(r, weight_decay=1.0 if r.optimizer == "sgd" else 30.0)),
    "weight decay of 0.1": Fault(NETS, lambda r: replace(r, weight_decay=0.1 if r.optimizer == "sgd" else 5.0)),
    "dropout of 0.9": Fault(("mlp", "cnn", "recurrent", "transformer", "tuned"), _with(dropout=0.9)),
    "rate cut early": Fault(NETS, _with(schedule="step", cut_at=0.08, warmup=0.0)),
    "no warm-up": Fault(("transformer",), _cold_start),
    "warm restarts": Fault(DEEP, lambda r: replace(_scaled(r, learning_rate=8), schedule="restarts")),
    "no clipping": Fault(("recurrent",), _unclipped),
    "initial weights x 8": Fault(("mlp", "cnn", "recurrent", "autoencoder"), _with(init_scale=8.0)),
    "initial weights / 30": Fault(("mlp", "cnn", "autoencoder"), _with(init_scale=1 / 30)),
    "inputs not scaled": Fault(("mlp", "cnn", "linear", "tuned"), _with(raw=True)),
    "sigmoids, deep": Fault(("mlp", "cnn", "autoencoder"), _with(activation="sigmoid", depth=5)),
    "frozen layers": Fault(("mlp", "cnn", "recurrent", "transformer", "autoencoder", "tuned"), _with(frozen=True)),
    "classes unequal": Fault(CLASSES, _with(minority=0.04), needs_classes=True),
    "wrong loss": Fault((*CLASSES, "transformer", "tuned"), _with(loss="squared"), needs_classes=True),
    "tuning rate x 50": Fault(("tuned",), _times(learning_rate=50, epochs=0.6)),
    "demo: vanishing gradient": Fault(DEMO, _vanishing),
    "demo: exploding gradient": Fault(DEMO, _exploding),
    "demo: dying ReLU": Fault(DEMO, _dying),
    "demo: oscillating loss": Fault(DEMO, _swinging),
    "demo: slow convergence": Fault(DEMO, _times(learning_rate=0.01)),
    "boosting: eta / 30": Fault(TREES, _times(learning_rate=1 / 30)),
    "boosting: eta / 10": Fault(TREES, _times(learning_rate=0.1)),
    "boosting: eta x 8": Fault(TREES, _times(learning_rate=8)),
    "boosting: eta x 20": Fault(TREES, _times(learning_rate=20)),
    "boosting: depth of 10": Fault(TREES, _with(depth=10)),
    "boosting: rounds / 10": Fault(TREES, _times(epochs=0.1)),
    "boosting: rounds x 5": Fault(TREES, _times(epochs=5, learning_rate=2)),
    "boosting: little data": Fault(TREES, lambda r: _scaled(r, n_train=0.15, epochs=2)),
    "boosting: label noise": Fault(TREES, lambda r: replace(_scaled(r, epochs=3), label_noise=0.4)),
}
NO_FAULT = "none"


def faults_of(task: str) -> dict[str, Fault]:
    """The faults that make sense for a task."""
    kind = TASKS[task]
    return {
        name: fault
        for name, fault in FAULTS.items()
        if kind.family in fault.families and (kind.classes or not fault.needs_classes)
    }
