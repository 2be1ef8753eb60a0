"""All invariants: what must hold between verdict, words, places, advice, formats and numbers, whatever the run.

Each is a small function whose docstring states it as a sentence; it takes a report and the run as it came, and yields
each breach in words.
"""

from __future__ import annotations

from tests.invariants.advice import ADVICE
from tests.invariants.breach import Invariant
from tests.invariants.places import PLACES
from tests.invariants.renderings import RENDERINGS
from tests.invariants.verdicts import VERDICTS
from tests.invariants.words import WORDS

INVARIANTS: tuple[Invariant, ...] = (*VERDICTS, *WORDS, *PLACES, *ADVICE, *RENDERINGS)
