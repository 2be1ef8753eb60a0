"""What stands around the code: targets, templates, hooks and the citation."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from diagnose.version import __version__

ROOT = Path(__file__).parent.parent
ADDRESS = "https://github.com/training-diagnosis/training-diagnosis"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FORMS = [file for file in TEMPLATES if file.stem != "config"]
CITATION = ROOT / "CITATION.cff"
HOOKS = ROOT / ".pre-commit-config.yaml"
SUBJECTS = ROOT / ".ci" / "commit_subjects.py"
PAGES = [ROOT / "README.md", *sorted((ROOT / ".github").rglob("*.md"))]


def targets():
    """The targets of the Makefile that are no files."""
    (names,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    return set(names.split())


def yaml_of(file):
    return yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
def test_make_alone_lists_every_target():
    done = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert set(listed) == targets()
    assert all(listed.values())


def test_every_target_is_declared():
    assert set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)) == targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_targets_that_exist(page):
    text = page.read_text("utf-8")
    assert set(re.findall(r"(?:`|^ {4}|&& )make ([a-z-]+)", text, re.MULTILINE)) <= targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_files_have_one_address_of_the_repository():
    files = [ROOT / "pyproject.toml", ROOT / "CITATION.cff", *TEMPLATES, *PAGES]
    found = [(file.name, url) for file in files for url in re.findall(r"https://[^\s\"')>]+", file.read_text("utf-8"))]
    assert {name for name, _ in found} >= {"pyproject.toml", "CITATION.cff", "config.yml", "SECURITY.md"}
    assert [(name, url) for name, url in found if url != ADDRESS and not url.startswith(f"{ADDRESS}/")] == []


def test_paths_behind_the_projects_urls_exist():
    paths = [url.split("/main/", 1)[1] for url in PROJECT["urls"].values() if "/main/" in url]
    assert paths
    assert all((ROOT / path).exists() for path in paths)


def test_the_citation_is_of_this_version():
    citation = yaml_of(CITATION)
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == __version__
    assert citation["license"] == PROJECT["license"]
    assert citation["repository-code"] == PROJECT["urls"]["Source"] == ADDRESS
    assert citation["authors"][0]["name"] in (ROOT / "LICENSE").read_text("utf-8")


def test_the_changelog_is_open_and_has_this_version_once_it_is_released():
    heads = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert heads[1:2] in ([], [__version__])


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_asks_for_something_and_names_each_field_once(file):
    form = yaml_of(file)
    assert {"name", "description", "body"} <= set(form)
    names = [field["id"] for field in form["body"]]
    assert len(names) == len(set(names))
    assert all(field["type"] in ("input", "textarea") and field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_there_is_a_form_for_each_part_that_can_be_wrong():
    assert {file.stem for file in FORMS} == {"log-read-wrongly", "wrong-verdict", "new-format"}
    assert all(link["url"].startswith(ADDRESS) for link in yaml_of(TEMPLATES[0])["contact_links"])


def test_hooks_use_the_projects_own_environment():
    (local,) = yaml_of(HOOKS)["repos"]
    assert local["repo"] == "local"
    assert {hook["id"] for hook in local["hooks"]} == {"ruff", "ruff-format", "mypy", "commit-subject"}
    for hook in local["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")
    entry = local["hooks"][-1]["entry"].split()
    assert (ROOT / entry[1]).samefile(SUBJECTS)


def test_the_container_has_the_oldest_python_and_makes_the_environment():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert container["image"].startswith(f"python:{oldest}")
    assert container["postCreateCommand"] == "make .venv/.ready"


def test_the_steps_of_a_release_are_counted():
    text = (ROOT / ".github" / "RELEASING.md").read_text("utf-8")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    for file in ("diagnose/version.py", "CITATION.cff", "CHANGELOG.md", "tests/rules/codes.lock", ".ci/run"):
        assert file in text
        assert (ROOT / file).exists()
