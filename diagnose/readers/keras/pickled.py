"""A pickled History dict, the `trainHistoryDict` that tutorials tell people to write.

May not: unpickle anything but plain data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.opening import whole
from diagnose.readers.core.reader import Fit
from diagnose.readers.keras.history import histories_in

PICKLE_LIMIT = 32 << 20
START = re.compile(rb"\x80[\x02-\x05]|\(dp\d|[}\]]q\x00|ccollections\n(?:OrderedDict|defaultdict)\n")


class KerasPickle:
    """`pickle.dump(history.history, file)`, of any protocol, with plain or numpy numbers."""

    name: ClassVar[str] = "keras-pickle"
    suffixes: ClassVar[tuple[str, ...]] = (".pkl", ".pickle", "")
    about: ClassVar[str] = "A pickled Keras History dict (`trainHistoryDict`), read without running anything in it."

    def sniff(self, source: Source) -> Fit:
        """YES where a pickle starts and a metric is named in it, MAYBE for any other pickle."""
        if not START.match(source.head):
            return Fit.NO
        return Fit.YES if b"loss" in source.head or b"acc" in source.head else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """One run for each history in the pickle."""
        from diagnose.readers.keras.plain_pickle import load_plain

        content = load_plain(source.name, whole(source, PICKLE_LIMIT))
        if not isinstance(content, (Mapping, list)):
            raise ReadError(source.name, "the pickle holds no dict", hint="history.history was expected")
        return [replace(run, format=self.name) for run in histories_in(source.name, content)]
