"""Boxes of a name and a value a line, as programs of reinforcement learning print them."""

from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes

RULE = "-" * 32


def box(number, *, trains=True):
    lines = [RULE, "| rollout/           |        |", f"|    ep_rew_mean     | {-900 + 40 * number} |"]
    lines += ["| time/              |        |", f"|    total_timesteps | {2048 * number} |"]
    if trains:
        lines += ["| train/             |        |", f"|    loss            | {12 - 0.4 * number:.2f} |"]
    return [*lines, RULE]


def series(*lines):
    (run,) = read(open_bytes("\n".join(lines).encode(), "log.txt"))
    return {each.name: each for each in run.series}


def test_a_box_is_a_row_at_its_count_of_steps():
    log = series("Using cpu device", *[line for number in range(1, 9) for line in box(number)])
    reward = log["rollout/ep_rew_mean"]
    assert (reward.step_unit, reward.steps.tolist()[:2], reward.values.tolist()[:2]) == (
        "step",
        [2048, 4096],
        [-860, -820],
    )
    assert log["train/loss"].values.tolist()[-1] == 8.8


def test_a_first_box_without_losses_is_a_row_as_well():
    log = series(*[line for number in range(1, 9) for line in box(number, trains=number > 1)])
    assert len(log["rollout/ep_rew_mean"]) == 8
    assert len(log["train/loss"]) == 7


def test_boxes_without_headings_are_counted_by_their_steps():
    lines = [
        line
        for number in range(1, 9)
        for line in (
            RULE,
            f"| ep_reward_mean | {number} |",
            f"| value_loss | {9 - number} |",
            f"| total_timesteps | {number * 128} |",
        )
    ]
    log = series(*lines, RULE)
    assert log["ep_reward_mean"].steps.tolist() == [128.0 * number for number in range(1, 9)]


def test_a_box_without_a_count_is_read_as_any_lines():
    lines = [
        line
        for epoch in range(1, 6)
        for line in (f"Epoch {epoch}", RULE, f"| loss | {1 / epoch:.3f} |", f"| accuracy | {epoch / 10} |", RULE)
    ]
    assert series(*lines)["loss"].values.tolist() == [1.0, 0.5, 0.333, 0.25, 0.2]


def test_rewards_alone_are_the_log_of_a_training():
    log = series(*[f"Episode: {number}, Total Reward: {1.5 * number}, Epsilon: 0.9" for number in range(1, 9)])
    assert log["Total Reward"].values.tolist()[:2] == [1.5, 3.0]
