"""Tables with a header: Keras CSVLogger, Lightning, Ultralytics, W&B, fastai, Flair, CatBoost and any tidy CSV.

May not: name splits or metrics that neither the program nor the file tells.
"""

from __future__ import annotations

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.curves import with_curves
from diagnose.readers.core.reader import Fit
from diagnose.readers.tables.blocks import table_dialect
from diagnose.readers.tables.flavours import FLAVOURS, Flavour
from diagnose.readers.tables.table import Table


class TableReader:
    """Reads the tables of one flavour."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour
        self.name, self.suffixes, self.about = flavour.name, flavour.suffixes, flavour.about

    def sniff(self, source: Source) -> Fit:
        """YES where the header is that of a training log of this flavour, MAYBE where it only has an axis."""
        dialect = table_dialect(source) if source.head else None
        if dialect is None or not self.flavour.fits(dialect.names):
            return Fit.NO
        return Fit.YES if dialect.is_telling else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """The runs of the table.

        Raises:
            ReadError: no header is found, it is not this flavour's, or no column is a curve.
        """
        dialect = table_dialect(source)
        if dialect is None:
            raise ReadError(source.name, "no table is found in it", hint="a header and rows of numbers were expected")
        if not self.flavour.fits(dialect.names):
            raise ReadError(source.name, f"the columns are not those of {self.name}", where="header")
        table = Table(source, dialect, self.name, self.flavour.base)
        for column in dialect.names:
            table.rows.describe(column, *self.flavour.trait(column, source))
        runs = [run for whole in table.read() for run in self.flavour.finish(whole)]
        return with_curves(runs)


TABLE_READERS = tuple(TableReader(flavour) for flavour in FLAVOURS)
