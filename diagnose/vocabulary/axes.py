"""The words that count: epochs, steps, batches, and things that are none of these. Lower case, without `_` and `-`.

May not: know columns or lines.
"""

from __future__ import annotations

from diagnose.model import StepUnit

WORDS: dict[str, StepUnit] = {
    "epoch": "epoch",
    "epochs": "epoch",
    "ep": "epoch",
    "epoca": "epoch",
    "epocas": "epoch",
    "época": "epoch",
    "épocas": "epoch",
    "epoche": "epoch",
    "epochen": "epoch",
    "époque": "epoch",
    "epoque": "epoch",
    "эпоха": "epoch",
    "эпохи": "epoch",
    "エポック": "epoch",
    "에폭": "epoch",
    "에포크": "epoch",
    "轮次": "epoch",
    "轮数": "epoch",
    "轮": "epoch",
    "輪次": "epoch",
    "世代": "epoch",
    "周期": "epoch",
    "纪元": "epoch",
    "回合": "epoch",
    "epoka": "epoch",
    "epok": "epoch",
    "dönem": "epoch",
    "step": "step",
    "steps": "step",
    "globalstep": "step",
    "iter": "step",
    "iters": "step",
    "iteration": "step",
    "iterations": "step",
    "paso": "step",
    "pasos": "step",
    "schritt": "step",
    "étape": "step",
    "etape": "step",
    "iteración": "step",
    "iteracion": "step",
    "шаг": "step",
    "итерация": "step",
    "ステップ": "step",
    "스텝": "step",
    "步数": "step",
    "步": "step",
    "迭代": "step",
    "迭代次数": "step",
    "batch": "batch",
    "batches": "batch",
    "minibatch": "batch",
    "minibatches": "batch",
    "lote": "batch",
    "lotes": "batch",
    "пакет": "batch",
    "バッチ": "batch",
    "배치": "batch",
    "批次": "batch",
    "批": "batch",
}
"""Known wherever they stand: over a column, before a number in a line, within the name of a curve."""

MARKS: dict[str, StepUnit] = {
    "epochnum": "epoch",
    "epochidx": "epoch",
    "epochnumber": "epoch",
    "numepoch": "epoch",
    "curepoch": "epoch",
    "currentepoch": "epoch",
    "pass": "epoch",
    "gs": "step",
    "it": "step",
    "itr": "step",
    "itn": "step",
    "update": "step",
    "updates": "step",
    "round": "step",
    "rounds": "step",
    "episode": "step",
    "episodes": "step",
    "numsteps": "step",
    "niter": "step",
    "iternum": "step",
    "stepnum": "step",
    "iteridx": "step",
    "batchidx": "batch",
    "batchid": "batch",
    "batchnum": "batch",
}
"""Known over a column and before a number in a line; within the name of a curve they say nothing: `pass@1`."""

LINES: dict[str, StepUnit] = {
    "e": "epoch",
    "i": "step",
    "s": "step",
    "t": "step",
    "global": "step",
    "lot": "batch",
}
"""Known before a number in a line alone: over a column they are anything."""

LETTERS = frozenset(["e", "i", "s", "t", "it"])
"""Those that count only where nothing but they stands before a colon or an equals sign."""

COLUMNS: dict[str, StepUnit] = {
    "epochid": "epoch",
    "trainerepoch": "epoch",
    "nepoch": "epoch",
    "trainerglobalstep": "step",
    "boostinground": "step",
    "numupdates": "step",
    "trainstep": "step",
    "totalsteps": "step",
    "nsteps": "step",
    "optimizerstep": "step",
    "counter": "step",
}
"""Known over a column alone: in a line they are settings."""

LATE = frozenset(("numupdates", "numupdate"))
"""Steps that fairseq prints behind the values, where the line counts nothing before them."""

ROWS = frozenset(("", "unnamed0", "index", "row", "id"))
"""Names over the column of the row numbers that pandas writes."""

OTHERS = frozenset(
    [
        "sample",
        "samples",
        "fold",
        "folds",
        "trial",
        "trials",
        "image",
        "images",
        "index",
        "idx",
        "seed",
        "task",
        "client",
        "video",
        "class",
        "layer",
        "rank",
        "gpu",
        "worker",
        "grid",
        "cv",
        "model",
        "example",
        "query",
        "case",
        "experiment",
        "exp",
        "process",
        "pid",
        "splitid",
        "repeat",
        "repetition",
        "candidate",
        "combination",
        "config",
    ]
)
"""What else is counted: a line that counts these is about a part of the training, or of something else.

`cv` is among them and among the splits: before a whole number it is a fold, before any other the validation.
"""

NUMBERING = frozenset(("count", "counter", "no", "nr", "number", "num", "idx", "index", "id"))
"""What may stand between a word that counts and its number: `batch count: 20`."""

PLURALS = frozenset(["epochs", "epocas", "épocas", "epochen", "эпохи"])
"""Words behind which stands how many there will be, where a line begins with them."""

TAILS: dict[str, StepUnit] = {
    "第": "epoch",
    "轮次": "epoch",
    "轮数": "epoch",
    "周期": "epoch",
    "纪元": "epoch",
    "回合": "epoch",
    "步数": "step",
    "次数": "step",
    "迭代": "step",
    "批次": "step",
    "エポック": "epoch",
    "ステップ": "step",
    "에폭": "epoch",
    "에포크": "epoch",
    "스텝": "step",
}
"""How a name ends that counts, in scripts that put nothing between words; a batch is a step there."""

COUNTERS: dict[str, StepUnit] = {
    "epoch": "epoch",
    "epochs": "epoch",
    "轮": "epoch",
    "期": "epoch",
    "个epoch": "epoch",
    "エポック": "epoch",
    "에포크": "epoch",
    "에폭": "epoch",
    "эпох": "epoch",
    "步": "step",
    "次": "step",
    "批": "step",
}
"""Behind a number: `第 3 轮`, `3 epochs`."""

GLUED = ("epoch", "ep", "iteration", "iter", "step", "batch")
"""What may be written together with its number: `epoch20`, `iter_100`."""

FIRST: dict[StepUnit, tuple[str, ...]] = {
    "epoch": ("epoch", "epochs"),
    "step": (
        "globalstep",
        "step",
        "iteration",
        "iter",
        "iters",
        "steps",
        "round",
        "update",
        "numupdates",
    ),
}
"""Which of several counts in one record numbers it, the likeliest first."""


def stems() -> list[str]:
    """The shortest parts by which any count is found in a text, but for single letters, in ASCII."""
    words = {word for word in (*WORDS, *MARKS) if word.isascii() and len(word) > 2}
    return sorted(word for word in words if not any(other in word for other in words if other != word))


def epoch_words() -> list[str]:
    """The words for an epoch that are no abbreviations, the longest first."""
    words = (word for word, unit in WORDS.items() if unit == "epoch" and (len(word) > 3 or not word.isascii()))
    return sorted(words, key=len, reverse=True)


def bare(name: str) -> str:
    """A name as it stands here: in lower case, letters and digits only."""
    lowered = name.lower()
    return lowered if lowered.isalnum() else "".join(filter(str.isalnum, lowered))


def unit_over_column(name: str) -> StepUnit | None:
    """What a column of that name counts, or None."""
    word = bare(name)
    return WORDS.get(word) or MARKS.get(word) or COLUMNS.get(word)


def unit_before_number(word: str) -> StepUnit | None:
    """What a number counts before which a line has that word, or None."""
    word = word.lower().replace("_", "").replace("-", "")
    return WORDS.get(word) or MARKS.get(word) or LINES.get(word)
