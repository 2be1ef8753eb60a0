"""No pattern of any reader blows up on a line made to make it do so, and nothing but a ReadError comes out.

The bound is on processor time and generous: what is linear takes a hundredth of it, what is quadratic far more.
"""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.errors import ReadError
from diagnose.readers import names, read
from diagnose.readers.core.opening import open_bytes
from tests.fuzz.driver import mutate, seeds, try_one
from tests.fuzz.hostile import FRAGMENTS, lines

SIZE = 100_000
SECONDS = 2.0
HOSTILE = list(lines(SIZE))
LOGS = seeds([])


@pytest.mark.parametrize("reader", names())
def test_a_hostile_line_costs_little(reader: str) -> None:
    sample = HOSTILE[: len(FRAGMENTS)] + random.Random(reader).sample(HOSTILE[len(FRAGMENTS) :], 120)
    for name, data in sample:
        start = time.process_time()
        with suppress(ReadError):
            read(open_bytes(data, "hostile"), reader)
        assert time.process_time() - start < SECONDS, name


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from([None, *names()]))
def test_any_bytes_are_read_or_refused(data: bytes, reader: str | None) -> None:
    assert try_one(data, reader) in ("runs", "refused")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([None, *names()]))
def test_any_mutated_log_is_read_or_refused(seed: int, reader: str | None) -> None:
    rng = random.Random(seed)
    assert try_one(mutate(rng, rng.choice(LOGS), LOGS), reader) in ("runs", "refused")
