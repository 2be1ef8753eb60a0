"""The documents are true: what they show of the command is what it prints, and every rule and verb is documented."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from diagnose.facts import NUMBERS as FACT_NUMBERS
from diagnose.pipeline import Options
from diagnose.rulebook import load_rulebook
from diagnose.settings import settings_from

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
CUT = "..."


def sessions(page):
    """The commands of a page's console blocks, with the lines that it shows under each."""
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.rstrip("\n")


CASES = [(page.stem, *case) for page in PAGES for case in sessions(page)]


def printed_by(command):
    """What the command prints, standard output and then errors, run in the repository's folder."""
    words = [word for part in shlex.split(command) for word in expanded(part)]
    words = [sys.executable, "-m", "diagnose", *words[1:]] if words[0] == "diagnose" else [sys.executable, *words[1:]]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("DIAGNOSE_", "FORCE_COLOR"))}
    clean |= {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(words, cwd=ROOT, env=clean, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1, 3, 4), done.stderr
    return (done.stdout + done.stderr).rstrip("\n"), done.returncode


def expanded(word):
    if "*" not in word:
        return [word]
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(word))


def agrees(shown, printed):
    """Whether the shown lines are the printed ones, where a line of three dots stands for any lines."""
    pieces = re.split(rf"^{re.escape(CUT)}$\n?", shown, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, printed if shown.endswith(CUT) is False else printed + "\n") is not None


@pytest.mark.parametrize(("page", "command", "shown"), CASES, ids=[f"{page}: {command}" for page, command, _ in CASES])
def test_what_a_page_shows_is_what_is_printed(page, command, shown):
    if command.startswith(("python", "diagnose")):
        printed, _ = printed_by(command)
        assert agrees(shown, printed), printed
    else:
        target = command.partition("make ")[2].split(" ")[0]
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), command


def test_the_readme_shows_the_main_job():
    commands = [command for page, command, _ in CASES if page == "README"]
    assert any(command.startswith("diagnose examples/") for command in commands)


def test_every_relative_link_leads_somewhere():
    for page in [*PAGES, ROOT / ".github" / "CONTRIBUTING.md", ROOT / "rules" / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_generated_pages_are_those_of_the_source():
    from docs.write_pages import pages

    for name, text in pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, f"{name}: run make docs"


PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_python_of_the_pages_runs():
    checked = 0
    for page in PAGES:
        for block in PYTHON.findall(page.read_text(encoding="utf-8")):
            compile(block, page.name, "exec")
            if "assert " in block:
                exec(block, {})
                checked += 1
    assert checked


def test_the_readmes_python_gives_what_it_says():
    from diagnose import Verdict, diagnose

    class Model:
        """Stands for a Keras model whose training was recorded."""

        def fit(self, *_, **__):
            return str(ROOT / "examples" / "runs" / "overfitting.json")

    known: dict[str, Any] = {"model": Model(), "x": None, "y": None}
    (block,) = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    exec(block, known)
    assert known["report"].verdict is Verdict.OVERFITTING
    assert known["report"].to_dict()["verdict"] == "overfitting"
    assert known["report"].findings[0].evidence
    assert diagnose is known["diagnose"]


def test_the_settings_that_the_readme_shows_are_taken():
    (shown,) = re.findall(r"```toml\n(\[tool\.diagnose\].*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    settings = settings_from(tomllib.loads(shown)["tool"]["diagnose"], "README.md", ROOT)
    options = Options(load_rulebook(settings))
    size = settings.limits["fact.spike_size"]
    assert options.numbers.facts.spike_size == size != FACT_NUMBERS["fact.spike_size"]
    assert str(options.rulebook.by_code["TD303"].when[0][2]) == ">= 0.4"
