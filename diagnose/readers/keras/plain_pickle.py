"""Pickles of plain data: dicts, lists, strings, numbers and numpy arrays, built without importing anything they name.

May not: import or call what a pickle asks for. numpy's own classes are played by stand-ins that only note their state.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np

from diagnose.errors import ReadError


def load_plain(name: str, data: bytes) -> object:
    """What a pickle holds, if that is plain data and numpy arrays.

    Arrays come back as lists, numpy scalars as numbers, a Keras `History` object as its attributes.

    Raises:
        ReadError: it names any other class or function, or is broken.
    """
    try:
        return _plain(_Loader(name, data).load(), {}, depth=8)
    except ReadError:
        raise
    except Exception as error:  # hostile opcodes fail in every way there is
        kind = type(error).__name__
        raise ReadError(name, f"the pickle is broken ({kind})", hint="pickle history.history") from None


class _Array:
    """Stands in for an array: takes the state that numpy would take."""

    def __init__(self) -> None:
        self.state: tuple[Any, ...] = ()

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.state = state

    def values(self) -> object:
        _, shape, dtype, fortran, raw = self.state
        if isinstance(raw, list):
            return raw
        values = np.frombuffer(_as_bytes(raw), dtype=_dtype_of(dtype))
        return values.reshape(tuple(shape), order="F" if fortran else "C").tolist()


class _Dtype:
    """Stands in for a dtype: its short name, and the byte order that its state tells."""

    def __init__(self, code: str = "f8", *_: object) -> None:
        self.code, self.order = code, "="

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.order = state[1] if state[1] in ("<", ">") else "="


class _Record:
    """Stands in for a Keras History object: its attributes as a dict."""

    def __init__(self, *_: object) -> None:
        self.attributes: dict[str, object] = {}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.attributes = dict(state)


def _dtype_of(dtype: _Dtype) -> np.dtype[Any]:
    if dtype.code.lstrip("<>=|")[:1] not in ("f", "i", "u", "b"):
        raise ValueError("an array of something else than numbers")
    return np.dtype(dtype.order + dtype.code.lstrip("<>=|"))


def _as_bytes(raw: object) -> bytes:
    return raw.encode("latin-1") if isinstance(raw, str) else bytes(raw) if isinstance(raw, bytearray) else raw  # type: ignore[return-value]


def _scalar(dtype: _Dtype, raw: object) -> object:
    return np.frombuffer(_as_bytes(raw), dtype=_dtype_of(dtype))[0].item()


def _from_buffer(raw: object, dtype: _Dtype, shape: tuple[int, ...], order: str) -> _Array:
    array = _Array()
    array.state = (1, shape, dtype, order == "F", raw)
    return array


def _encode(text: str, *_: str) -> bytes:
    return text.encode("latin-1")


def _plain_dict(*arguments: Any) -> dict[object, object]:
    """A dict in place of OrderedDict and defaultdict, whose first argument may be a factory."""
    return dict(arguments[-1]) if arguments and isinstance(arguments[-1], (list, dict)) else {}


PLAIN = {float, int, str, bool, type(None)}
NUMPY = {
    "_reconstruct": lambda *_: _Array(),
    "ndarray": _Array,
    "dtype": _Dtype,
    "scalar": _scalar,
    "_frombuffer": _from_buffer,
}
OTHERS: dict[tuple[str, str], Callable[..., object]] = {
    ("collections", "OrderedDict"): _plain_dict,
    ("collections", "defaultdict"): _plain_dict,
    ("_codecs", "encode"): _encode,
    **{(module, kind): lambda *_: [] for module in ("builtins", "__builtin__") for kind in ("list", "float", "int")},
}


class _Loader(pickle._Unpickler):  # the one in Python: its memo and reads are bounded by the bytes that are there
    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="latin-1")
        self.source_name = name

    def find_class(self, module: str, name: str) -> Any:
        if module.split(".")[0] == "numpy" and name in NUMPY:
            return NUMPY[name]
        if (module, name) in OTHERS:
            return OTHERS[module, name]
        if name == "History" and module.split(".")[0] in ("keras", "tensorflow", "tf_keras"):
            return _Record
        raise ReadError(
            self.source_name,
            f"the pickle asks for {module}.{name}"[:200] + ", which is no plain data",
            hint="nothing was run; pickle history.history instead",
        )


def _plain(value: object, done: dict[int, object], depth: int) -> object:
    """The value with stand-ins replaced by what they hold; what stands in several places is converted once."""
    if id(value) in done:
        return done[id(value)]
    if depth == 0:
        raise ValueError("nested too deep")
    held: object = value
    if isinstance(value, _Array):
        held = _plain(value.values(), done, depth - 1)
    elif isinstance(value, _Record):
        held = _plain(value.attributes, done, depth - 1)
    elif isinstance(value, dict):
        held = {str(key): _plain(member, done, depth - 1) for key, member in value.items()}
    elif isinstance(value, (list, tuple)) and not set(map(type, value)) <= PLAIN:
        held = [_plain(member, done, depth - 1) for member in value]
    if held is not value:
        done[id(value)] = held
    return held
