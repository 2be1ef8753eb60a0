"""Settings of a project: the gate, the choice of rules and their thresholds; unknown keys are refused.

May not: read logs, know rules by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from diagnose.errors import SettingsError, nearest

FAIL_ON = ("error", "warning", "note", "never")
# Not that of `model`, which loads numpy: the help of the command reads FAIL_ON and has no time for it.
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Settings(NamedTuple):
    """What a project may set in `[tool.diagnose]` of pyproject.toml or in diagnose.toml.

    `thresholds` maps conditions (`TD201.val.rise_after_best`, `TD303[when 2].val.rise`) to bounds (`min`, `max`,
    `above`, `below`) that replace those of the rule file; `limits` replaces limits of trends and facts and the fitted
    numbers by name.
    """

    fail_on: str = "error"
    allow_inconclusive: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    thresholds: Mapping[str, Mapping[str, float]] = NOTHING
    limits: Mapping[str, float] = NOTHING


def load_settings(file: Path | None = None, folder: Path | None = None) -> Settings:
    """The settings of `file`, or of the first diagnose.toml or pyproject.toml with our table in `folder` or above it.

    Raises:
        SettingsError: the file is missing or no TOML, or a key or value of it is wrong.
    """
    if file is not None:
        return settings_from(_table(file), str(file), file.parent)
    here = (folder or Path.cwd()).absolute()
    for place in (here, *here.parents):
        for name in ("diagnose.toml", "pyproject.toml"):
            nearest_file = place / name
            if nearest_file.is_file() and (table := _table(nearest_file)):
                return settings_from(table, str(nearest_file), place)
    return Settings()


def settings_from(table: Mapping[str, Any], place: str, folder: Path) -> Settings:
    """Settings out of a TOML table; paths of rules are taken relative to `folder`.

    Raises:
        SettingsError: a key is unknown, or a value has the wrong type.
    """
    known = {name.replace("_", "-"): name for name in Settings._fields}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise SettingsError(place, f"the key {key!r} is unknown; {nearest(key, sorted(known))}")
        values[known[key]] = _checked(key, value, place)
    if "rules" in values:
        values["rules"] = tuple(str(folder / path) for path in values["rules"])
    return Settings(**values)


def _table(file: Path) -> Mapping[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(file), f"it cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if file.name == "pyproject.toml" and "tool.diagnose" not in text:
        return {}
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(file), f"it is not TOML ({error})") from None
    if file.name == "pyproject.toml":
        document = document.get("tool", {}).get("diagnose", {})
    return document


def _checked(key: str, value: Any, place: str) -> Any:
    match key:
        case "fail-on":
            good, wanted = value in FAIL_ON, f"one of {', '.join(FAIL_ON)}"
        case "allow-inconclusive":
            good, wanted = isinstance(value, bool), "true or false"
        case "thresholds":
            good, wanted = _maps_to_bounds(value), 'a table such as "TD201.val.rise_after_best" = { min = 0.1 }'
        case "limits":
            good, wanted = isinstance(value, Mapping) and all(map(_is_number, value.values())), "a table of numbers"
        case _:
            good = isinstance(value, list) and all(isinstance(item, str) for item in value)
            wanted = "a list of strings"
            value = tuple(value) if good else value
    if not good:
        raise SettingsError(place, f"{key} is {value!r}; it must be {wanted}")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _maps_to_bounds(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(bounds, Mapping) and bounds and all(map(_is_number, bounds.values())) for bounds in value.values()
    )
