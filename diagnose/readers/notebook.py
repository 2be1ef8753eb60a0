"""Jupyter notebooks: what the cells printed and drew, each read as a log of its own.

May not: run code, look at sources of cells, read a format itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.opening import open_bytes, whole_text
from diagnose.readers.core.reader import Fit

if TYPE_CHECKING:
    from diagnose.model import Run, Source

LIMIT = 256 << 20


class Notebook:
    """An .ipynb file: {"cells": […], "nbformat": 4}."""

    name: ClassVar[str] = "notebook"
    suffixes: ClassVar[tuple[str, ...]] = (".ipynb",)
    about: ClassVar[str] = "A Jupyter notebook, for the logs in the outputs of its cells."

    def sniff(self, source: Source) -> Fit:
        """YES where the head is that of a notebook."""
        text = source.text.lstrip()
        if not text.startswith("{"):
            return Fit.NO
        if '"cell_type"' in text or '"nbformat"' in text:
            return Fit.YES
        return Fit.MAYBE if '"cells"' in text or '"worksheets"' in text else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs of all cells, in the order of the notebook, each named by its cell.

        Raises:
            ReadError: it is no notebook, or no output of a cell holds a curve.
        """
        runs: list[Run] = []
        outputs = 0
        for cell, logs in _outputs(_cells(source)):
            outputs += len(logs)
            by_output = [output_runs for log in logs if (output_runs := _read(f"{source.name}, cell {cell}", log))]
            runs.extend(_numbered(by_output))
        if not runs:
            raise ReadError(
                source.name,
                f"a notebook in which none of {outputs} outputs of cells holds a curve",
                hint="were the outputs cleared before it was saved?" if not outputs else "",
            )
        return runs


def _cells(source: Source) -> list[Mapping[str, Any]]:
    import json

    try:
        book = json.loads(whole_text(source, LIMIT).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReadError(source.name, f"no valid notebook ({str(error)[:120]})", hint="JSON was expected") from None
    cells = book.get("cells") if isinstance(book, Mapping) else None
    if cells is None and isinstance(book, Mapping):  # nbformat 3
        sheets = book.get("worksheets")
        cells = [cell for sheet in _list(sheets) if isinstance(sheet, Mapping) for cell in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise ReadError(source.name, "no notebook: it has no list of cells", where="cells")
    return [cell for cell in cells if isinstance(cell, Mapping)]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _outputs(cells: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, list[str]]]:
    """The texts of each cell, counted from 1: its stream of text as one, then each HTML output."""
    for number, cell in enumerate(cells, 1):
        streams: list[str] = []
        drawn: list[str] = []
        for output in _list(cell.get("outputs")):
            if not isinstance(output, Mapping):
                continue
            held = output.get("data")
            data = held if isinstance(held, Mapping) else output
            if output.get("output_type") == "stream":
                streams.append(_text(output.get("text")))
            elif html := _text(data.get("text/html", data.get("html"))):
                drawn.append(html)
            elif output.get("output_type") in ("execute_result", "pyout", "display_data"):
                streams.append(_text(data.get("text/plain", data.get("text"))) + "\n")
        text = "".join(streams).strip()
        if text or drawn:
            yield number, [text, *drawn] if text else drawn


def _numbered(by_output: list[list[Run]]) -> list[Run]:
    """The runs of one cell; where several of its outputs hold some, each says of which output it is."""
    if len(by_output) == 1:
        return by_output[0]
    return [
        replace(run, name=f"{run.name}, output {number}") for number, runs in enumerate(by_output, 1) for run in runs
    ]


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _read(name: str, log: str) -> list[Run]:
    """The runs of one output, named by its cell; none where it holds no curve."""
    from diagnose.readers import read

    if log.lstrip().startswith("{") and '"nbformat"' in log[:100_000]:
        return []  # a notebook printed in a notebook: once is enough
    try:
        runs = read(open_bytes(log.encode("utf-8", "replace"), name))
    except ReadError:
        return []
    return [replace(run, format=f"{Notebook.name}/{run.format}") for run in runs]
