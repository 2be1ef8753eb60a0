"""What a line of a log tells in words, and what only looks as if it did."""

import re

import pytest

from diagnose.readers.core.sentences import STEMS, signs_of

TOLD = {
    "Model diverged with loss = NaN": ["diverged"],
    "tensorflow.python.training.basic_session_run_hooks.NanLossDuringTrainingError: NaN loss during training.": [
        "diverged"
    ],
    "Loss is nan, stopping training": ["diverged"],
    "Loss is inf, stopping training": ["diverged"],
    "Batch 263: Invalid loss, terminating training": ["diverged"],
    "FloatingPointError: Minimum loss scale reached (0.0001). Your loss is probably exploding.": ["diverged"],
    "Exception: Current loss scale already at minimum - cannot decrease scale anymore. Exiting run.": ["diverged"],
    "ValueError: The loss returned in `training_step` is nan.": ["diverged"],
    "loss is NaN.  This usually indicates a bug.  Please check the issues page, if none exist.": ["diverged"],
    "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 10.76 GiB total capacity)": ["memory"],
    "ResourceExhaustedError: OOM when allocating tensor with shape[64,512]": ["memory"],
    "/bin/run.sh: line 3: 12345 Killed": ["killed"],
    "slurmstepd: error: *** JOB 123 ON n1 CANCELLED AT 2021-01-01T00:00:00 DUE TO TIME LIMIT ***": ["killed"],
    "KeyboardInterrupt": ["interrupted"],
    "2020-01-01 10:00:00 - INFO - Early stopping": ["stopped"],
    "Monitored metric val_loss did not improve in the last 3 records. Best score: 0.512. Signaling Trainer to stop.": [
        "stopped"
    ],
    "Validation score did not improve more than tol=0.000100 for 10 consecutive epochs. Stopping.": ["stopped"],
    "early stop since valid performance hasn't improved for last 10 runs": ["stopped"],
    "Stopped by overfitting detector  (50 iterations wait)": ["stopped"],
    "Early stopping, best iteration is:": ["stopped", "restored"],
    "Restoring model weights from the end of the best epoch.": ["restored"],
    "bestIteration = 42": ["best"],
}

NOT_TOLD = (
    "Early stopping conditioned on metric `val_loss` which is not available. Available metrics are: loss",
    "EarlyStopping counter: 3 out of 5",
    "Training until validation scores don't improve for 50 rounds",
    "Will train until valid_0's l2 hasn't improved in 50 rounds.",
    "Did not meet early stopping. Best iteration is:",
    "early_stopping=True, terminate_on_nan: True",
    "Using early stopping with patience 5",
    "WARNING: NaN or Inf found in input tensor.",
    "global step 2458: loss = nan (2.34 sec/step)",
    "Loss is nan, skipping batch",
    '    raise FloatingPointError("Loss became infinite or NaN")',
    '    print("Loss is {}, stopping training".format(loss_value))',
    "GPU memory: 5514M of 11000M",
    "Restoring parameters from model.ckpt-2000",
    "val_loss improved from 0.5 to 0.4, saving model to best.hdf5",
)


@pytest.mark.parametrize(("text", "kinds"), TOLD.items(), ids=[text[:40] for text in TOLD])
def test_a_sentence_tells(text, kinds):
    assert [sign.kind for sign in signs_of(text)] == kinds


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_setting_a_counter_or_a_program_tells_nothing(text):
    assert signs_of(text) == ()


@pytest.mark.parametrize(
    ("text", "step", "unit"),
    [
        ("FloatingPointError: Loss became infinite or NaN at iteration=263!", 263, "step"),
        ("Epoch 00012: early stopping", 12, "epoch"),
        ("Restoring model weights from the end of the best epoch: 6.", 6, "epoch"),
        ("Batch 37: Invalid loss, terminating training", 37, "batch"),
        ("Shrink model to first 43 iterations.", 42, "step"),
        ("Training stopped early. Best results observed at epoch 8, best model saved as best.pt.", 8, "epoch"),
        ("Model diverged with loss = NaN", None, None),
    ],
)
def test_the_step_is_the_one_that_the_sentence_names(text, step, unit):
    sign = signs_of(text)[-1]
    assert (sign.step, sign.unit) == (step, unit)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to 32768.0", 32768.0),
        ("| WARNING: overflow detected, setting loss scale to: 0.0624", 0.0624),
        ("[deepspeed] OVERFLOW! Rank 0 Skipping step. Attempted loss scale: 65536, reducing to 32768.0", 32768.0),
    ],
)
def test_an_overflow_tells_the_new_scale(text, scale):
    (sign,) = signs_of(text)
    assert (sign.kind, sign.number) == ("overflow", scale)


def test_no_sentence_is_missed_for_want_of_a_stem():
    for text in TOLD:
        assert re.search("|".join(STEMS), text.lower()), text


@pytest.mark.parametrize("scale", ["0.03.12", "32768.", "1e4"])
def test_a_loss_scale_is_a_number_however_it_is_cut(scale: str) -> None:
    (sign,) = signs_of(f"Gradient overflow. Skipping step, reducing loss scale to {scale}")
    assert sign.number == {"0.03.12": 0.03, "32768.": 32768.0, "1e4": 1e4}[scale]
