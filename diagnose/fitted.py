"""Numbers that were fitted to labelled runs, by name, and what a user's own calibration replaces.

May not: fit them (see `diagnose.calibration`), import anything of ours but errors.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Mapping

from diagnose.errors import SettingsError

FITTED: Mapping[str, float] = json.loads(pkgutil.get_data("diagnose", "fitted.json") or b"{}")
"""`trend.*` give the confidence of a trend, `verdict.*` that of a finding with a verdict."""


def replaced(own: Mapping[str, float], known: Mapping[str, float]) -> Mapping[str, float]:
    """The numbers with a user's own in their place.

    Raises:
        SettingsError: a name is unknown.
    """
    if not own:
        return known
    if unknown := sorted(set(own) - set(known)):
        raise SettingsError("calibration", f"there is no number {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return {**known, **own}
