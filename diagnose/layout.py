"""Where `rules/` and `api/` lie: inside the package in a wheel, beside it in a checkout. The only such code.

May not: read what lies there.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from types import ModuleType

PACKAGE = Path(__file__).parent


def rules_folder() -> Traversable:
    """The folder of the rule files that ship with the program, also inside a zipped wheel."""
    beside = PACKAGE.parent / "rules"
    if (PACKAGE.parent / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    from importlib import resources

    return resources.files("diagnose") / "rules"


def load_api() -> ModuleType:
    """The HTTP service's package, imported as `diagnose.api` wherever it lies."""
    name = "diagnose.api"
    if name in sys.modules:
        return sys.modules[name]
    spec = PathFinder.find_spec("api", [str(PACKAGE.parent)]) if not (PACKAGE / "api").exists() else None
    if spec is None or spec.origin is None or spec.loader is None:
        return import_module(name)
    spec.name = spec.loader.name = name  # type: ignore[attr-defined]
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
