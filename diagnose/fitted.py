"""Numbers that were fitted to labelled runs, by name, and what a user's own limits replace.

May not: fit them (see `diagnose.calibration`), import anything of ours but errors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diagnose.errors import SettingsError, nearest

# The loader reads from a zip file as well, and is there without an import.
_LOADER: Any = __spec__.loader
FITTED: Mapping[str, float] = json.loads(_LOADER.get_data(str(Path(__file__).with_name("fitted.json"))))
"""`trend.*` give the confidence of a trend, `verdict.*` that of a finding with a verdict."""


def replaced(own: Mapping[str, float], known: Mapping[str, float]) -> Mapping[str, float]:
    """The numbers with a user's own in their place.

    Raises:
        SettingsError: a name is unknown.
    """
    if not own:
        return known
    if unknown := sorted(set(own) - set(known)):
        raise SettingsError("limits", f"there is no limit {unknown[0]!r}; {nearest(unknown[0], sorted(known))}")
    return {**known, **own}
