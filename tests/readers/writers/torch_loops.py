"""Plain torch loops that print in the styles people use."""

from __future__ import annotations

import io
import json
import logging
import math
import sys
from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

from tests.readers.writers.data import TRAIN, VAL, Loop
from tests.readers.writers.truth import curve, folder, tell

Curves = list[dict[str, Any]]
Say = Callable[[str], None]


def pair(loop: Loop, **rounding: Any) -> Curves:
    """Train and validation loss by epoch."""
    return [curve("train", "loss", loop.loss, **rounding), curve("val", "loss", loop.val_loss, **rounding)]


def brackets(say: Say) -> Curves:
    loop = Loop(12)
    for epoch in range(loop.epochs):
        loop.batches()
        loss, right = loop.validate()
        say(
            f"Epoch [{epoch + 1}/{loop.epochs}] Train Loss: {loop.loss[-1]:.4f} "
            f"Train Acc: {100 * loop.accuracy[-1]:.2f}% "
            f"Val Loss: {loss:.4f} Val Acc: {100 * right:.2f}%"
        )
    return pair(loop, decimals=4)


def mnist(say: Say) -> Curves:
    """The style of the MNIST example: batches, then one test a epoch."""
    loop = Loop(8)
    for epoch in range(1, loop.epochs + 1):
        for i, loss, _, size in loop.batches():
            if i % 2 == 0:
                say(f"Train Epoch: {epoch} [{i * size}/{TRAIN} ({100 * i / 7:.0f}%)]\tLoss: {loss:.6f}")
        loss, right = loop.validate()
        say(f"\nTest set: Average loss: {loss:.4f}, Accuracy: {round(right * VAL)}/{VAL} ({100 * right:.0f}%)\n")
    return [curve(None, "loss", loop.val_loss, decimals=4)]


def table(say: Say) -> Curves:
    loop = Loop(10)
    say(f"{'epoch':>5}  {'train loss':>10}  {'valid loss':>10}  {'valid acc':>9}  {'time':>6}")
    for epoch in range(loop.epochs):
        loop.batches()
        loss, right = loop.validate()
        say(f"{epoch + 1:>5}  {loop.loss[-1]:>10.5f}  {loss:>10.5f}  {right:>9.4f}  {0.03:>5.2f}s")
    return [*pair(loop, decimals=5), curve("val", "accuracy", loop.val_accuracy, decimals=4)]


def pipes(say: Say) -> Curves:
    loop = Loop(10)
    say("| epoch | train_loss | val_loss | lr |\n|---|---|---|---|")
    for epoch in range(loop.epochs):
        loop.batches()
        loss, _ = loop.validate()
        say(f"| {epoch + 1} | {loop.loss[-1]:.4f} | {loss:.4f} | 1.0e-02 |")
    return pair(loop, decimals=4)


def key_values(say: Say) -> Curves:
    """Epoch and step in one line: the finer count is the axis."""
    loop = Loop(9)
    at: list[int] = []
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        loss, _ = loop.validate()
        at.append(loop.step)
        say(f"epoch={epoch} step={loop.step} train_loss={loop.loss[-1]:.6g} val_loss={loss:.6g} lr=0.01")
    return pair(loop, steps=at, unit="step", digits=6)


