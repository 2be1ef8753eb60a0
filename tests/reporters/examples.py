"""Reports made by hand, one of each kind that a reporter has to show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnose.model import (
    Best,
    Curve,
    Curves,
    Evidence,
    Finding,
    Kind,
    Phase,
    Recommendation,
    Report,
    Run,
    Segment,
    Series,
    Severity,
    Skipped,
    Snippet,
    Split,
    Trend,
    Trial,
    Verdict,
)
from diagnose.trends import profile_of

EPOCHS = np.arange(1.0, 31.0)


def series(name: str, values: list[float] | np.ndarray, split: Split, metric: str = "loss") -> Series:
    values = np.asarray(values, dtype=float)
    return Series(name, np.arange(1.0, len(values) + 1), values, "epoch", split, metric)


def curves(train: tuple[Series, Trend], val: tuple[Series, Trend] | None = None) -> Curves:
    """The judged curves of these series, whose trends are given."""
    made = [part and Curve(part[0].name, part[0], profile_of(part[0]), part[1]) for part in (train, val)]
    return Curves(made[0], made[1])


def overfitting() -> Report:
    loss = series("loss", 2.2 * np.exp(-EPOCHS / 8) + 0.05, "train")
    val = series("val_loss", 0.9 + 1.4 * np.exp(-EPOCHS / 4) + 0.03 * np.maximum(EPOCHS - 12, 0), "val")
    advice = Recommendation(
        "stop-early",
        "Stop at epoch 12 and keep that checkpoint",
        "epochs",
        "stop",
        {"epoch": 12.0},
        Snippet("keras", 'keras.callbacks.EarlyStopping("val_loss", patience=5, restore_best_weights=True)'),
        ("TD201",),
        "nothing",
        Trial(41, 0.93, 0.02),
        "It costs nothing.",
        "Prechelt 1998, section 3",
    )
    more = Recommendation(
        "add-weight-decay",
        "Add weight decay, 1e-4 to start with",
        "weight_decay",
        "add",
        {"set": 1e-4},
        because=("TD201",),
        cost="a rerun",
        why="Large weights overfit.",
    )
    finding = Finding(
        "TD201",
        "overfitting",
        "Validation loss rises while training loss falls",
        Severity.ERROR,
        0.97,
        "validation loss rose 42% after its best epoch 12",
        "The model keeps fitting the training set and loses on unseen data.",
        Verdict.OVERFITTING,
        (12.0, 30.0),
        (
            Evidence("train", "falling", "", "= falling"),
            Evidence("val", "rising", "", "= rising"),
            Evidence("val.rise_after_best", 0.42, "ratio", ">= 0.05"),
        ),
        (advice, more),
        "The loss is not the quantity that you select on: see accuracy.",
    )
    other = finding._replace(
        code="TD403",
        name="spikes",
        severity=Severity.WARNING,
        verdict=None,
        message="the training loss jumped twice",
        confidence=0.8,
        steps=None,
        evidence=(),
        recommendations=(),
    )
    return Report(
        run=Run("history.json", "keras-history", (loss, val)),
        verdict=Verdict.OVERFITTING,
        rule="TD201",
        severity=Severity.ERROR,
        confidence=0.97,
        summary="Validation loss rose 42% after its best epoch 12. Stop at epoch 12 and keep that checkpoint.",
        curves=curves(
            (loss, Trend(Kind.FALLING, 1.0, -0.03, 0.004, 0.99, (Segment(1, 30, Kind.FALLING),))),
            (val, Trend(Kind.RISING, 13.0, 0.03, 0.004, 0.98, (Segment(1, 30, Kind.RISING),))),
        ),
        best=Best("val_loss", 12.0, 0.97, (11.0, 13.0)),
        phases=(
            Phase(1.0, 12.0, Kind.FALLING, Kind.FALLING, Verdict.STILL_LEARNING),
            Phase(13.0, 30.0, Kind.FALLING, Kind.RISING, Verdict.OVERFITTING),
        ),
        findings=(finding, other),
        recommendations=(advice, more),
        skipped=(Skipped("TD305", ("val.accuracy",)),),
        suppressed=1,
        notes=("The epochs of the file begin at 0; they are counted from 1 here.",),
    )


def diverged() -> Report:
    base = overfitting()
    loss = series("loss", [2.3, 1.9, 40.0, 3e4, np.inf, np.nan], "train")
    val = series("val_loss", [2.3, 2.0, 90.0, 1e6, np.nan, np.nan], "val")
    finding = base.findings[0]._replace(
        code="TD401",
        name="diverged",
        message="the loss is NaN from epoch 5 on",
        verdict=Verdict.DIVERGED,
        steps=(3.0, 6.0),
        evidence=(Evidence("train.last", float("nan"), "loss", "= NaN"),),
    )
    return replace(
        base,
        run=Run("exploded.csv", "keras-csv", (loss, val)),
        verdict=Verdict.DIVERGED,
        rule="TD401",
        confidence=1.0,
        summary="The loss is NaN from epoch 5 on. Lower the learning rate tenfold.",
        curves=curves(
            (loss, Trend(Kind.DIVERGED, 3.0, float("inf"), float("nan"), 1.0)),
            (val, Trend(Kind.DIVERGED, 3.0, float("inf"), float("nan"), 1.0)),
        ),
        best=Best("val_loss", 2.0, 2.0),
        phases=(),
        findings=(finding,),
        skipped=(),
        suppressed=0,
        notes=(),
    )


def inconclusive() -> Report:
    base = overfitting()
    loss = series("loss", [0.7], "train")
    finding = base.findings[0]._replace(
        code="TD501",
        name="too-few-points",
        severity=Severity.NOTE,
        message="there is 1 point, too few to tell a trend",
        verdict=Verdict.INCONCLUSIVE,
        steps=(1.0, 1.0),
        evidence=(Evidence("train.points", 1.0, "points", "< 4"),),
        recommendations=(),
    )
    return replace(
        base,
        run=Run("short.json", "keras-history", (loss,)),
        verdict=Verdict.INCONCLUSIVE,
        rule="TD501",
        severity=Severity.NOTE,
        confidence=0.0,
        summary="There is 1 point, too few to tell a trend.",
        curves=curves((loss, Trend(Kind.UNKNOWN, 1.0, 0.0, 0.0, 0.0))),
        best=None,
        phases=(),
        findings=(finding,),
        recommendations=(),
        skipped=(),
        suppressed=0,
        notes=(),
    )


def learning() -> Report:
    base = overfitting()
    loss = series("loss", 2.2 * np.exp(-EPOCHS / 4) + 0.004, "train")
    val = series("val_loss", 2.3 * np.exp(-EPOCHS / 4) + 0.02, "val")
    finding = base.findings[0]._replace(
        code="TD101",
        name="still-learning",
        severity=Severity.NOTE,
        message="both curves still fall",
        verdict=Verdict.STILL_LEARNING,
        steps=(1.0, 30.0),
        evidence=base.findings[0].evidence[:1],
    )
    return replace(
        base,
        run=Run("runs/healthy.json", "keras-history", (loss, val)),
        verdict=Verdict.STILL_LEARNING,
        rule="TD101",
        severity=Severity.NOTE,
        confidence=0.93,
        summary="Both curves still fall. Go on.",
        curves=curves(
            (loss, Trend(Kind.FALLING, 1.0, -0.03, 0.004, 0.99)), (val, Trend(Kind.FALLING, 1.0, -0.03, 0.004, 0.98))
        ),
        best=Best("val_loss", 30.0, 0.0213),
        phases=(),
        findings=(finding,),
        suppressed=0,
        notes=(),
    )


EXAMPLES = {made.__name__: made for made in (overfitting, diverged, inconclusive, learning)}
