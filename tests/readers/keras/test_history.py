"""Histories as JSON of every era, printed by Python, pickled; and what is refused, with its key named."""

from __future__ import annotations

import json
import math
import pickle
from collections import OrderedDict, defaultdict

import numpy as np
import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes

LOSS, VAL = [0.9, 0.7, 0.5, 0.4], [1.0, 0.8, 0.75, 0.8]


def read(data: str | bytes | object) -> list[Run]:
    if not isinstance(data, str | bytes):
        data = json.dumps(data)
    return readers.read(open_bytes(data if isinstance(data, bytes) else data.encode(), "history.json"))


def columns(run: Run) -> dict[str, list[float]]:
    return {one.name: one.values.tolist() for one in run.series}


def steps(run: Run, name: str) -> list[float]:
    return next(one.steps.tolist() for one in run.series if one.name == name)


def refusal(data: str | bytes | object) -> str:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert "\n" not in caught.value.message
    return caught.value.message


def test_bare_and_wrapped() -> None:
    (bare,) = read({"loss": LOSS, "val_loss": VAL})
    assert bare.format == "keras-history"
    assert columns(bare) == {"loss": LOSS, "val_loss": VAL}
    assert steps(bare, "loss") == [1, 2, 3, 4]
    (wrapped,) = read({"history": {"loss": LOSS}, "params": {"epochs": 4}, "epoch": [2, 3, 4, 5]})
    assert steps(wrapped, "loss") == [3, 4, 5, 6]
    assert wrapped.params["epochs"] == 4


def test_the_first_epoch_is_1_whatever_the_dump_calls_it() -> None:
    (run,) = read({"epoch": [0, 1, 2, 3], "loss": LOSS})
    assert steps(run, "loss") == [1, 2, 3, 4]
    assert [one.name for one in run.series] == ["loss"]


def test_tokens_and_words_that_json_has_not() -> None:
    (run,) = read('{"loss": [1, NaN, Infinity, -Infinity, "NaN", "Infinity", "-Infinity", null, 2e-3]}')
    got = columns(run)["loss"]
    assert math.isnan(got[1])
    assert math.isnan(got[4])
    assert [got[2], got[3], got[5], got[6]] == [math.inf, -math.inf] * 2
    assert got[-1] == 0.002
    assert steps(run, "loss")[-1] == 9
    assert len(got) == 8
    assert any("missing" in note for note in run.notes)


def test_dumps_of_arrays_and_tables() -> None:
    (run,) = read({"loss": {"__ndarray__": LOSS, "dtype": "float32", "shape": [4]}, "val_loss": [[v] for v in VAL]})
    assert columns(run) == {"loss": LOSS, "val_loss": VAL}
    (run,) = read({"loss": {str(i): v for i, v in enumerate(LOSS)}, "acc": {str(i): v for i, v in enumerate(VAL)}})
    assert columns(run)["loss"] == LOSS
    (run,) = read(json.dumps(json.dumps({"loss": LOSS})))
    assert columns(run) == {"loss": LOSS}


def test_several_histories_in_one_document() -> None:
    runs = read({"cnn": {"loss": LOSS, "val_loss": VAL}, "rnn": {"loss": VAL, "val_loss": LOSS}})
    assert [run.name for run in runs] == ["history.json#cnn", "history.json#rnn"]
    runs = read([{"loss": LOSS}, {"loss": VAL}])
    assert [columns(run)["loss"] for run in runs] == [LOSS, VAL]


@pytest.mark.parametrize(
    ("total", "count", "placed"),
    [(10, 5, [2, 4, 6, 8, 10]), (10, 3, [3, 6, 9]), (9, 4, [2, 4, 6, 8]), (6, 5, [1, 2, 3, 4, 5]), (5, 1, [5])],
)
def test_shorter_columns_stand_where_validation_freq_puts_them(total: int, count: int, placed: list[int]) -> None:
    (run,) = read({"loss": [1 / n for n in range(1, total + 1)], "val_loss": [1 / n for n in range(1, count + 1)]})
    assert steps(run, "val_loss") == placed
    assert any(note.startswith("val_loss has") for note in run.notes)


def test_columns_that_are_no_curve_are_left_out_aloud() -> None:
    (run,) = read({"loss": LOSS, "confusion": [[1, 2], [3, 4], [5, 6], [7, 8]], "when": ["mon", "tue", "wed", "thu"]})
    assert list(columns(run)) == ["loss"]
    assert any("confusion" in note for note in run.notes)
    assert any("when" in note for note in run.notes)


