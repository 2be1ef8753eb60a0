"""The wheel holds the whole program under one name, and runs from a folder that is not the repository."""

import json
import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from diagnose.version import __version__

ROOT = Path(__file__).parent.parent
OVERFITTING = {
    "loss": [2.3, 1.6, 1.1, 0.8, 0.6, 0.45, 0.33, 0.25],
    "val_loss": [2.3, 1.7, 1.4, 1.3, 1.35, 1.5, 1.7, 1.9],
}


def run(command, folder, **variables):
    """What a command prints and returns in a folder, with nothing of the repository on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    return subprocess.run(command, cwd=folder, env=kept | variables, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel. Only what is packaged is copied, so that the build cannot lean on the rest of the checkout."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("diagnose", "rules", "api"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", target, source]
    done = run(build, target)
    assert done.returncode == 0, done.stderr
    (made,) = target.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def binaries(wheel, tmp_path_factory):
    """The folder of commands of a fresh environment that holds the wheel and sees the dependencies of this one."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    (packages,) = home.glob("lib/python3*/site-packages")
    # The files of other environments' editable installs are not followed from here, so only the wheel is `diagnose`.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    done = run(install, home)
    assert done.returncode == 0, done.stderr
    return python.parent


@pytest.fixture
def history(tmp_path):
    """A run that overfits, as a file in a folder of its own."""
    path = tmp_path / "history.json"
    path.write_text(json.dumps(OVERFITTING))
    return path


def test_wheel_has_one_top_level_name(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"diagnose"}


def test_wheel_holds_rules_service_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"diagnose/rules/{path.name}" for path in (ROOT / "rules").glob("*.toml")}
    wanted |= {f"diagnose/api/{path.name}" for path in (ROOT / "api").glob("*.py")} | {"diagnose/py.typed"}
    assert len(wanted) > 20
    assert wanted <= names


def test_version(binaries, tmp_path):
    done = run([binaries / "diagnose", "--version"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert __version__ in done.stdout


def test_main_job(binaries, history):
    done = run([binaries / "diagnose", history.name, "--format", "json"], history.parent)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["runs"][0]["verdict"] == "overfitting"


def test_explain_finds_the_rules(binaries, tmp_path):
    done = run([binaries / "diagnose", "explain", "TD201"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "TD201" in done.stdout


def test_service_can_be_made(binaries, tmp_path):
    code = "from diagnose.layout import load_api; print(*load_api().create_app().openapi()['paths'], sep='\\n')"
    done = run([binaries / "python", "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "/v1/diagnose" in done.stdout.split()


def test_program_runs_out_of_the_zipped_wheel(wheel, history):
    here = run(
        [sys.executable, "-c", "import diagnose; print(diagnose.__file__)"], history.parent, PYTHONPATH=str(wheel)
    )
    assert here.stdout.startswith(str(wheel)), here.stderr
    done = run([sys.executable, "-m", "diagnose", "history.json"], history.parent, PYTHONPATH=str(wheel))
    assert done.returncode == 1, done.stderr
    assert "overfitting" in done.stdout
