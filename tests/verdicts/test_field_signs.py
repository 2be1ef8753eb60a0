"""What a log says beside its curves decides, or stands beside the verdict: kinds of logs that people pasted."""

import math
import random

import pytest

from diagnose.pipeline import Options, diagnose_source
from diagnose.readers.core.opening import open_bytes

STEPS = [f"step {step} | loss {2 - 0.01 * step:.3f} | lr 1e-4" for step in range(20)]


def reports(*lines):
    return diagnose_source(open_bytes("\n".join(lines).encode(), "log.txt"), Options())


def report(*lines):
    (single,) = reports(*lines)
    return single


def codes(said):
    return {finding.code for finding in said.findings}


def advice(said):
    return " ".join(each.do for each in said.recommendations)


def trainer(*, loss, norm=1.0, epoch, rate=1e-5):
    return f"{{'loss': {loss}, 'grad_norm': {norm}, 'learning_rate': {rate}, 'epoch': {epoch}}}"


def keras(losses, validations):
    for epoch, (loss, validation) in enumerate(zip(losses, validations, strict=True), 1):
        yield f"Epoch {epoch}/50"
        yield f"100/100 - 2s - loss: {loss:.4f} - val_loss: {validation}"


def turned(best=6, count=11):
    """A run whose validation loss is best at an epoch and rises after it."""
    return list(
        keras([1 / n for n in range(1, count + 1)], [round(0.5 + 0.02 * abs(best - n), 4) for n in range(1, count + 1)])
    )


# A loss of exactly 0, gradients that are no numbers


@pytest.mark.parametrize("norm", ["nan", "0.0"])
def test_a_loss_that_is_zero_at_once_is_no_learning(norm):
    lines = [trainer(loss=2.1, epoch=0.1), trainer(loss=2.0, epoch=0.2)]
    said = report(*lines, *[trainer(loss=0.0, norm=norm, epoch=round(0.1 * n, 1)) for n in range(3, 12)])
    assert (said.verdict, said.rule, said.deciding.steps[0]) == ("diverged", "TD432", 0.3)
    assert "bfloat16" in advice(said)
    assert "masked" in advice(said)


def test_a_loss_that_comes_down_to_zero_is_learning():
    said = report(*[f"step {n} loss {0.5**n if n < 14 else 0:.5f}" for n in range(20)])
    assert "TD432" not in codes(said)


def test_zero_with_a_validation_that_is_nan_is_the_training():
    lines = [trainer(loss=0.0, norm="nan", epoch=round(0.1 * n, 1)) for n in range(1, 21)]
    ends = [
        "{'eval_loss': nan, 'eval_runtime': 3.1, 'epoch': 1.0}",
        "{'eval_loss': nan, 'eval_runtime': 3.1, 'epoch': 2.0}",
    ]
    assert report(*lines[:10], ends[0], *lines[10:], ends[1]).rule == "TD432"


@pytest.mark.parametrize("norm", ["nan", "inf"])
def test_a_gradient_that_is_no_number_is_said(norm):
    said = report(*[f"step {n} | loss {2 - 0.01 * n:.3f} | grad_norm {norm} | lr 1e-4" for n in range(20)])
    assert {"TD431"} <= codes(said)
    assert said.verdict == "inconclusive"


def test_a_gradient_that_explodes_is_said():
    lines = [f"step {n} | loss 1.5 | grad norm: {1.2 if n < 16 else 10.0 ** (n - 14)}" for n in range(20)]
    assert "TD434" in codes(report(*lines))


def test_a_loss_scale_that_sinks_is_said_and_one_that_is_found_is_not():
    overflow = "Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to {}"
    sinking = [line for n, line in enumerate(STEPS) for line in (line, overflow.format(65536 / 2 ** (n + 1)))]
    assert "TD433" in codes(report(*sinking))
    assert "TD433" not in codes(report(*[overflow.format(65536 / 2 ** (n + 1)) for n in range(5)], *STEPS))


# A mean that is no number, a validation that is 0 or never was a number


