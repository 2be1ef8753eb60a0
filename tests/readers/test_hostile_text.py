"""Text made to hurt: nothing but ReadError comes out, and no line takes more than its length allows."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.errors import ReadError
from diagnose.readers.boosting import Boosting
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.core.program import is_program
from diagnose.readers.core.reader import Reader
from diagnose.readers.fasttext import FasttextProgress
from diagnose.readers.html_output import HtmlOutput
from diagnose.readers.notebook import Notebook
from diagnose.readers.text.reader import TextLog
from diagnose.readers.trainer_stdout import TrainerStdout

READERS: list[Reader] = [TextLog(), Boosting(), TrainerStdout(), FasttextProgress(), HtmlOutput(), Notebook()]
WORDS = [
    "Epoch ", "epoch: ", "[", "]", "/", "step ", "iter ", "loss: ", "val ", "train ", "Test set: ", "acc ", "=", ",",
    "\t", "  ", "0", "1", "10", "0.5", "1e-5", "nan", "inf", "-", "%", "(", ")", "\r", "\n", "|", "Validation:\n",
    "batch 3/10 ", "{'loss': 0.5, 'epoch': 1}", "{'epoch': ", "}", "[0]\ta-b:1\tc-d:2",
    "[1]\tv's l2: 0.5", "0:\tlearn: 1\ttest: 2",
    "Best iteration:\n", "<table><tr><th>epoch</th><th>loss</th></tr>", "<tr><td>1</td><td>2</td></tr>", "第", "轮",
    "epoch train_loss\n", "best ", "a/b loss: 1/2", "INFO ", "\x1b[1m", "of the ", "Fold 1 ", "[ 64/6000]", "1.5K",
    "0,5", "1,234.5", "Progress:  3.9% words/sec/thread:  1 lr:  0.1 avg.loss:  0.8 ETA:", "#0", "3epoch ",
    '{"nbformat":4,"cells":[{"outputs":[{"output_type":"stream","text":["Epoch 1 loss: 1\\n"]}]}]}',
]  # fmt: skip
BAR = "100%|█| 3/3 [00:01<00:00, 2it/s, loss=0.4]"
REPEATED = [
    "loss: 1 ", "epoch 1 ", "[0] ", "0%| ", "1%|#| 1/2 [", "{'", "{'loss': 1, ", "1,2", "1.2.", "1-", "(((", "[[[",
    "a ", "\t", "1e", "'s x: ", "[1] a-b:1 ", "[1]\ta's b: 1\t", "nan", "loss 1 (", "\x1b[", "\x1b]", "epoch epoch ",
    "99:", "1/", "tensor(", "<", "<t", "&#", "<table><tr><td>", "of the ", "第", "1 / ", "12:3",
    "|--|", "0000-0", "f(x(", "loss:1\r", "loss:1\rloss:2\r", "loss:1\b\b\b", "\x1b[2K\rloss: 1",
    "\x1b[1mloss:1\x1b[0m ", "epoch 1 loss:1\repoch 1 loss:2\r", "abc.\r", "abc. ", "\r", "\b", " \n",
    "{'loss': 1, 'epoch': 1}\r", "[1]\ta-b:1\r", "1%|#| 1/2 [00:01<00:02, 1it/s, loss=0.5]\r", "; ", '", ',
]  # fmt: skip


def drive(reader: Reader, data: bytes) -> None:
    source = open_bytes(data, "x")
    reader.sniff(source)
    try:
        runs = reader.read(source)
    except ReadError:
        return
    assert all(run.series for run in runs)
    assert all(len(series.steps) == len(series.values) > 0 for run in runs for series in run.series)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=120, deadline=None)
@given(parts=st.lists(st.one_of(st.sampled_from([*WORDS, BAR]), st.text(max_size=5)), max_size=60))
def test_any_text_is_read_or_refused(reader: Reader, parts: list[str]) -> None:
    drive(reader, "".join(parts).encode("utf-8", "replace"))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(reader: Reader, data: bytes) -> None:
    drive(reader, data)


def grows_with_length(work: Callable[[int], object]) -> bool:
    """Whether a megabyte takes about four times as long as a quarter of it, in the best of three on a busy machine.

    A pattern that tries everything anew at every place would take sixteen times as long, or for ever.
    """
    whole: list[float] = []
    quarter: list[float] = []
    for _ in range(3):
        whole.append(seconds(work, 1_000_000))
        quarter.append(seconds(work, 250_000))
        if min(whole) < 8 * max(min(quarter), 0.05):
            return True
    return False


def seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("part", REPEATED)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(reader: Reader, part: str) -> None:
    head = "epoch 1 loss 0.5\nepoch 2 loss 0.4\n"
    assert grows_with_length(lambda size: drive(reader, (head + part * (size // len(part))).encode()))


@pytest.mark.parametrize("part", ['"""', "'''\n", '"', "\\", "import a\n", "def a():\n", "a: ", "a  ", "import a#"])
def test_a_program_of_a_megabyte_is_told_in_the_same_way(part: str) -> None:
    assert grows_with_length(
        lambda size: is_program(open_bytes(("import a\n" + part * (size // len(part))).encode(), "x"))
    )
