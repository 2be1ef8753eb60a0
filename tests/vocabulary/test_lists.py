"""The one vocabulary knows every word of the lists before it, as they meant it or as was decided since."""

from __future__ import annotations

import pytest

from diagnose.readers.core.words import axis_unit, has_curve
from diagnose.readers.core.words import is_aside as is_aside_column
from diagnose.readers.text import vocabulary as text
from diagnose.series import meaning_of
from diagnose.vocabulary import axes, companions
from diagnose.vocabulary.languages import english
from diagnose.vocabulary.names import split_in
from diagnose.vocabulary.recognition import better, metric_named, says_loss, says_metric
from diagnose.vocabulary.splits import COMPANIONS
from tests.vocabulary import lists
from tests.vocabulary.decided import DECIDED


def words_of(old_lists):
    """Each word of these lists with what is expected of it: what it meant there, or what was decided since."""
    return [
        pytest.param(word, DECIDED.get((old.where, word), (meant, ""))[0], id=f"{old.where}: {word}")
        for old in old_lists
        for word, meant in old.words()
    ]


@pytest.mark.parametrize(("word", "split"), words_of(lists.SPLITS))
def test_splits(word, split):
    assert split_in(word) == split


@pytest.mark.parametrize(("word", "unit"), words_of(lists.AXES_OVER_COLUMNS))
def test_axes_over_columns(word, unit):
    assert axis_unit(word) == unit


@pytest.mark.parametrize(("word", "unit"), words_of(lists.AXES_BEFORE_NUMBERS))
def test_axes_before_numbers(word, unit):
    assert axes.unit_before_number(word) == unit


@pytest.mark.parametrize(("word", "what"), words_of(lists.COUNTED_OTHERWISE))
def test_what_else_is_counted(word, what):
    assert (axes.bare(word) in axes.OTHERS, axes.bare(word) in axes.LATE) == (what == "other", what == "late")
    assert axes.unit_before_number(word) is None


@pytest.mark.parametrize(("word", "unit"), words_of(lists.BEHIND_NUMBERS))
def test_axes_behind_numbers(word, unit):
    assert axes.COUNTERS[word] == unit


@pytest.mark.parametrize(("word", "unit"), words_of(lists.TAILS))
def test_axes_at_the_end_of_names(word, unit):
    assert axes.TAILS[word] == unit


@pytest.mark.parametrize(("word", "level"), words_of(lists.AXES_WITHIN_NAMES))
def test_axes_within_names(word, level):
    assert meaning_of(f"loss_{word}").level == level


@pytest.mark.parametrize(("word", "metric"), words_of(lists.METRICS))
def test_metrics(word, metric):
    known = metric_named(word)
    assert known is not None
    assert known.name == metric


@pytest.mark.parametrize(("word", "way"), words_of(lists.DIRECTIONS))
def test_directions(word, way):
    assert better(word) == way
    assert "_" in word or better(f"some_{word}") == way  # the last telling word decides


@pytest.mark.parametrize(("word", "family"), words_of(lists.FAMILIES))
def test_families(word, family):
    assert says_metric(word)
    assert says_loss(word) == (family == "loss") or family == "metric"


@pytest.mark.parametrize(("word", "what"), words_of(lists.CURVES_IN_LINES))
def test_what_makes_a_curve_in_a_line(word, what):
    assert text.makes_a_curve(word) == (what == "curve")


@pytest.mark.parametrize(("word", "what"), words_of(lists.CURVES_IN_COLUMNS))
def test_what_makes_a_curve_in_a_column(word, what):
    assert has_curve((word,)) == (what == "curve")


@pytest.mark.parametrize(("word", "what"), words_of(lists.ASIDES_AMONG_SERIES))
def test_asides_among_series(word, what):
    assert meaning_of(word).aside == (what == "aside")


@pytest.mark.parametrize(("word", "what"), words_of(lists.ASIDES_IN_LINES))
def test_asides_in_lines(word, what):
    assert text.is_aside(word) == (what == "aside")


@pytest.mark.parametrize(("word", "what"), words_of(lists.ASIDES_IN_COLUMNS))
def test_asides_in_columns(word, what):
    assert is_aside_column(word) == (what == "aside")


@pytest.mark.parametrize(("word", "what"), words_of(lists.COMPANIONS))
def test_companions(word, what):
    places = {
        "filler": companions.FILLERS | axes.WORDS.keys(),
        "known": companions.FILLERS | companions.NARROWING | axes.WORDS.keys(),
        "beside a split": COMPANIONS,
        "adversary": companions.ADVERSARIAL,
        "nothing": frozenset((word,)),
    }
    assert word in places[what]


def test_what_was_decided_is_of_the_lists_and_has_a_reason():
    every = (
        *lists.SPLITS, *lists.AXES_OVER_COLUMNS, *lists.AXES_BEFORE_NUMBERS, *lists.AXES_WITHIN_NAMES, *lists.TAILS,
        *lists.COUNTED_OTHERWISE, *lists.METRICS, *lists.DIRECTIONS, *lists.FAMILIES, *lists.CURVES_IN_LINES,
        *lists.CURVES_IN_COLUMNS, *lists.ASIDES_AMONG_SERIES, *lists.ASIDES_IN_LINES, *lists.ASIDES_IN_COLUMNS,
        *lists.COMPANIONS,
    )  # fmt: skip
    meant = {(old.where, word): meaning for old in every for word, meaning in old.words()}
    for place, (decided, reason) in DECIDED.items():
        assert meant[place] != decided, place
        assert reason, place


def test_most_names_are_english():
    assert english("val_loss") == "val_loss"
    assert english("property_strata2") == "property_strata2"
