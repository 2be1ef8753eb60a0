"""What the words of other programs mean, and in which order they count."""

import pytest

from bench.advice.peers import advised, meant


@pytest.mark.parametrize(
    ("fix", "action", "apply"),
    [
        ("Keep the checkpoint from step 15 and add early stopping", "restore-best", {"epoch": 15}),
        ("Lower the learning rate (or its peak)", "lower-learning-rate", {"multiply": 0.1}),
        ("Try to increase the LR", "raise-learning-rate", {"multiply": 10.0}),
        ("Enable gradient clipping at 1.0", "clip-gradients", {"set": 1.0}),
        ("Add regularization: weight decay, dropout", "add-weight-decay", {"set": 1e-4}),
        ("Use a larger effective batch", "raise-batch-size", {"multiply": 2.0}),
    ],
)
def test_what_a_fix_means(fix, action, apply):
    assert list(meant([fix])) == [(action, apply)]


@pytest.mark.parametrize(
    "fix", ["Check the data", "Lower the temperature. The learning rate is fine", "Look at the batch"]
)
def test_what_no_program_can_apply_means_nothing(fix):
    assert list(meant([fix])) == []


def test_the_gravest_finding_comes_first():
    findings = [
        ("info", ["Add warmup"]),
        ("error", ["Check the data", "Use gradient clipping"]),
        ("odd", ["More epochs"]),
    ]
    assert [action for action, _ in advised(findings)] == ["clip-gradients", "add-warmup", "train-longer"]