def test_keras_means_are_marked_as_such() -> None:
    (run,) = read({"loss": LOSS, "acc": LOSS, "val_loss": VAL, "lr": [1e-3] * 4})
    assert {one.name: one.averaged for one in run.series} == {"loss": True, "acc": True, "val_loss": False, "lr": False}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"loss": LOSS, "val_loss": [1.0, 2.0, "0.5"]}, "val_loss[2]: this is the string '0.5'; a number was expected"),
        ({"loss": [1.0, True]}, "loss[1]: this is the truth value true"),
        ({"loss": [1.0, {"a": 1}]}, "loss[1]"),
        ({"loss": [0.5, [1, 2]]}, "loss[1]"),
        ({"loss": []}, "an empty list"),
        ({"loss": [None, None]}, "every value is missing"),
        ('{"loss": [0.5, 0.4], "val_loss": [0.', "the JSON is cut off"),
        ('{"loss": [0.5, 0.4],\n "val_loss": [0.5 0.4]}', "line 2"),
        ('{"loss": ' + "[" * 100_000, "nested too deep"),
        ('{"history": ' * 100_000, "nested too deep"),
        ("", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "binary"),
        ("{'loss': [0.5, 0.4], 'val_loss': [0.5, ", "'val_loss' is cut off"),
        ("{'loss': [0.5, 'a']}", "loss[1] is"),
        ("{'loss': [0.5, ..., 0.1]}", "printed shortened"),
    ],
)
def test_refusals_name_the_place(data: object, said: str) -> None:
    assert said in refusal(data)


def test_large_and_integer_values() -> None:
    (run,) = read('{"loss": [1' + "0" * 400 + ", 3, 2]}")
    assert columns(run)["loss"] == [math.inf, 3, 2]


def test_a_dict_that_python_printed() -> None:
    text = f"2024-01-01 INFO history: {{'loss': {LOSS}, 'val_loss': {VAL}}}\nbye\n"
    (run,) = read(text)
    assert columns(run) == {"loss": LOSS, "val_loss": VAL}
    assert columns(read(f"准确 {{'loss': {LOSS}}}".encode("gbk"))[0]) == {"loss": LOSS}


def test_numbers_as_numpy_and_torch_print_them() -> None:
    text = (
        "{'loss': [np.float64(0.5), np.float32(nan), None, -inf], "
        "'acc': array([0.1, 0.2, 0.3,\n 0.4], dtype=float32), "
        "'val_loss': [tensor(1.5000, device='cuda:0'), 2., .5, 1e-3]}"
    )
    (run,) = read(text)
    got = columns(run)
    assert got["acc"] == [0.1, 0.2, 0.3, 0.4]
    assert got["val_loss"] == [1.5, 2.0, 0.5, 0.001]
    assert got["loss"][0] == 0.5
    assert math.isnan(got["loss"][1])
    assert got["loss"][2] == -math.inf
    assert steps(run, "loss") == [1, 2, 4]


def test_a_printed_list_with_two_points_in_a_number_is_refused_by_its_place() -> None:
    with pytest.raises(ReadError, match=r"val_loss\[2\] is '0\.7\.'"):
        read("history: {'loss': [0.9, 0.7, 0.6], 'val_loss': [0.8, 0.75, 0.7.]}\n")


def test_two_printed_dicts_are_two_runs() -> None:
    runs = read(f"fold 1\n{{'loss': {LOSS}, 'acc': {VAL}}}\nfold 2\n{{'loss': {VAL}, 'acc': {LOSS}}}\n")
    assert [columns(run)["loss"] for run in runs] == [LOSS, VAL]


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize(
    "history",
    [
        {"loss": LOSS, "val_loss": VAL},
        OrderedDict(loss=[np.float64(v) for v in LOSS], val_loss=[np.float64(v) for v in VAL]),
        defaultdict[str, object](list, loss=np.array(LOSS), val_loss=np.array(VAL, dtype=">f8")),
    ],
)
def test_pickles(history: dict[str, object], protocol: int) -> None:
    (run,) = read(pickle.dumps(history, protocol))
    assert run.format == "keras-pickle"
    assert columns(run) == {"loss": LOSS, "val_loss": VAL}


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.system, ("touch /tmp/this-must-not-exist",)


@pytest.mark.parametrize("protocol", range(6))
def test_a_pickle_can_run_nothing(protocol: int) -> None:
    data = pickle.dumps({"loss": LOSS, "x": Evil()}, protocol)
    said = refusal(data)
    assert "system" in said
    assert "no plain data" in said


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps({"loss": LOSS})[:-8],
        b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7floss.",
        b"\x80\x04}r\xff\xff\xff\x7f\x8c\x04loss.",
        b"\x80\x02loss" * 100,
        b"\x80\x04" + b"]" * 100_000 + b"loss" + b"a" * 50_000 + b".",
    ],
)
def test_broken_pickles_are_refused_cheaply(data: bytes) -> None:
    refusal(data)


def test_shared_lists_in_a_pickle_do_not_multiply() -> None:
    shared: list[object] = [[0.5] * 10]
    for _ in range(5):
        shared = [shared] * 100
    refusal(pickle.dumps({"loss": shared}))
