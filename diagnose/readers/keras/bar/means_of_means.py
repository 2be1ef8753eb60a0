"""Whether a bar shows running means, or means of running means.

May not: read anything else than the accuracies that a bar showed.

Keras 3 before 3.15 hands running means to a bar that averages them once more (keras issue 21301), and nothing in the
log says which Keras wrote it. An accuracy tells: over k batches of b samples it is a whole number of samples out of
k·b, while a mean of such means is not.
"""

from __future__ import annotations

from collections.abc import Sequence

HALF = 0.5e-4
LARGEST = 1024
FEWEST = 6


def counts_whole_samples(accuracies: Sequence[tuple[int, float]]) -> bool | None:
    """Whether accuracies after k full batches, as (k, accuracy), are whole numbers of samples; None if that is open.

    The batch size b is the smallest for which the accuracies after one batch are, or a small multiple of it. Only
    counts where the rounding of the four digits shown leaves no doubt are looked at, and only those of three batches
    and more: the mean of two means may be whole again.
    """
    firsts = {value for count, value in accuracies if count == 1 and 0.0 < value < 1.0}
    size = next((b for b in range(2, LARGEST + 1) if all(_is_whole(value, b) for value in firsts)), None)
    if not firsts or size is None:
        return None
    shares = []
    for times in (1, 2, 4):
        later = [(k * size * times, value) for k, value in accuracies if k > 2 and k * size * times * HALF < 0.12]
        if len(later) >= FEWEST:
            shares.append(sum(_is_whole(value, count) for count, value in later) / len(later))
    return max(shares) > 0.9 if shares else None


def _is_whole(value: float, count: int) -> bool:
    return abs(value * count - round(value * count)) <= HALF * count + 1e-9