def test_a_mean_that_is_nan_beside_a_bar_is_said():
    bar = "Epoch {0}: 100%|██████████| 50/50 [00:10<00:00, 5.0it/s, loss={1:.3f}]"
    lines = [line for n in range(1, 9) for line in (bar.format(n, 2 / n), f"Epoch {n} average train loss: nan")]
    said = report(*lines)
    assert (said.verdict, said.rule) == ("misconfiguration", "TD436")
    assert "validation_split" not in advice(said)


@pytest.mark.parametrize(
    "epoch_line",
    ["Epoch {0}: train_loss {1:.4f} val_loss 0.0000 val_acc 0.0000", "epoch {0} loss {1:.4f} val_loss 0.0"],
)
def test_a_validation_of_exactly_zero_is_not_computed(epoch_line):
    said = report(*[epoch_line.format(n, 1 / n) for n in range(1, 12)])
    assert (said.verdict, said.rule) == ("misconfiguration", "TD534")
    assert not {"TD202", "TD108", "TD310"} & codes(said)
    assert "checkpoint" not in advice(said)


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_a_validation_that_never_was_a_number_is_a_matter_of_its_data(value):
    said = report(*[f"Epoch [{n}/10] Train Loss: {1 / n:.4f} Val Loss: {value}" for n in range(1, 11)])
    assert (said.verdict, said.rule) == ("data-problem", "TD535")
    assert "unknown" not in said.summary + advice(said)


# Sums beside means, weighted metrics


@pytest.mark.parametrize(("ours", "theirs"), [(1.0, 161.0), (938.0, 1.0)])
def test_a_sum_beside_a_mean_is_said_before_the_data_are_doubted(ours, theirs):
    lines = [
        f"epoch {n} train_loss: {ours * 1.5 / math.sqrt(n):.4f} test_loss: {theirs * 1.55 / math.sqrt(n):.4f}"
        for n in range(1, 13)
    ]
    said = report(*lines)
    assert said.verdict == "still-learning"
    assert said.findings[0].code == "TD536"
    assert "preprocessing" not in advice(said)


@pytest.mark.parametrize("first", [4.2, 1.1])
def test_an_accuracy_beyond_one_is_weighted(first):
    lines = [
        f"epoch {n} loss {9 - 0.4 * n:.3f} accuracy {first + 0.05 * n:.3f} "
        f"val_loss {1.3 - 0.05 * n:.3f} val_accuracy {0.5 + 0.02 * n:.3f}"
        for n in range(1, 11)
    ]
    said = report(*lines)
    assert "TD537" in codes(said)
    assert said.verdict == "still-learning"


def test_an_accuracy_in_percent_is_not_weighted():
    lines = [
        f"epoch {n} loss {9 - 0.4 * n:.3f} accuracy {40 + n} val_loss {8 - 0.4 * n:.3f} val_accuracy 0.{50 + n}"
        for n in range(1, 11)
    ]
    assert "TD537" not in codes(report(*lines))


# Scores on both sides and no loss


@pytest.mark.parametrize("score", ["accuracy", "f1", "auc"])
def test_scores_of_both_splits_are_a_pair(score):
    lines = [
        f"Epoch {n}: train {score} {min(1, 0.5 + 0.05 * n):.3f} | "
        f"valid {score} {0.5 + 0.05 * min(n, 5) - 0.012 * max(0, n - 5):.3f}"
        for n in range(1, 16)
    ]
    said = report(*lines)
    assert (said.verdict, said.deciding.steps[0]) == ("overfitting", 5)
    assert not {"TD505", "TD425", "TD424"} & codes(said)


def test_scores_that_both_rise_are_learning():
    lines = [
        f"Epoch {n}: train_acc {1 - 0.5 * math.exp(-n / 8):.4f} val_acc {1 - 0.55 * math.exp(-n / 8):.4f}"
        for n in range(1, 17)
    ]
    assert report(*lines).verdict == "still-learning"


# Crash lines, and ends that say nothing about the training


