"""Whether the tests notice a mutant: each is tried in a fork of a process that has the libraries loaded already.

Works where processes fork, as on Linux.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.mutant import Mutant

Stages = Sequence[Sequence[str]]
"""Groups of tests; the next group runs when the one before noticed nothing."""

LIBRARIES = ("numpy", "pydantic", "click", "pytest", "hypothesis", "jsonschema")
OURS = ("diagnose", "api", "bench", "tests")
MADE = shutil.ignore_patterns(".git", ".venv", ".cache", ".*_cache", "__pycache__", "build", "dist", "*.egg-info")
# Libraries that are loaded already cannot be rewritten by pytest, and need not be.
LOADED = "ignore::pytest.PytestAssertRewriteWarning"
QUIET = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", LOADED)
NOWHERE = Path(os.devnull)
MEMORY = 4 << 30
PATIENCE = 5
SHORTEST = 20.0


@contextmanager
def copy_of_the_tree() -> Iterator[None]:
    """The working folder is a copy of itself: whatever a fault writes or removes, the tree stays as it is."""
    here = Path.cwd()
    with TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder, here.name)
        shutil.copytree(here, copy, ignore=MADE)
        os.chdir(copy)
        try:
            yield
        finally:
            os.chdir(here)


def load_libraries() -> None:
    """Import what every trial needs and nothing of ours."""
    for name in LIBRARIES:
        import_module(name)


def unchanged(stages: Stages) -> float:
    """How many seconds all stages take without any fault.

    Raises:
        RuntimeError: they fail; with what they printed.
    """
    began = time.monotonic()
    told = Path("unchanged.log")
    process = _start(None, stages, told)
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the tests fail without any fault:\n{told.read_text(encoding='utf-8')}")
    return time.monotonic() - began


def tried(
    mutants: Iterable[Mutant], stages_of: Callable[[Mutant], Stages], usual: float, workers: int
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what became of it: killed, survived, or late, after many times the usual seconds."""
    waiting = iter(mutants)
    running: dict[int, tuple[ForkProcess, Mutant, float]] = {}
    limit = max(SHORTEST, PATIENCE * usual)
    while True:
        while len(running) < workers and (mutant := next(waiting, None)):
            process = _start(mutant, stages_of(mutant))
            running[process.sentinel] = process, mutant, time.monotonic() + limit
        if not running:
            return
        wait(running, timeout=1.0)
        for sentinel, (process, mutant, end) in list(running.items()):
            if process.is_alive() and time.monotonic() < end:
                continue
            fate = "late" if process.exitcode is None else "killed" if process.exitcode else "survived"
            _end(process)
            del running[sentinel]
            yield mutant, fate


def _start(mutant: Mutant | None, stages: Stages, told: Path = NOWHERE) -> ForkProcess:
    process = get_context("fork").Process(target=_try, args=(mutant, stages, told))
    process.start()
    return process


def _end(process: ForkProcess) -> None:
    """No process of the trial is left, whatever its tests started."""
    assert process.pid
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()


def _try(mutant: Mutant | None, stages: Stages, told: Path) -> None:
    """Ends with status 0 where no test noticed; what the tests print goes to the file."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    output = os.open(told, os.O_RDWR | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(output, stream)
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.path.insert(0, str(Path.cwd()))
    if mutant:
        sys.dont_write_bytecode = True
        sys.meta_path.insert(0, _Finder(mutant))
    import pytest

    noticed = any(pytest.main([*QUIET, *stage]) != pytest.ExitCode.OK for stage in stages)
    sys.stdout.flush()
    os._exit(int(noticed))


class _Finder(MetaPathFinder):
    """Finds the mutant in place of the module of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = ".".join(Path(mutant.file).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname, path, target=None):
        if fullname != self.name:
            return None
        file = str(Path(self.mutant.file).absolute())
        return spec_from_file_location(fullname, file, loader=_Loader(fullname, file, self.mutant))


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, mutant: Mutant) -> None:
        super().__init__(fullname, path)
        self.mutant = mutant

    def get_code(self, fullname):
        return compile(self.mutant.source(), self.path, "exec", dont_inherit=True)
