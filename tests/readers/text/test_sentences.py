"""One line to marks and named values, whatever the project's wording."""

from __future__ import annotations

import math

import pytest

from diagnose.readers.text.cleaning import pieces
from diagnose.readers.text.grammar import Grammar, Sentence

NAN = math.nan
# the line; epoch, step (None where it has none); values by name
LINES = [
    ("Epoch 3/50, train loss: 0.52, val loss: 0.61", 3, None, {"train loss": 0.52, "val loss": 0.61}),
    ("[3/50] loss=0.5", None, 3, {"loss": 0.5}),
    ("[1,     5] loss: 2.303", 1, 5, {"loss": 2.303}),
    ("[3/50][100/782] Loss_D: 0.5 Loss_G: 1.2 D(x): 0.9", 3, 100, {"Loss_D": 0.5, "Loss_G": 1.2, "D(x)": 0.9}),
    ("Train Epoch: 1 [320/1200 (26%)]\tLoss: 2.260123", 1, 320, {"train Loss": 2.260123}),
    (
        "Test set: Average loss: 1.0450, Accuracy: 344/500 (69%)",
        None,
        None,
        {"test Average loss": 1.045, "test Accuracy": 0.688},
    ),
    ("| epoch   1 |   200/ 2983 batches | lr 20.00 | ms/batch 11.61 | loss  5.42 | ppl   226.1", 1, 200,
     {"lr": 20.0, "loss": 5.42, "ppl": 226.1}),
    ("| end of epoch   1 | time: 35.58s | valid loss   nan | valid ppl      nan", 1, None,
     {"valid loss": NAN, "valid ppl": NAN}),
    ("step:120/9000 train_loss:5.1 val_loss:5.3 train_time:123ms step_avg:nanms", None, 120,
     {"train_loss": 5.1, "val_loss": 5.3}),
    ("step 0: train loss 4.2874, val loss 4.2823", None, 0, {"train loss": 4.2874, "val loss": 4.2823}),
    ("iter 0: loss 6.1551, time 63478.93ms, mfu -100.00%", None, 0, {"loss": 6.1551}),
    ("2021-01-01 20:41:20,167 INFO job: epoch   0 | loss 2.17503 | val_loss 1.99647 | 0.04 sec", 0, None,
     {"loss": 2.17503, "val_loss": 1.99647}),
    ("10:00:00 INFO : train --- Current batch:200/1600  loss:[ 0.59166753]", None, 200, {"loss": 0.59166753}),
    ("***Epoch: 001/040 | Train. Acc.: 33.674% | Loss: 1.703", 1, None, {"Train. Acc": 33.674, "train Loss": 1.703}),
    ("Epoch 0, Step 25, total used time 7.17 (s), avg loss so far is 0.1097", 0, 25, {"avg loss so far": 0.1097}),
    ("Época  10 | Train Loss: 1.79e-01 | Val F1(ext): 0.579 | Paciencia: 0/10", 10, None,
     {"Train Loss": 0.179, "Val F1(ext)": 0.579}),
    ("第3/50轮, 训练损失: 0.52, 验证损失: 0.61", 3, None, {"训练损失": 0.52, "验证损失": 0.61}),
    ("Эпоха 4: train loss 0.5", 4, None, {"train loss": 0.5}),
    ("Epoch:1 loss:0,5231 val_loss:0,6", 1, None, {"loss": 0.5231, "val_loss": 0.6}),
    ("Epoch 1 loss (train): 0.5 loss (val): 0.6", 1, None, {"train loss": 0.5, "val loss": 0.6}),
    ("Epoch 7 | train: loss=0.5 acc=81.2% | val: loss=0.6 acc=79.1%", 7, None,
     {"train loss": 0.5, "train acc": 81.2, "val loss": 0.6, "val acc": 79.1}),
    ("epoch: 3, train/val loss: 0.5/0.6", 3, None, {"train loss": 0.5, "val loss": 0.6}),
    ("Epoch: 001/100 | Batch 000/469 | Gen/Dis Loss: 0.3318/-0.0001", 1, 0, {"Gen Loss": 0.3318, "Dis Loss": -0.0001}),
    ("Epoch 1 loss:0.5acc:0.9", 1, None, {"loss": 0.5, "acc": 0.9}),
    ("[Epoch 3] train_loss=1.2e-05;val_loss=-inf", 3, None, {"train_loss": 1.2e-05, "val_loss": -math.inf}),
    ("Epoch 2 loss 5.3K acc 1,234.5", 2, None, {"loss": 5300.0, "acc": 1234.5}),
    ("Epoch 2 loss: tensor(0.5231, device='cuda:0', grad_fn=<Nll>)", 2, None, {"loss": 0.5231}),
    ("loss: 1.919142  [ 6464/60000]", None, 6464, {"loss": 1.919142}),
    ("\x1b[1mEpoch 3\x1b[0m loss: \x1b[32m0.5\x1b[0m", 3, None, {"loss": 0.5}),
    ("Epoch 5: train_loss=0.5 ± 0.01, top-1 acc: 71.2, L1 loss: 0.3", 5, None,
     {"train_loss": 0.5, "train top-1 acc": 71.2, "train L1 loss": 0.3}),
    ("Epoch 3, loss: 0.5, val_loss: 0.6, acc: 0.8, val_acc: 0.7", 3, None,
     {"loss": 0.5, "val_loss": 0.6, "acc": 0.8, "val_acc": 0.7}),
]  # fmt: skip


