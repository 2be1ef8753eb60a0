"""The end of a log that takes longer than it may, wherever it is being read or judged."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Never

from diagnose.readers.core.budget import allowed

AGAIN = 1.0  # an alarm that goes off where errors are swallowed is lost, so it is repeated


class TimeUp(BaseException):
    """No error of the log: nothing that catches errors on the way may catch this."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Give the block so many seconds; what does not end by itself is ended.

    Raises:
        TimeUp: the time is up; only in the main thread, and on systems that have alarms.
    """
    with allowed(seconds):
        if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
            yield
            return
        before = signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
            signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> Never:
    raise TimeUp