def logger(say: Say) -> Curves:
    loop, held = Loop(8), io.StringIO()
    handler = logging.StreamHandler(held)
    handler.setFormatter(logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s"))
    log = logging.Logger("trainer", logging.INFO)
    log.addHandler(handler)
    log.info("Using device cpu, 195 parameters, seed 3")
    for epoch in range(loop.epochs):
        loop.batches()
        loss, _ = loop.validate()
        log.info("Epoch %d: training loss = %.5f, validation loss = %.5f", epoch, loop.loss[-1], loss)
    log.info("Finished; best validation loss %.5f", min(loop.val_loss))
    say(held.getvalue().rstrip())
    return pair(loop, decimals=5)


def averages(say: Say) -> Curves:
    """The style of the ImageNet example: value (average) pairs."""
    loop = Loop(6)
    for epoch in range(loop.epochs):
        total = seen = 0.0
        for i, loss, right, size in loop.batches():
            total, seen = total + loss * size, seen + size
            say(
                f"Epoch: [{epoch}][{i + 1}/7]\tTime  0.012 ( 0.013)\tData  0.001 ( 0.001)\t"
                f"Loss {loss:.4e} ({total / seen:.4e})\t"
                f"Acc@1 {100 * right:6.2f} ({100 * right:6.2f})"
            )
        loss, right = loop.validate()
        say(
            "Test: [1/2]\tTime  0.004 ( 0.004)\t"
            f"Loss {loss:.4e} ({loss:.4e})\tAcc@1 {100 * right:6.2f} ({100 * right:6.2f})"
        )
        say(f" *   Acc@1 {100 * right:.3f} Acc@5 100.000")
    return [curve("val", "loss", loop.val_loss, digits=5)]


def science(say: Say) -> Curves:
    loop = Loop(9)
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        loss, _ = loop.validate()
        say(f"epoch {epoch:3d}: train_loss={loop.loss[-1]:.3e} valid_loss={loss:.3e} lr=1.0e-02")
    return pair(loop, digits=4)


def two_lines(say: Say) -> Curves:
    loop = Loop(7)
    for epoch in range(1, loop.epochs + 1):
        say(f"Epoch {epoch}/{loop.epochs}\n----------")
        loop.batches()
        say(f"train Loss: {loop.loss[-1]:.4f} Acc: {loop.accuracy[-1]:.4f}")
        loss, right = loop.validate()
        say(f"val Loss: {loss:.4f} Acc: {right:.4f}\n")
    say(f"Training complete in 0m 1s\nBest val Acc: {max(loop.val_accuracy):.4f}")
    return [*pair(loop, decimals=4), curve("val", "accuracy", loop.val_accuracy, decimals=4)]


def json_lines(say: Say) -> Curves:
    loop = Loop(8)
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        loss, right = loop.validate()
        say(json.dumps({"epoch": epoch, "train_loss": loop.loss[-1], "val_loss": loss, "val_acc": right, "lr": 0.01}))
    return pair(loop)


def dicts(say: Say) -> Curves:
    loop = Loop(8)
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        loss, _ = loop.validate()
        say(str({"epoch": epoch, "train_loss": round(loop.loss[-1], 5), "val_loss": round(loss, 5)}))
    return pair(loop, decimals=5)


def nano(say: Say) -> Curves:
    """The style of nanoGPT: estimates of both losses every so many steps, and single iterations between."""
    loop = Loop(9)
    at, train, val = [], [], []
    say("tokens per iteration will be: 256\nnumber of parameters: 0.00M")
    step = 0
    for _ in range(loop.epochs):
        for i, loss, _, _ in loop.batches():
            if i == 0:
                with torch.no_grad():
                    train.append(functional.cross_entropy(loop.net(loop.x), loop.y).item())
                val.append(loop.validate()[0])
                at.append(step)
                say(f"step {step}: train loss {train[-1]:.4f}, val loss {val[-1]:.4f}")
            if step % 3 == 0:
                say(f"iter {step}: loss {loss:.4f}, time 12.31ms, mfu 0.02%")
            step += 1
    places: dict[str, Any] = {"steps": at, "unit": "step", "decimals": 4}
    return [curve("train", "loss", train, **places), curve("val", "loss", val, **places)]


def bare_steps(say: Say) -> Curves:
    loop = Loop(10)
    at: list[int] = []
    for _ in range(loop.epochs):
        loop.batches()
        loop.validate()
        at.append(loop.step)
        say(
            f"step:{loop.step}/70 train_loss:{loop.loss[-1]:.4f} val_loss:{loop.val_loss[-1]:.4f} "
            f"train_time:{loop.step * 12}ms"
        )
    places: dict[str, Any] = {"steps": at, "unit": "step", "decimals": 4}
    return [curve("train", "loss", loop.loss, **places), curve("val", "loss", loop.val_loss, **places)]


def progress(say: Say) -> Curves:
    """tqdm in a redirected file: the bar overwrites itself, the epoch's result is printed below."""
    from tqdm import tqdm

    loop, held = Loop(5), io.StringIO()
    for epoch in range(loop.epochs):
        bar = tqdm(loop.batches(), desc=f"Epoch {epoch + 1}/{loop.epochs}", file=held, ncols=90, mininterval=0)
        for _, loss, _, _ in bar:
            bar.set_postfix(loss=f"{loss:.3f}")
        loss, _ = loop.validate()
        held.write(f"epoch {epoch + 1} train_loss {loop.loss[-1]:.4f} val_loss {loss:.4f}\n")
    say(held.getvalue().rstrip())
    return pair(loop, decimals=4)


def not_a_number(say: Say) -> Curves:
    loop = Loop(8)
    for epoch in range(1, loop.epochs + 1):
        if epoch == 4:
            loop.x = loop.x * math.inf
        loop.batches()
        loss, _ = loop.validate()
        say(f"Epoch {epoch}/{loop.epochs}, train loss: {loop.loss[-1]:.4f}, val loss: {loss:.4f}")
    return pair(loop, decimals=4)


def no_validation(say: Say) -> Curves:
    loop = Loop(10)
    for epoch in range(loop.epochs):
        loop.batches()
        say(f"Epoch: {epoch:03d}, Loss: {loop.loss[-1]:.6f}, Time: 0.02s")
    return [curve(None, "loss", loop.loss, decimals=6)]


def every_second(say: Say) -> Curves:
    loop = Loop(10)
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        line = f"[{epoch}/{loop.epochs}] loss={loop.loss[-1]:.4f}"
        if epoch % 2 == 0:
            line += f" val_loss={loop.validate()[0]:.4f}"
        say(line)
    return [
        curve("train", "loss", loop.loss, decimals=4),
        curve("val", "loss", loop.val_loss, steps=range(2, 11, 2), decimals=4),
    ]


def chinese(say: Say) -> Curves:
    loop = Loop(8)
    for epoch in range(1, loop.epochs + 1):
        loop.batches()
        loss, _ = loop.validate()
        say(f"第 {epoch} 轮,训练损失:{loop.loss[-1]:.4f},验证损失:{loss:.4f}")
    return pair(loop, decimals=4)


STYLES = (
    brackets,
    mnist,
    table,
    pipes,
    key_values,
    logger,
    averages,
    science,
    two_lines,
    json_lines,
    dicts,
    nano,
    bare_steps,
    progress,
    not_a_number,
    no_validation,
    every_second,
    chinese,
)


def write() -> None:
    """One fixture for each style."""
    for style in STYLES:
        place = folder("torch_print", style.__name__)
        lines: list[str] = []
        told = style(lines.append)
        (place / "stdout.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        tell(place, f"torch {torch.__version__.split('+')[0]}, python {sys.version_info.major}", {"stdout.txt": [told]})
