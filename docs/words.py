"""Writes the page of the words that are known in logs, out of the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from diagnose.vocabulary import asides, axes, companions, languages, splits
from diagnose.vocabulary.metrics import METRICS, OBJECTIVES

WAYS = {"lower": "falls", "higher": "rises", None: "not told"}
RANGES = {"any": "any number", "positive": "0 and up", "share": "0 to 1, or percent"}


def words() -> Iterator[str]:
    """The lines of the page."""
    yield "What readers and series know of the words in logs. A word is added in one line of one file below"
    yield "`diagnose/vocabulary/` ([how](../.github/CONTRIBUTING.md#add-a-word)). Case does not matter, nor how words"
    yield "are joined: `val_loss`, `valLoss`, `val/loss` and `vloss` are the same."
    yield from _splits()
    yield from _axes()
    yield from _metrics()
    yield from _others()


def _splits() -> Iterator[str]:
    yield from (
        "",
        "## Splits",
        "",
        "Of several words in a name the last decides. A number behind one changes nothing.",
        "",
    )
    yield from _table("split", splits.SPLITS)
    pairs = ", ".join(f"`{' '.join(pair)}`" for pair in splits.PHRASES)
    yield from ("", f"Written in two words: {pairs}. Alone, these do not show that a table is a log:")
    yield f"{_listed(splits.EVERYDAY)}."


def _axes() -> Iterator[str]:
    yield from ("", "## Epochs, steps, batches", "", "Over a column, before a number in a line, and within names:", "")
    yield from _table("counts", axes.WORDS)
    yield from ("", "Over a column and before a number:", "")
    yield from _table("counts", axes.MARKS)
    yield from ("", f"Before a number alone: {_listed(axes.LINES)}; of these the letters only before a colon.")
    yield f"Over a column alone: {_listed(axes.COLUMNS)}."
    yield f"Counts of other things: {_listed(axes.OTHERS)}."


def _metrics() -> Iterator[str]:
    yield from (
        "",
        "## Metrics",
        "",
        "| metric | family | better when it | range | other names |",
        "|---|---|---|---|---|",
    )
    for metric in METRICS:
        names = _listed(metric.others.split())
        yield f"| `{metric.name}` | {metric.family} | {WAYS[metric.better]} | {RANGES[metric.range]} | {names} |"
    yield from ("", f"Where no loss is logged, the first of these stands for it: {_listed(OBJECTIVES)}.")


def _others() -> Iterator[str]:
    yield from ("", "## Beside the curves", "", "`*` stands for any letters.", "", "| of what | words |", "|---|---|")
    yield from (f"| {topic} | {_listed(known.split())} |" for topic, known in asides.TOPICS.items())
    yield f"| read as a curve, but not judged | {_listed(asides.KEPT)} |"
    yield from ("", f"Words that change nothing in the name of a metric: {_listed(companions.FILLERS)}.")
    yield from ("", "## Other languages", "", "What is put into English before a name is taken apart.", "")
    yield from _table("means", languages.PARTS | languages.BEGINNINGS | languages.WHOLE)


def _table(head: str, known: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| {head} | words |", "|---|---|")
    for meaning in dict.fromkeys(known.values()):
        yield f"| {meaning} | {_listed(word for word in known if known[word] == meaning)} |"


def _listed(known: Iterable[str]) -> str:
    names: Collection[str] = sorted(known) if isinstance(known, frozenset) else list(known)
    return ", ".join(f"`{name}`" for name in names)