@pytest.mark.parametrize(
    "line",
    [
        "FloatingPointError: Loss became infinite or NaN at iteration=23!",
        "ERROR:tensorflow:Model diverged with loss = NaN.",
        "tensorflow.python.training.basic_session_run_hooks.NanLossDuringTrainingError: NaN loss during training.",
        "Loss is nan, stopping training",
        "FloatingPointError: Minimum loss scale reached (0.0001). Your loss is probably exploding.",
    ],
)
def test_a_crash_line_decides(line):
    said = report(*STEPS, "Traceback (most recent call last):", '  File "train.py", line 12, in <module>', line)
    assert (said.verdict, said.rule) == ("diverged", "TD437")
    assert said.deciding.steps[0] == (23 if "=23" in line else 19)
    assert said.confidence > 0.9


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB", "TD532"),
        ("KeyboardInterrupt", "TD533"),
        ("Killed", "TD533"),
    ],
)
def test_an_end_from_outside_is_no_sickness(line, code):
    lines = keras([1 / n for n in range(1, 9)], [round(1.1 / n, 4) for n in range(1, 9)])
    said = report(*lines, line)
    assert (said.verdict, {code} <= codes(said), "TD520" in codes(said)) == ("still-learning", True, False)


# Early stopping


@pytest.mark.parametrize(
    "restored",
    [
        "Restoring model weights from the end of the best epoch: 6.",
        "Restoring model weights from the end of the best epoch.",
    ],
)
def test_early_stopping_that_put_the_best_weights_back_leaves_nothing_to_do(restored):
    said = report(*turned(), restored, "Epoch 00011: early stopping")
    assert (said.verdict, said.rule, said.severity.word) == ("overfitting", "TD530", "note")
    assert "EarlyStopping" not in said.summary + advice(said)
    assert "epoch 6" in said.summary
    assert "TD520" not in codes(said)


@pytest.mark.parametrize(
    "line",
    [
        "Epoch 00011: early stopping",
        "Monitored metric val_loss did not improve in the last 5 records. Signaling Trainer to stop.",
        "Ran out of patience. Stopping training.",
    ],
)
def test_early_stopping_that_puts_nothing_back_is_told_apart(line):
    said = report(*turned(), line)
    assert (said.verdict, said.rule, said.severity.word) == ("overfitting", "TD531", "warning")
    assert "TD520" not in codes(said)


def test_a_counter_of_early_stopping_is_no_stop():
    lines = [f"Epoch {n}: train loss {1 / n:.4f}, val loss {0.5 + 0.02 * abs(6 - n):.4f}" for n in range(1, 12)]
    assert report(*lines, "EarlyStopping counter: 5 out of 10").rule == "TD201"


def test_boosting_that_stopped_at_its_best_round_uses_it():
    rounds = [f"[{n}]\ttraining's l2: {1 / n:.5f}\tvalid_1's l2: {0.5 + 0.01 * abs(12 - n):.5f}" for n in range(1, 33)]
    said = report(*rounds, "Early stopping, best iteration is:", rounds[11])
    assert (said.rule, said.deciding.steps[0]) == ("TD530", 12)


def test_early_stopping_says_nothing_of_a_run_that_still_learns():
    lines = keras([1 / n for n in range(1, 12)], [round(1.1 / n, 4) for n in range(1, 12)])
    said = report(*lines, "Epoch 00011: early stopping")
    assert said.verdict == "still-learning"
    assert "TD520" not in codes(said)


# Stairs, and few evaluations


def stairs(levels, evaluations, *, points=20, noise=0.04, seed=1):
    chance = random.Random(seed)
    for epoch, (level, value) in enumerate(zip(levels, evaluations, strict=True)):
        for point in range(1, points + 1):
            yield trainer(loss=round(level * (1 + chance.gauss(0, noise)), 4), epoch=round(epoch + point / points, 3))
        yield f"{{'eval_loss': {value}, 'eval_runtime': 3.1, 'epoch': {epoch + 1}.0}}"


