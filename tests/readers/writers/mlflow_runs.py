"""MLflow: the folder `mlruns` of the file store, with one run and with two."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import mlflow

from tests.readers.writers.event_files import trained
from tests.readers.writers.truth import curve, folder, tell

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
VALIDATED = ("train_loss", "val_loss", "val_accuracy")


def write() -> None:
    """A run with steps, and a folder with two runs."""
    for case, names in (("one", ["first"]), ("two", ["first", "second"])):
        place = folder("mlflow", case)
        with tempfile.TemporaryDirectory() as temporary:
            store = Path(temporary) / "mlruns"
            mlflow.set_tracking_uri(store.as_uri())
            mlflow.set_experiment("tiny")
            runs = [logged(name, 6 + 2 * i) for i, name in enumerate(names)]
            shutil.copytree(store, place / "mlruns", ignore=shutil.ignore_patterns(".trash", "artifacts", "models"))
            for text in [p for p in (place / "mlruns").rglob("*") if p.is_file()]:
                text.write_text(text.read_text().replace(temporary, "/data").replace(str(Path.cwd()), "/data"))
        tell(place, f"mlflow {mlflow.__version__}", {"mlruns": runs})


def logged(name: str, epochs: int) -> list[dict[str, object]]:
    """One run, its metrics counted from epoch 1."""
    loop = trained(epochs)
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"lr": 0.01, "batch_size": 32, "epochs": epochs})
        for i, values in enumerate(zip(loop.loss, loop.val_loss, loop.val_accuracy, strict=True)):
            mlflow.log_metrics(dict(zip(VALIDATED, values, strict=True)), step=i + 1)
    named = (("train", "loss", loop.loss), ("val", "loss", loop.val_loss), ("val", "accuracy", loop.val_accuracy))
    return [curve(split, metric, values, unit="step") for split, metric, values in named]
