"""Lines that make a regular expression backtrack, made of what each format's patterns look for.

A pattern blows up where two of its parts can share a stretch of text that then fails to end as it should. So every
fragment that some pattern repeats is repeated, alone and between the head of a real line and an end that fits nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

FRAGMENTS = (
    "1", "0.", "1e", "1.5", "1 ", " ", "\t", "-", " - ", "=", "_", ".", ",", ", ", ":", ": ", "/", "|", "a", "a ", "a=",
    "loss", "loss ", "loss: ", "loss=1 ", "loss: 0.5 ", " - loss: 0.5000", "train_loss ", "val_", "(", ")", "((", "[",
    "]", "[]", "{", "}", "{}", "<", ">", "<td>", "<td>1</td>", '"', "'", '""', "'a': ", '"a": ', '"a": [', "'loss': [",
    "[1, ", "1,", "1\t", "1;", "nan ", "1/2 ", "1/2 [", "1/2 [=", "10/20 [==>", "Epoch 1/2", "Epoch 1/2 ", "epoch ",
    "epoch 1 ", "step 1 ", "it ", "1it/s", "1.0batch/s, ", "s/epoch", "50%|#", "100%|", "12:34:56 ", "2020-01-01 ",
    "[0]\ttrain-rmse:0.5\t", "train-", "\x1b[1m", "\x1b[", "\x1b", "\r", "\b", "\b\r", "━", "é", "中", "\\", "\\n", "%",
    "e-", "+-", "np.float64(", "array([", "tensor(", "None, ", "...", "Train on 1 ", "ETA: ", "1s ", "1s - ", "ms/step",
)  # fmt: skip
HEADS = (
    "", "Epoch 1/3 train loss: 0.5", "10/20 [==>...] - ETA: 1s - loss: 0.5", '{"loss": [0.5, ', '{"epoch": 1, "loss": ',
    "{'loss': 0.5, ", "{'loss': [0.5, ", "epoch,loss\n1,", "epoch\tloss\n1\t", "| epoch 1 | loss ", "[1/3] loss: 0.5 ",
    "step:1/3 train_loss:0.5 ", "[0]\ttrain-rmse:0.5", "1/3 [00:01<00:02, 1.0s/epoch, loss=", "<table><tr><th>epoch",
    "2020-01-01 00:00:00 INFO Epoch 1: loss 0.5 ", "epoch  train_loss  valid_loss\n0  0.5 ", '{"log_history": [',
    '{"cells": [{"outputs": [', "1 0.5 ", "#\tloss\n", "\x80\x04", "Epoch 1/3\n1/2 [==", "(dp0\nS'loss'\n",
)  # fmt: skip
TAILS = ("", "!", "\n", "\nEpoch 2/3\n")


def lines(size: int) -> Iterator[tuple[str, bytes]]:
    """Hostile texts of about `size` bytes, each with a name that tells how it was made."""
    for fragment in FRAGMENTS:
        yield f"{fragment!r} repeated", (fragment * (size // len(fragment))).encode()
    for head in HEADS[1:]:
        for number, fragment in enumerate(FRAGMENTS):
            tail = TAILS[number % len(TAILS)]
            body = fragment * (size // len(fragment))
            yield f"{head!r}, {fragment!r} repeated, {tail!r}", (head + body + tail).encode()
