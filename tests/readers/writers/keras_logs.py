"""Keras: History as JSON and pickle, CSVLogger, and what `fit` prints to a file and to a terminal."""

from __future__ import annotations

import json
import os
import pickle
from typing import Any

import numpy as np

from tests.readers.writers.data import BATCH, CLASSES, FEATURES, TRAIN, arrays, numbers
from tests.readers.writers.terminal import caught
from tests.readers.writers.truth import curve, folder, tell, word

os.environ.setdefault("KERAS_BACKEND", "torch")
NAMES = {
    "loss": ("train", "loss"),
    "val_loss": ("val", "loss"),
    "accuracy": ("train", "accuracy"),
    "val_accuracy": ("val", "accuracy"),
    "mae": ("train", "mae"),
    "val_mae": ("val", "mae"),
}


class Watched:
    """A compiled model that remembers each training batch's own loss and size."""

    def __init__(self, regression: bool = False, lr: float = 0.01, optimizer: str = "Adam", seed: int = 1) -> None:
        import keras

        keras.utils.set_random_seed(seed)
        watch = self

        class Model(keras.Sequential):
            def compute_loss(
                self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None, training: bool = True
            ) -> Any:
                loss = super().compute_loss(x, y, y_pred, sample_weight, training)
                if training:
                    watch.batch_loss[-1].append(float(loss))
                    watch.batch_sizes[-1].append(len(y))
                return loss

        self.batch_loss: list[list[float]] = []
        self.batch_sizes: list[list[int]] = []
        self.data = numbers() if regression else arrays()
        self.model = Model(
            [
                keras.Input((FEATURES,)),
                keras.layers.Dense(16, "relu"),
                keras.layers.Dense(1) if regression else keras.layers.Dense(CLASSES, "softmax"),
            ]
        )
        self.model.compile(
            getattr(keras.optimizers, optimizer)(lr),
            "mse" if regression else "sparse_categorical_crossentropy",
            metrics=["mae"] if regression else ["accuracy"],
        )

    def fit(
        self,
        epochs: int,
        validate: bool = True,
        verbose: int = 0,
        callbacks: Any = (),
        faster: float = 1.0,
        **options: Any,
    ) -> Any:
        """Train and give the History object; the learning rate grows by the factor `faster` every epoch."""
        import keras

        x, y, xv, yv = self.data

        def begin(epoch: int, _: Any) -> None:
            self.batch_loss.append([])
            self.batch_sizes.append([])
            if faster != 1.0:
                self.model.optimizer.learning_rate = 0.02 * faster**epoch

        watch = keras.callbacks.LambdaCallback(on_epoch_begin=begin)
        return self.model.fit(
            x, y, BATCH, epochs, verbose, [watch, *callbacks], validation_data=(xv, yv) if validate else None, **options
        )

    def known(self) -> dict[str, Any]:
        """The batches' own losses and sizes, by epoch."""
        return {
            "batch_loss": [[word(v) for v in epoch] for epoch in self.batch_loss],
            "batch_sizes": self.batch_sizes,
            "samples": TRAIN,
            "batch_size": BATCH,
        }


def curves(history: dict[str, list[float]], every: int = 1, **rounding: Any) -> list[dict[str, Any]]:
    """The truth of a History; validation is measured every so many epochs."""
    made = []
    for name, values in history.items():
        if name in NAMES:
            steps = [every * (i + 1) for i in range(len(values))] if name.startswith("val_") else None
            made.append(curve(*NAMES[name], values, steps=steps, **rounding))
    return made


def cases() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """For each case the options of the model and of `fit`."""
    return {
        "healthy": ({}, {"epochs": 10}),
        "no_validation": ({}, {"epochs": 6, "validate": False}),
        "not_a_number": ({"regression": True, "optimizer": "SGD"}, {"epochs": 12, "faster": 2.2}),
        "every_second": ({}, {"epochs": 10, "validation_freq": 2}),
        "regression": ({"regression": True}, {"epochs": 8}),
    }


