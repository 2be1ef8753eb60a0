"""From how many points on each fact is measured: one below it is not."""

import numpy as np
import pytest

from diagnose import facts
from tests.facts.measuring import measured

FEWEST = {
    1: """
        val.best val.best_step boosting chance.first_times chance.last_times
        chance.classes chance.loss_per_error chance.first_loss
        chance.val_times train.accuracy_end val.accuracy_end train.end val.end train.points val.points unit units
        gap.end_times log.first_step log.repeats log.resumes log.averaged log.val_metric log.val_split log.same_metric
        train.name val.name train.is_score train.is_reward nonfinite.count train.first train.last train.lowest
        params.batch_size params.iterations params.iterations_expected params.last_batch_share params.last_batch
        params.updates params.epochs params.epochs_short prechelt.gl prechelt.stop_loss train.extent val.samples
        log.diverged log.stopped_early log.restored log.restored_by log.kept_step train val val.swings train.since
        val.since train.zeros val.finite log.epochs params.weight_decay params.dropout
    """,
    2: """
        val.rise_after_best val.accuracy_gain train.accuracy_gain train.leap val.leap gap.of_progress
        gap.share_below gap.first_times gap.least_times gap.same_share gap.below_start gap.least_apart train.waited
        val.share_after_best train.fall val.fall train.lost val.lost train.above_start train.turned train.jumps
        val.jitter_over_train train.above_first
    """,
    3: """
        gap.share_below_lagged log.val_every log.lag log.digit val.least_rise train.fell_meanwhile val.last_over_first
        val.zero_share
    """,
    4: """
        gap.in_noise log.missing val.above_start rate.last_of_peak rate.tiny_share rate.falling_at_decay
        rate.restarts rate.climb rate.at_turn val.accuracy_margin gap.middle_times gap.spread gap.larger score.name
        score.is_accuracy score.val.last score.val.since_best_loss score.val.lost_since_best_loss
        score.val.since_best_loss_certainty score.val.same_share score.train.last score.gap score.val.extent
        val.turn val.turn_share val.settled val.rise val.rise_certainty val.rise_share train.fall_since_turn
        rate.zero_share rate.given rate.stretch train.directness train.plunge
    """,
    5: """
        val.accuracy_span train.accuracy_span prechelt.pq train.lost_noise val.lost_noise train.risen val.risen
    """,
    6: """
        gap.widened gap.tracking rate.drop_step rate.drop_gain rate.drop_gain_certainty val.jitter score.val.drop
        score.val.drop_certainty score.train.drop score.train.drop_certainty
    """,
    7: "train.reset val.reset train.reset_step",
    8: """
        train.early_rise train.second_half_share score.with_loss train.spikes train.spike_size train.spikes_left
        val.spikes val.spike_size val.spikes_left
    """,
    10: "outlook.gain outlook.low outlook.high outlook.step outlook.certainty train.late_jitter prechelt.up",
    12: "val.levels",
}
NOT_HERE = """
    batch.spikes batch.spike_rate batch.spikes_left batch.spike_value batch.spike_level batch.spike_place leap.step
    leap.at grad.lost grad.growth scale.last scale.shrunk nonfinite.step nonfinite.before nonfinite.share_after
    nonfinite.growth train.fell_after_wait params.iterations_off prechelt.stop_step rate.tiny_since reward.first
    reward.last score.weighted_low score.weighted_high log.diverged_step log.diverged_words log.ended log.end_words
    stairs.drop stairs.certainty stairs.share stepped.at train.zero_since train.gone_since train.before_zero
    loss.other_lost loss.other_name rate.zero_late rate.zero_since
"""
"""Facts of what this run has not."""


def run_of(count):
    at = np.arange(count)
    fall = 0.8**at
    return measured(
        {"batch_size": 32, "samples": 1000, "epochs": 10, "classes": 10, "val_samples": 100, "dropout": 0.1, "wd": 0.1},
        loss=2.0 * fall + 0.1 + 0.01 * (-1.0) ** at,
        val_loss=2.0 * fall + 0.3 + 0.02 * at,
        accuracy=1.0 - 0.5 * fall,
        val_accuracy=1.0 - 0.5 * fall - 0.003 * at,
        lr=np.where(at < count // 2, 0.1, 0.01),
    )


@pytest.mark.parametrize(("fewest", "names"), FEWEST.items(), ids=map(str, FEWEST))
def test_facts_need_so_many_points_and_no_more(fewest, names):
    enough = run_of(fewest)
    assert [name for name in names.split() if enough[name] is None] == []
    if fewest > 1:
        few = run_of(fewest - 1)
        assert [name for name in names.split() if few[name] is not None] == []


def test_every_fact_has_its_fewest_points():
    told = [name for names in (*FEWEST.values(), NOT_HERE) for name in names.split()]
    assert sorted(told) == sorted(facts.FACTS)
