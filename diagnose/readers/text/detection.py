"""The table of scores that YOLO prints under each epoch: a line for all classes, then one for each.

May not: read the lines of single classes, or the table of the losses (tables do).
"""

from __future__ import annotations

import re

from diagnose.readers.text.grammar import Form, Sentence

FORMS = 50
HEADER = re.compile(r"^\s{0,80}Class\s{1,20}Images\s{1,20}(?:Instances|Labels|Targets)\s{1,20}(\S.{0,200})")
ROW = re.compile(
    r"^\s{0,80}all\s{1,40}\d{1,9}\s{1,40}\d{1,9}((?:\s{1,40}(?:\d{1,3}(?:\.\d{1,9})?(?:e-\d\d)?|nan))+)\s*$"
)
NAMES = {"P": "precision", "R": "recall", "mAP@.5": "mAP50", "mAP@0.5": "mAP50", "mAP": "mAP50"}
NAMES |= dict.fromkeys(("mAP@.5:.95", "mAP@0.5:0.95", "mAP50-95"), "mAP50-95")


class Scores:
    """Remembers the header of the scores until the line for all classes comes."""

    def __init__(self) -> None:
        self.form: Form | None = None
        self._forms: dict[tuple[str, ...], Form] = {}

    def row(self, text: str) -> Sentence | None:
        """What the line for all classes says, of the epoch above it; None for any other line."""
        if "Class" in text and (header := HEADER.match(text)):
            names = _names(header[1])
            self.form = self._forms.setdefault(names, _form(names)) if len(self._forms) < FORMS else _form(names)
        elif self.form is not None and "all" in text and (row := ROW.match(text)):
            values = [float(cell) for cell in row[1].split()]
            if len(values) >= len(self.form.names):
                return Sentence(self.form, None, None, None, None, values[: len(self.form.names)])
        return None


def _names(header: str) -> tuple[str, ...]:
    """The names of the scores, as YOLO's CSV has them; `Box(P R) Mask(P R)` are groups."""
    scores = []
    group = ""
    for word in header.split(":  ")[0].split("|")[0].split():
        before, bracket, name = word.rpartition("(")
        group = f"({before[0]})" if bracket and before else group
        name = name.strip("):")
        if not name or name.endswith("%") or "/" in name:
            break
        scores.append(f"metrics/{NAMES.get(name, name)}{group}")
    return tuple(scores)


def _form(names: tuple[str, ...]) -> Form:
    return Form(tuple((name, "val", False) for name in names), "", "", False, "", "val", "")
