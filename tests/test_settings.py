"""Settings: where they are found, and that unknown keys and wrong values are refused by name."""

import pytest

from diagnose.errors import SettingsError
from diagnose.settings import Settings, load_settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_settings(folder=tmp_path) == Settings()


def test_the_nearest_file_above_is_found_and_paths_are_relative_to_it(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.diagnose]\nfail-on = "warning"\nrules = ["mine"]\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    settings = load_settings(folder=inner)
    assert settings.fail_on == "warning"
    assert settings.rules == (str(tmp_path / "mine"),)


def test_a_pyproject_of_another_tool_is_passed_over(tmp_path):
    (tmp_path / "diagnose.toml").write_text("allow-inconclusive = true\n")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert load_settings(folder=inner).allow_inconclusive


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("fail-onn = 1", "'fail-onn' is unknown; did you mean 'fail-on'"),
        ('fail-on = "bad"', "one of error, warning, note, never"),
        ("allow-inconclusive = 1", "true or false"),
        ('select = "TD2"', "a list of strings"),
        ("[thresholds]\nTD201 = 1", "a table such as"),
        ('[limits]\na = "b"', "a table of numbers"),
        ("[calibration", "it is not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path, text, what):
    file = tmp_path / "diagnose.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=what) as caught:
        load_settings(file)
    assert str(file) in str(caught.value)


def test_a_settings_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml")