def write_history() -> None:
    """`json.dump(history.history)`, bare and wrapped, and with a learning rate from a schedule."""
    import keras

    for case, (model, fit) in cases().items():
        watched, place = Watched(**model), folder("keras_history", case)
        history = watched.fit(**fit).history
        (place / "history.json").write_text(json.dumps(history))
        tell(place, f"keras {keras.__version__}", {"history.json": [curves(history, fit.get("validation_freq", 1))]})
    watched, place = Watched(), folder("keras_history", "wrapped_with_rate")
    done = watched.fit(8, callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch: 0.02 * 0.7**epoch)])
    whole = {"history": done.history, "params": done.params, "epoch": done.epoch}
    (place / "history.json").write_text(json.dumps(whole, default=float))
    tell(place, f"keras {keras.__version__}", {"history.json": [curves(done.history)]})


def write_pickle() -> None:
    """The dict pickled as people do it: Python's floats, and numpy's."""
    import keras

    watched, place = Watched(), folder("keras_pickle", "healthy")
    history = watched.fit(9).history
    (place / "trainHistoryDict").write_bytes(pickle.dumps(history))
    (place / "numpy.pkl").write_bytes(pickle.dumps({k: [np.float32(v) for v in vs] for k, vs in history.items()}))
    (place / "arrays.pickle").write_bytes(pickle.dumps({k: np.array(vs) for k, vs in history.items()}, protocol=2))
    files = ("trainHistoryDict", "numpy.pkl", "arrays.pickle")
    tell(place, f"keras {keras.__version__}", {name: [curves(history)] for name in files})


def write_csv() -> None:
    """CSVLogger: each case, another separator, a run resumed and a second run in the same file."""
    import keras

    logger = keras.callbacks.CSVLogger
    for case, (model, fit) in cases().items():
        watched, place = Watched(**model), folder("keras_csv", case)
        history = watched.fit(**fit, callbacks=[logger(place / "training.csv")]).history
        tell(place, f"keras {keras.__version__}", {"training.csv": [curves(history, fit.get("validation_freq", 1))]})
    watched, place = Watched(), folder("keras_csv", "semicolon")
    history = watched.fit(5, callbacks=[logger(place / "log.csv", separator=";")]).history
    tell(place, f"keras {keras.__version__}", {"log.csv": [curves(history)]})
    watched, place = Watched(), folder("keras_csv", "resumed")
    first = watched.fit(5, callbacks=[logger(place / "training.csv")]).history
    second = watched.fit(9, initial_epoch=5, callbacks=[logger(place / "training.csv", append=True)]).history
    tell(place, f"keras {keras.__version__}", {"training.csv": [curves({k: first[k] + second[k] for k in first})]})
    place = folder("keras_csv", "second_run")
    runs = [Watched(seed=i).fit(6, callbacks=[logger(place / "training.csv", append=i > 0)]).history for i in range(2)]
    tell(place, f"keras {keras.__version__}", {"training.csv": [curves(run) for run in runs]})


def write_stdout() -> None:
    """Bars in a file (verbose 1), bars on a terminal, lines (verbose 2)."""
    for case, (model, fit) in cases().items():
        printed("keras_bar", case, model, {**fit, "verbose": 1})
        printed("keras_lines", case, model, {**fit, "verbose": 2})
    printed("keras_terminal", "eighty", {}, {"epochs": 6, "verbose": 1}, 80)
    printed("keras_terminal", "wide", {}, {"epochs": 6, "verbose": 1}, 160)
    printed("keras_terminal", "regression", {"regression": True}, {"epochs": 4, "verbose": 1}, 100)


def printed(form: str, case: str, model: dict[str, Any], fit: dict[str, Any], columns: int = 0) -> None:
    """What one `fit` printed; the bar shows four decimals, and small or large numbers with five digits."""
    import keras

    watched, place = Watched(**model), folder(form, case)
    with caught(place / "stdout.txt", columns):
        history = watched.fit(**fit).history
    told = curves(history, fit.get("validation_freq", 1), decimals=4, digits=5)
    tell(place, f"keras {keras.__version__}", {"stdout.txt": [told]}, **watched.known())


def write() -> None:
    """All Keras fixtures."""
    write_history()
    write_pickle()
    write_csv()
    write_stdout()
