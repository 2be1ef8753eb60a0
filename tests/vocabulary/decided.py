"""Where the old lists disagreed, or were wrong: what the vocabulary says instead, and why.

`docs/decisions/0012-one-vocabulary-of-logs.md` tells it at length.
"""

SCORE = "readers/text/vocabulary.SCORE"
CURVE_SCORE = "readers/text/vocabulary.CURVE_SCORE"
FALLS = "it falls when learning, as the series knew; the text's reader had it among the scores"
COLUMN = "as a column it always showed a training; one answer for lines and columns"

FILLERS = "series/vocabulary.FILLERS"

DECIDED: dict[tuple[str, str], tuple[str | None, str]] = {
    (FILLERS, "monitor"): ("nothing", "the set that is monitored is a validation set"),
    (SCORE, "wer"): ("loss", FALLS),
    (SCORE, "cer"): ("loss", FALLS),
    (SCORE, "fid"): ("loss", FALLS),
    (CURVE_SCORE, "wer"): ("curve", COLUMN),
    (CURVE_SCORE, "cer"): ("curve", COLUMN),
    (CURVE_SCORE, "map"): ("curve", COLUMN),
    (CURVE_SCORE, "map50"): ("curve", COLUMN),
    (CURVE_SCORE, "ap50"): ("curve", COLUMN),
    (CURVE_SCORE, "psnr"): ("curve", COLUMN),
    (CURVE_SCORE, "ssim"): ("curve", COLUMN),
    (CURVE_SCORE, "fid"): ("curve", COLUMN),
    (CURVE_SCORE, "r2"): ("curve", COLUMN),
}