def sentence(line: str, grammar: Grammar | None = None) -> Sentence | None:
    [(text, bar)] = pieces(line)
    return (grammar or Grammar()).read(text, bar)


def values(one: Sentence) -> dict[str, float]:
    named = zip(one.form.names, one.values, strict=True)
    return {name: value for (name, _, is_average), value in named if not is_average}


@pytest.mark.parametrize(("line", "epoch", "step", "expected"), LINES, ids=[line[0][:40] for line in LINES])
def test_a_line_says_marks_and_values(line: str, epoch: float, step: float, expected: dict[str, float]) -> None:
    grammar = Grammar()
    for _ in range(2):  # parsed at first, then matched to its template
        one = sentence(line, grammar)
        assert one is not None
        assert (one.epoch, one.step) == (epoch, step)
        assert values(one) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    "line",
    [
        "Val loss decreased (inf --> 3622.436050).  Saving model ...",
        "  保存最佳模型 (val_loss=3.2508)",
        "Epoch 00007: reducing learning rate of group 0 to 5.0000e-04.",
        "Epoch 00002: val_acc improved from 0.78851 to 0.78894, saving model to x.h5",
        '        print0(f"step:{step}/{n} val_loss:{val_loss:.4f} train_time:{t:.0f}ms")',
        "Best val loss: 0.32 acc 0.9",
        "wandb: train loss ▇▆▅▄▃▂▁",
        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.100",
    ],
)
def test_a_remark_about_values_is_no_value(line: str) -> None:
    one = sentence(line)
    assert one is None or not one.form.has_metric


def test_a_value_with_its_average_is_two_columns() -> None:
    one = sentence("Train: [3/300][10/1251]\ttime 0.5 (0.6)\tloss 6.9 (7.0)\tmem 1234MB")
    assert one is not None
    assert (one.epoch, one.step, one.step_total) == (3, 10, 1251)
    assert one.form.names == (("train loss", "train", False), ("train loss", "train", True))
    assert one.values == [6.9, 7.0]


def test_a_bar_is_one_piece_and_what_follows_it_another() -> None:
    line = "Epoch 2: 100%|███| 938/938 [00:21<00:00, 44.49it/s, loss=0.0023]Epoch 2, Val Loss: 0.09"
    grammar = Grammar()
    first, second = (grammar.read(text, bar) for text, bar in pieces(line))
    assert first is not None
    assert second is not None
    assert (first.epoch, first.step, first.form.step_kind, first.values) == (2, 938, "bar", [0.0023])
    assert (second.epoch, second.step, second.values) == (2, None, [0.09])


def test_a_bar_before_its_first_update_shows_stale_values() -> None:
    assert list(pieces("Epoch 2:   0%|   | 0/938 [00:00<?, ?it/s, loss=0.5]")) == []


def test_lines_that_differ_in_a_name_are_told_apart() -> None:
    grammar = Grammar()
    one, other = sentence("epoch 1 head1 loss 0.5", grammar), sentence("epoch 1 head2 loss 0.5", grammar)
    assert one is not None
    assert other is not None
    assert one.form.names != other.form.names