@pytest.mark.parametrize("noise", [0.02, 0.15])
def test_three_evaluations_that_rise_beyond_doubt_are_enough(noise):
    said = report(*stairs([1.5, 1.0, 0.5], [1.3, 1.45, 1.75], noise=noise))
    assert (said.verdict, said.rule) == ("overfitting", "TD439")
    assert "TD438" in codes(said)
    assert not {"TD402", "TD113", "TD504"} & codes(said)
    assert said.confidence > 0.8


def test_three_evaluations_that_may_vary_are_too_few():
    said = report(*stairs([1.5, 1.0, 0.5], [1.3, 1.31, 1.33]))
    assert said.verdict == "inconclusive"
    assert "TD438" in codes(said)


def test_a_fall_within_epochs_is_no_staircase():
    lines = [trainer(loss=round(2 * math.exp(-n / 20), 4), epoch=n / 20) for n in range(1, 61)]
    assert "TD438" not in codes(report(*lines))


# Rewards


def test_in_reinforcement_learning_the_reward_counts():
    lines = [f"Episode {n}\tAverage reward: {-20 + 1.9 * n:.2f}\tloss: {1 + 0.02 * n:.3f}" for n in range(1, 20)]
    said = report(*lines)
    assert (said.verdict, said.rule) == ("still-learning", "TD440")
    assert list(said.trends) == ["Average reward"]
    assert "tenth" not in advice(said)


def test_a_reward_that_settles_is_a_plateau_and_one_that_falls_unstable():
    settled = [f"{n * 1000},{50 * (1 - math.exp(-n / 3)):.2f},{1 + 0.1 * n:.2f}" for n in range(1, 40)]
    falling = [f"{n * 1000},{200 - 4 * n},{1 + 0.1 * n:.2f}" for n in range(1, 40)]
    assert report("timesteps,episode_reward,loss", *settled).rule == "TD441"
    assert report("timesteps,episode_reward,loss", *falling).rule == "TD442"


def test_rewards_of_preferences_beside_a_validation_loss_are_aside():
    header = "epoch,train_loss,val_loss,rewards/chosen,rewards/rejected"
    rows = [f"{n},{0.69 / n:.4f},{0.7 / n:.4f},{0.1 * n},{-0.1 * n}" for n in range(1, 12)]
    assert list(report(header, *rows).trends) == ["train_loss", "val_loss"]


# The loss by another name, a rate of 0, and what nothing is known of


@pytest.mark.parametrize("name", ["loss_net", "main_loss"])
def test_the_only_name_with_loss_in_it_is_the_training_loss(name):
    said = report(
        *[f"02:29:00: train iter: {n * 100} {name}: {0.9 - 0.01 * n:.4f} norm: 21.88 seconds: 45.4" for n in range(12)]
    )
    assert said.curves.train is not None
    assert said.curves.train.name.endswith(name)


def test_a_rate_of_zero_is_said_and_nothing_about_lowering_it():
    chance = random.Random(3)
    lines = [f"Epoch {n}/20 loss: {2 + chance.gauss(0, 0.1):.3f} lr: 0.0e+00" for n in range(1, 21)]
    said = report(*lines)
    assert (said.verdict, said.rule) == ("misconfiguration", "TD435")
    assert not any(each.change == "lower" for each in said.recommendations)


def test_a_rate_that_prints_as_zero_while_training_learns_is_rounded():
    assert "TD435" not in codes(report(*[f"Epoch {n}/20 loss: {2 / n:.3f} lr: 0.00000" for n in range(1, 21)]))


def test_one_validation_value_does_not_unsettle_a_divergence():
    lines = [f"iter {n}: loss {4 - 0.01 * n if n < 20 else math.nan:.4f}, time 10ms" for n in range(30)]
    without, with_one = report(*lines), report(*lines[:10], "step 9: train loss 3.9100, val loss 3.9500", *lines[10:])
    assert (without.rule, with_one.rule) == ("TD401", "TD401")
    assert with_one.confidence == pytest.approx(without.confidence, abs=0.01)
